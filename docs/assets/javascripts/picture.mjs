/** The map as values: what is lit, how it is zoomed, which part of it is shown. No page is touched here. */

import { closure } from "./graph.mjs";

const SMALLEST = 0.05;
const LARGEST = 2.5;
const READABLE = 0.8; // below that, letters are too small to begin with

/** Return `{here, needs, before, opens, after}` of a topic among some: what it requires at once and later, and what it opens. */
export function lit(graph, id, among = graph.order) {
  const inside = new Set(among);
  const before = [...closure(graph, [id])].filter((topic) => topic !== id && inside.has(topic));
  const after = graph.order.filter((topic) => topic !== id && inside.has(topic) && closure(graph, [topic]).has(id));
  const needs = graph.requires[id].filter((topic) => inside.has(topic));
  return { here: id, needs, before, opens: after.filter((topic) => graph.requires[topic].includes(id)), after };
}

/** Return how a topic is lit: `here`, `near`, `far`, or `` when it is not. */
export function nodeLight(light, id) {
  if (id === light.here) return "here";
  if (light.needs.includes(id) || light.opens.includes(id)) return "near";
  return light.before.includes(id) || light.after.includes(id) ? "far" : "";
}

/** Return how the line from one topic to another is lit. */
export function lineLight(light, from, to) {
  if (from === light.here || to === light.here) return "near";
  const within = (topics) => topics.includes(from) && topics.includes(to);
  return within(light.before) || within(light.after) ? "far" : "";
}

/** Return `{scale, left, top}` after zooming by a factor around a point of the frame, which stays where it is. */
export function zoomed(view, factor, at) {
  const scale = Math.min(LARGEST, Math.max(SMALLEST, view.scale * factor));
  const grown = scale / view.scale;
  return { scale, left: (view.left + at.x) * grown - at.x, top: (view.top + at.y) * grown - at.y };
}

/** Return the scale at which a whole picture is seen in a frame. */
export function whole(frame, size) {
  return Math.max(SMALLEST, Math.min(1, frame.width / size.width, frame.height / size.height));
}

/** Return the scale to begin with: as wide as the frame when that can be read, full size otherwise. */
export function opening(frame, size) {
  const wide = frame.width / size.width;
  return wide >= READABLE ? Math.min(1, wide) : 1;
}

/** Return `{scale, left, top}` with a box of the picture in the middle of the frame. */
export function centred(frame, box, scale) {
  return {
    scale,
    left: Math.max(0, (box.x + box.width / 2) * scale - frame.width / 2),
    top: Math.max(0, (box.y + box.height / 2) * scale - frame.height / 2),
  };
}

/** Return `{kind, id, topic}` of an address: which picture, and which topic is lit in it; of former ids the present ones. */
export function fromParameters(parameters, learn) {
  const named = (kind) => {
    const id = parameters.get(kind) ?? "";
    const now = Object.hasOwn(learn.former, id) ? learn.former[id] : id;
    return Object.hasOwn(learn[`${kind}s`], now) ? now : null;
  };
  const kind = ["stage", "path"].find((one) => named(one)) ?? null;
  return { kind, id: kind && named(kind), topic: named("topic") };
}

/** Return a view as the parameters of an address. */
export function asParameters({ kind, id, topic }) {
  const parameters = new URLSearchParams();
  if (kind) parameters.set(kind, id);
  if (topic) parameters.set("topic", topic);
  return parameters;
}

/** Return the mark of a topic: its status, or `ready` when all that it requires is settled, or nothing. */
export function markOf(status, isReady) {
  if (status !== "todo") return status;
  return isReady ? "ready" : "";
}
