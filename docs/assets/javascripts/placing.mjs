/** The page that finds out what somebody knows: a question at a time, and a list at the end to accept or mend. */

import { element, link } from "./element.mjs";
import { goalOptions } from "./goals.mjs";
import { extract } from "./learn.mjs";
import { MOST, answered, begin, next, open } from "./placement.mjs";
import { topicsTo } from "./plan.mjs";
import { change } from "./progress.mjs";
import { settled, troubleLine } from "./status.mjs";

/** Put the questions on their page. */
export async function ownPlacement(place, learn, store) {
  const questions = await extract("questions");
  const askable = new Set(Object.keys(questions));
  const to = element("select", { id: "rm-toward", className: "rm-select" }, element("option", { value: "" }, "Everything"), ...goalOptions(learn));
  const start = element("button", { type: "button", className: "rm-button rm-button--primary" }, "Begin");
  const card = element("div", { className: "rm-placing" });
  let topics = [];
  let state = null;
  start.addEventListener("click", () => {
    const [kind, id] = to.value.split(":");
    topics = id ? topicsTo(learn, { kind, id }) : learn.order;
    state = begin(learn.graph, settled(learn, store.progress));
    ask();
  });
  place.replaceChildren(troubleLine(store),
    element("p", { className: "rm-field" }, element("label", { for: to.id }, "I want to get to"), to, start), card);

  function ask() {
    const topic = next(learn.graph, state, topics, askable);
    card.replaceChildren(...(topic ? question(topic) : result()));
    card.querySelector("h2").focus();
  }

  function question(topic) {
    const { ask: asked, answer } = questions[topic];
    const button = (name, word) => {
      const made = element("button", { type: "button", className: "rm-button" }, name);
      made.addEventListener("click", () => {
        state = answered(learn.graph, state, topic, word);
        ask();
      });
      return made;
    };
    return [
      element("h2", { tabIndex: -1 }, `Question ${state.asked + 1} of at most ${MOST}: ${learn.topics[topic].title}`),
      element("p", { className: "rm-placing__ask" }, asked),
      element("details", { className: "rm-question" }, element("summary", {}, "Show the answer"), element("p", {}, answer)),
      element("p", { className: "rm-actions" }, button("I knew it", "yes"), button("Not yet", "no"), button("Ask me another", "pass")),
      element("p", { className: "rm-quiet" }, `${open(state, topics).length} of ${topics.length} topics are still open.`),
    ];
  }

  function result() {
    const found = topics.filter((topic) => state.known.has(topic));
    const left = open(state, topics).length;
    const heading = element("h2", { tabIndex: -1 }, "What you seem to know");
    const rest = left ? ` ${left} topics could not be settled, and count as not known.` : "";
    if (!found.length) return [heading, element("p", { role: "status" }, `Nothing yet of these ${topics.length} topics, so begin at the beginning.${rest}`)];
    const boxes = found.map((topic) => element("input", { type: "checkbox", checked: true, value: topic, id: `rm-know-${topic}` }));
    const rows = boxes.map((box) => element("li", {}, box, element("label", { for: box.id }, learn.topics[box.value].title)));
    const accept = element("button", { type: "button", className: "rm-button rm-button--primary" }, "Mark these as done");
    const said = element("p", { role: "status" });
    accept.addEventListener("click", () => {
      const now = new Date().toISOString();
      const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
      store.update((progress) => chosen.reduce((made, topic) => change(made, "topics", topic, { status: "done" }, now), progress));
      const goal = to.value ? `?to=${encodeURIComponent(to.value)}` : "";
      said.replaceChildren(`${chosen.length} topics are marked as done. `, link(new URL(`../plan/${goal}`, location.href).href, "Make a plan for the rest"), ".");
    });
    return [
      heading,
      element("p", {}, `${found.length} of ${topics.length} topics, as your answers say and what follows from them.${rest} Take away what is not so.`),
      element("ul", { className: "rm-known" }, ...rows), element("p", { className: "rm-actions" }, accept), said,
    ];
  }
}
