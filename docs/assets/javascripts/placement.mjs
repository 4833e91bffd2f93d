/** Where somebody stands, found out with few questions: knowing a topic settles what it requires, not knowing one what builds on it. */

import { closure } from "./graph.mjs";

export const MOST = 12; // questions: what two minutes allow

/** Return what is settled at the beginning: nothing but what is known already. */
export function begin(graph, known = []) {
  return { known: closure(graph, known), unknown: new Set(), passed: new Set(), asked: 0 };
}

/** Return what is settled after an answer: `yes`, `no`, or `pass`, which settles nothing. */
export function answered(graph, state, topic, answer) {
  const asked = state.asked + 1;
  if (answer === "yes") return { ...state, asked, known: new Set([...state.known, ...closure(graph, [topic])]) };
  if (answer === "no") return { ...state, asked, unknown: new Set([...state.unknown, ...above(graph, topic)]) };
  return { ...state, asked, passed: new Set([...state.passed, topic]) };
}

/** Return the topics of some that neither the answers nor what follows from them has settled. */
export function open(state, topics) {
  return topics.filter((topic) => !state.known.has(topic) && !state.unknown.has(topic));
}

/**
 * Return the topic whose answer settles the most whichever way it falls, or nothing when enough was asked.
 *
 * `topics` are those that matter, `askable` those that have a question.
 */
export function next(graph, state, topics, askable) {
  const left = open(state, topics);
  if (state.asked >= MOST || !left.length) return null;
  const undecided = new Set(left);
  const within = (found) => [...found].filter((topic) => undecided.has(topic)).length;
  let best = null;
  let most = 0;
  for (const topic of left) {
    if (!askable.has(topic) || state.passed.has(topic)) continue;
    const worth = Math.min(within(closure(graph, [topic])), within(above(graph, topic)));
    if (worth > most) [best, most] = [topic, worth];
  }
  return best;
}

/** Return a topic and all that builds on it. */
function above(graph, topic) {
  const found = new Set([topic]);
  for (const other of graph.order) {
    if (graph.requires[other].some((needed) => found.has(needed))) found.add(other);
  }
  return found;
}
