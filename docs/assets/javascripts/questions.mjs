/** Questions on the page of a topic: what one knew and what not is kept, and brought back on the Review page. */

import { localDay, until } from "./days.mjs";
import { element } from "./element.mjs";
import { change } from "./progress.mjs";
import { answered } from "./schedule.mjs";

/** Keep an answer to a question. */
export function answer(store, id, knew, now) {
  store.update((progress) => change(progress, "answers", id, answered(progress.answers[id], knew, localDay(now)), now.toISOString()));
}

/** Let every question on the page of a topic be judged, once its answer is shown. */
export function ownQuestions(content, topic, store, clock = () => new Date()) {
  for (const node of content.querySelectorAll(".rm-question[id^='q-']")) {
    own(node, `${topic}/${node.id.slice(2)}`, store, clock);
    if (location.hash === `#${node.id}`) node.open = true;
  }
}

function own(node, id, store, clock) {
  const mark = element("span", { className: "rm-question__mark" });
  const said = element("p", { className: "rm-question__said", role: "status" });
  const buttons = [["I knew it", true], ["Not yet", false]].map(([name, knew]) => {
    const button = element("button", { type: "button", className: "rm-button" }, name);
    button.addEventListener("click", () => {
      const last = store.progress.answers[id];
      const again = last?.knew === knew && last.day === localDay(clock()); // saying it twice changes nothing
      if (!again) answer(store, id, knew, clock());
      said.textContent = `Comes back ${until(store.progress.answers[id].due, localDay(clock()))}.`;
    });
    return { button, knew };
  });
  node.querySelector("summary").append(mark);
  node.append(element("div", { className: "rm-actions rm-question__judge" }, ...buttons.map(({ button }) => button), said));
  store.listen((progress) => {
    const last = progress.answers[id];
    mark.textContent = last ? (last.knew ? "✓ Knew it" : "↻ Not yet") : "";
    mark.dataset.knew = String(last?.knew ?? "");
    for (const { button, knew } of buttons) button.setAttribute("aria-pressed", String(last?.knew === knew));
  });
}
