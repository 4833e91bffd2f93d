/** A plan on somebody else's page, as values: what its card says, and the HTML that shows it there. */

import { nice } from "./days.mjs";
import { hours } from "./learn.mjs";
import { asParameters, dated, goalTitle } from "./plan.mjs";

const FIRST = 2; // topics that are named: a card is small
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Return the lines of the card of a plan; nothing of the learner who looks at it counts, only what is wished. */
export function said(learn, wishes) {
  const { steps, minutes, finish } = dated(learn, wishes);
  const title = `To ${goalTitle(learn, wishes.to)}`;
  if (!steps.length) return { title, facts: "", begins: "Whoever made this plan knew all that it takes already." };
  const names = steps.slice(0, FIRST).map((step) => learn.topics[step.id].title);
  const rest = steps.length - names.length;
  return {
    title,
    facts: [`${steps.length} ${steps.length === 1 ? "topic" : "topics"}`, hours(minutes), `until ${nice(finish)}`].join(" · "),
    begins: `${wishes.hours} h a week from ${nice(wishes.from)}. First: ${names.join(", ")}${rest ? `, and ${rest} more` : ""}.`,
  };
}

/** Return the HTML that shows a plan on another site: its card in a frame, and a link where no frame is shown. */
export function code(root, wishes, title) {
  const query = text(String(asParameters(wishes)));
  const name = text(`Plan: ${title}`);
  const frame = `<iframe src="${text(root)}embed/plan.html?${query}" title="${name}" width="360" height="190" loading="lazy" style="border: 0; max-width: 100%"></iframe>`;
  return { link: `<a href="${text(root)}plan/?${query}">${name}</a>`, frame };
}

function text(value) {
  return value.replace(/[&<>"']/g, (char) => ENTITIES[char]);
}
