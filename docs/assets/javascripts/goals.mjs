/** What one can want to get to, to choose from. */

import { element } from "./element.mjs";

const KINDS = [["path", "Paths"], ["project", "Projects"], ["topic", "Topics"]];

/** Return the goals that there are to choose from, in groups. */
export function goalOptions(learn) {
  return KINDS.map(([kind, title]) => {
    const all = Object.entries(learn[`${kind}s`]);
    const options = all.map(([id, entry]) => element("option", { value: `${kind}:${id}` }, entry.title));
    return element("optgroup", { label: title }, ...options);
  });
}
