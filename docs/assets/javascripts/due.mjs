/** What is due for review: which questions, and the line that says so elsewhere. */

import { nice } from "./days.mjs";
import { element, link } from "./element.mjs";
import { ROOT } from "./learn.mjs";
import { dueOn, nextAfter } from "./schedule.mjs";

/** Return the answers to questions of topics that there are. */
export function answersOf(learn, progress) {
  return Object.fromEntries(Object.entries(progress.answers).filter(([id]) => Object.hasOwn(learn.topics, id.split("/")[0])));
}

/** Return the ids of the questions that are due on a day. */
export function dueOf(learn, progress, day) {
  return dueOn(answersOf(learn, progress), day);
}

/** Return a line that says how many questions are due, or else when; nothing when none was ever answered. */
export function dueLine(learn, progress, day) {
  const due = dueOf(learn, progress, day).length;
  const next = nextAfter(answersOf(learn, progress), day);
  if (!due && !next) return null;
  const text = due ? `${due} ${due === 1 ? "question is" : "questions are"} due for review. ` : `No question is due for review until ${nice(next.day)}. `;
  return element("p", { className: "rm-due" }, text, link(new URL("review/", ROOT).href, due ? "Review them" : "Review"));
}
