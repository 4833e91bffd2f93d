/** What to go on with: topics begun, and those whose prerequisites are all there. */

import { localDay } from "./days.mjs";
import { dueLine, dueOf } from "./due.mjs";
import { element, link, refill } from "./element.mjs";
import { closure, ready, waiting } from "./graph.mjs";
import { hours, page } from "./learn.mjs";
import { goalOf, goalTitle, topicsTo } from "./plan.mjs";
import { statusOf } from "./progress.mjs";
import { settled, statusSelect } from "./status.mjs";

/** Return the topics that a goal leads through, or all when there is none. */
export function wanted(learn, goal) {
  return goalTitle(learn, goal) ? topicsTo(learn, goal) : learn.order;
}

/** Return the topics that could be learnt now, those first that most others on the way wait for. */
export function nextTopics(learn, progress) {
  const known = settled(learn, progress);
  if (goalTitle(learn, progress.goal)) {
    const { assumes, skips } = goalOf(learn, progress.goal);
    for (const topic of [...closure(learn.graph, assumes), ...skips]) known.add(topic);
  }
  const on = new Set(wanted(learn, progress.goal));
  const open = ready(learn.graph, known).filter((id) => on.has(id) && statusOf(progress, id) === "todo");
  const counts = waiting(learn.graph, [...on].filter((id) => !known.has(id)));
  const rows = open.map((id) => ({ id, opens: counts[id] }));
  return progress.goal?.follow ? rows : rows.sort((a, b) => b.opens - a.opens); // a plan that is followed keeps its order
}

/** Put what to go on with on the home page; nothing for those who have not begun. */
export function ownNext(place, learn, store) {
  store.listen((progress) => {
    const begun = Object.values(progress.topics).some((entry) => entry.status !== "todo");
    const today = localDay(new Date());
    const due = dueOf(learn, progress, today).length ? [dueLine(learn, progress, today)] : []; // else it would only be noise here
    refill(place, ...due, ...(begun || progress.goal ? parts(learn, progress, store, 5) : []));
  });
}

/** Return the headings and lists of what to go on with. */
export function parts(learn, progress, store, most) {
  const learning = learn.order.filter((id) => statusOf(progress, id) === "learning");
  const next = nextTopics(learn, progress);
  const title = goalTitle(learn, progress.goal);
  const made = [];
  if (learning.length) {
    made.push(element("h2", {}, "Continue"), list(learning.map((id) => ({ id })), learn, store));
  }
  if (next.length) {
    const heading = title ? `Ready next, towards ${title}` : "Ready next";
    made.push(element("h2", {}, heading), list(next.slice(0, most), learn, store));
    if (next.length > most) {
      made.push(element("p", { className: "rm-quiet" }, `And ${next.length - most} more: `, link(page("stage", ""), "all stages")));
    }
  } else if (!learning.length) {
    made.push(element("p", {}, title ? `You have reached ${title}.` : "You have done all there is. Help to make more."));
  }
  return made;
}

function list(rows, learn, store) {
  return element("ul", { className: "rm-topics" }, ...rows.map(({ id, opens }) => {
    const topic = learn.topics[id];
    const facts = [learn.stages[topic.stage], topic.minutes ? hours(topic.minutes) : null];
    if (opens) facts.push(`opens the way to ${opens} more`);
    return element("li", {}, link(page("topic", id), topic.title),
      element("span", { className: "rm-topics__facts rm-facts" }, ...facts.filter(Boolean).map((fact) => element("span", {}, fact))),
      statusSelect(id, learn, store));
  }));
}

/** Return how far somebody is with some topics: how many are done or skipped of how many, and the minutes of both. */
export function share(learn, progress, topics) {
  const over = topics.filter((id) => ["done", "skip"].includes(statusOf(progress, id)));
  const sum = (ids) => ids.reduce((total, id) => total + learn.topics[id].minutes, 0);
  return { done: over.length, all: topics.length, minutes: sum(over), left: sum(topics) - sum(over) };
}
