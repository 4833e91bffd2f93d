/** A plan as a value: from wishes to the shortest list of topics, each with a resource, dates, and why it is there. */

import { plus, validDay } from "./days.mjs";
import { plan } from "./graph.mjs";

export const KINDS = {
  any: [],
  reading: ["book", "article", "paper", "documentation", "notes"],
  watching: ["video", "playlist", "course"],
  doing: ["tutorial", "interactive", "code", "course", "tool"],
};
const FREE = ["free", "free-signup"];

/** Return the wishes of somebody who has said nothing. */
export function noWishes(today) {
  return { to: null, hours: 5, from: today, free: false, kind: "any", language: "", know: [] };
}

/** Return wishes as the parameters of an address; what is as usual is left out. */
export function asParameters(wishes) {
  const parameters = new URLSearchParams();
  if (wishes.to) parameters.set("to", `${wishes.to.kind}:${wishes.to.id}`);
  parameters.set("hours", String(wishes.hours));
  parameters.set("from", wishes.from);
  if (wishes.free) parameters.set("free", "yes");
  if (wishes.kind !== "any") parameters.set("kind", wishes.kind);
  if (wishes.language) parameters.set("language", wishes.language);
  if (wishes.know.length) parameters.set("know", wishes.know.join(" "));
  return parameters;
}

/** Return the wishes in an address, as far as they make sense; of former ids the present ones. */
export function fromParameters(parameters, learn, today) {
  const wishes = noWishes(today);
  const now = (id) => learn.former[id] ?? id;
  const [kind, id] = (parameters.get("to") ?? "").split(":");
  if (["topic", "path", "project"].includes(kind) && Object.hasOwn(learn[`${kind}s`], now(id))) wishes.to = { kind, id: now(id) };
  const hours = Number(parameters.get("hours"));
  if (hours >= 0.5 && hours <= 100) wishes.hours = hours;
  if (validDay(parameters.get("from"))) wishes.from = parameters.get("from");
  wishes.free = parameters.get("free") === "yes";
  if (Object.hasOwn(KINDS, parameters.get("kind") ?? "")) wishes.kind = parameters.get("kind");
  if (/^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/.test(parameters.get("language") ?? "")) wishes.language = parameters.get("language");
  const know = (parameters.get("know") ?? "").split(/[\s,]+/).map(now);
  wishes.know = [...new Set(know)].filter((topic) => Object.hasOwn(learn.topics, topic));
  return wishes;
}

/** Return the name of a goal, or nothing. */
export function goalTitle(learn, goal) {
  return goal ? learn[`${goal.kind}s`]?.[goal.id]?.title : undefined;
}

/** Return what a goal names, what its path takes for known, and what it leaves out. */
export function goalOf(learn, to) {
  if (to.kind === "topic") return { topics: [to.id], assumes: [], skips: [] };
  if (to.kind === "project") return { topics: learn.projects[to.id].requires, assumes: [], skips: [] };
  return learn.paths[to.id];
}

/** Return the topics that lead to a goal, in learning order, without what is known. */
export function topicsTo(learn, to, known = []) {
  const { topics, assumes, skips } = goalOf(learn, to);
  return plan(learn.graph, topics, [...known, ...assumes], skips);
}

/** Return the resource that fits the wishes best: nothing when there is none that is free, though only free ones will do. */
export function chosen(offers, wishes) {
  const possible = offers.filter((offer) => !wishes.free || FREE.includes(offer.cost));
  const score = (offer) => (
    (wishes.language && offer.language.split("-")[0] === wishes.language.split("-")[0] ? 8 : 0)
    + (KINDS[wishes.kind].includes(offer.kind) ? 4 : 0)
    + ({ "start-here": 2, best: 1 }[offer.pick] ?? 0)
  );
  return possible.reduce((best, offer) => (best === null || score(offer) > score(best) ? offer : best), null);
}

/** Return the topics of a plan with their days: `{steps: [{id, minutes, from, to}], minutes, finish}`. */
export function dated(learn, wishes, known = []) {
  const perDay = (wishes.hours * 60) / 7;
  const day = (number) => plus(wishes.from, number);
  let minutes = 0;
  const steps = topicsTo(learn, wishes.to, [...known, ...wishes.know]).map((id) => {
    const from = Math.floor(minutes / perDay);
    minutes += learn.topics[id].minutes;
    return { id, minutes: learn.topics[id].minutes, from: day(from), to: day(Math.max(from, Math.ceil(minutes / perDay) - 1)) };
  });
  return { steps, minutes, finish: steps.length ? steps.at(-1).to : wishes.from };
}

/**
 * Return the plan for wishes: `{steps: [{id, minutes, from, to, offer, needed: [{id, why}]}], minutes, finish}`.
 *
 * `details` holds what every topic offers and why it requires others; `known` is what the learner has settled already.
 */
export function makePlan(learn, details, wishes, known = []) {
  const wanted = goalOf(learn, wishes.to).topics;
  const plan = dated(learn, wishes, known);
  const on = plan.steps.map((step) => step.id);
  const needed = (id) => on.flatMap((other) => {
    const edge = details[other].requires.find((one) => one.topic === id);
    return edge ? [{ id: other, why: edge.why }] : [];
  });
  const steps = plan.steps.map((step) => ({
    ...step, offer: chosen(details[step.id].offers, wishes), needed: needed(step.id), goal: wanted.includes(step.id),
  }));
  return { ...plan, steps };
}
