/**
 * What a learner has done, as a value: read, changed, merged, written. No page and no storage is touched here.
 *
 * The format: `{version, goal, topics: {id: {status, changed}}, notes: {id: {text, changed}}, bookmarks: {id: {marked, changed}},
 * answers: {"topic/question": {knew, day, due, stability, difficulty, changed}}}`; `changed` is a time in ISO 8601, and the later
 * one wins when two are merged. What an answer holds besides `knew` is schedule.mjs's.
 */

import { validDay } from "./days.mjs";

export const VERSION = 2;
export const STATUSES = ["todo", "learning", "done", "skip"];
const KIND = "roadmap progress"; // what an exported file calls itself
const OURS = /^(?:[a-z-]+-)?roadmap progress$/; // earlier files name their roadmap as well
const NOTE = 20_000; // characters
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const OF_TOPIC = /^[a-z0-9]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** What an entry of each part must be; anything else is left out when it is read. */
const SOUND = {
  topics: (entry) => STATUSES.includes(entry.status),
  notes: (entry) => typeof entry.text === "string" && entry.text.length <= NOTE,
  bookmarks: (entry) => typeof entry.marked === "boolean",
  answers: (entry) => typeof entry.knew === "boolean" && validDay(entry.day) && validDay(entry.due)
    && within(entry.stability, 0.001, 36_500) && within(entry.difficulty, 1, 10),
};

/** What makes the next version of data of an older one. */
const MIGRATIONS = {
  1: (data) => ({ ...data, version: 2, answers: {} }),
};

function within(number, low, high) {
  return typeof number === "number" && number >= low && number <= high;
}

/** Return the progress of somebody who has not begun. */
export function empty() {
  return { version: VERSION, goal: null, topics: {}, notes: {}, bookmarks: {}, answers: {} };
}

/** Return `{progress, lost}` of some text: what can be read of it, and how many entries cannot; throw when it is not ours. */
export function read(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  if (data === null || typeof data !== "object" || Array.isArray(data)) throw new Error("it holds no progress");
  if (!Number.isInteger(data.version) || data.version < 1) throw new Error("it does not say which version it is");
  if (data.version > VERSION) {
    throw Object.assign(new Error("a newer version of this site wrote it; load the page anew"), { newer: true });
  }
  while (data.version < VERSION) data = MIGRATIONS[data.version](data);
  const progress = empty();
  let lost = 0;
  for (const [part, sound] of Object.entries(SOUND)) {
    const entries = data[part] ?? {};
    if (typeof entries !== "object" || Array.isArray(entries)) {
      lost += 1;
      continue;
    }
    for (const [id, entry] of Object.entries(entries)) {
      const good = (part === "answers" ? OF_TOPIC : ID).test(id) && entry !== null && typeof entry === "object" && TIME.test(entry.changed) && sound(entry);
      if (good) progress[part][id] = entry;
      else lost += 1;
    }
  }
  const goal = data.goal;
  if (goal && ["topic", "path", "project"].includes(goal.kind) && ID.test(goal.id) && TIME.test(goal.changed)) {
    progress.goal = { kind: goal.kind, id: goal.id, changed: goal.changed, ...(goal.follow === true && { follow: true }) };
  }
  return { progress, lost };
}

/** Return progress as the text that is stored. */
export function write(progress) {
  return JSON.stringify(progress);
}

/** Return progress as a file to carry elsewhere. */
export function exported(progress, now) {
  return `${JSON.stringify({ kind: KIND, exported: now, ...progress }, null, 2)}\n`;
}

/** Return `{progress, lost}` of an exported file; throw with a reason when it is none. */
export function imported(text) {
  const found = read(text);
  if (!OURS.test(JSON.parse(text).kind)) throw new Error("it was not exported from here");
  return found;
}

/** Return the status of a topic. */
export function statusOf(progress, id) {
  return progress.topics[id]?.status ?? "todo";
}

/** Return progress with one entry set. */
export function change(progress, part, id, entry, now) {
  return { ...progress, [part]: { ...progress[part], [id]: { ...entry, changed: now } } };
}

/** Return progress in which former ids are written as they are now. */
export function renamed(progress, former) {
  const result = { ...progress };
  const named = (id) => (Object.hasOwn(former, id) ? former[id] : id);
  for (const part of Object.keys(SOUND)) {
    const entries = {};
    for (const [id, entry] of Object.entries(progress[part])) {
      const [first, ...rest] = id.split("/");
      const now = named([named(first), ...rest].join("/")); // of a question first its topic, then itself
      entries[now] = now in entries ? later(entries[now], entry) : entry;
    }
    result[part] = entries;
  }
  if (progress.goal) result.goal = { ...progress.goal, id: named(progress.goal.id) };
  return result;
}

/** Return the entry that was changed later; of two at the same time the one whose text is greater, so that order is no matter. */
function later(one, other) {
  if (!one || !other) return one ?? other;
  if (one.changed !== other.changed) return one.changed > other.changed ? one : other;
  return JSON.stringify(one) >= JSON.stringify(other) ? one : other;
}

/** Return two progresses as one: of each entry what was changed last. */
export function merged(mine, theirs) {
  const result = empty();
  for (const part of Object.keys(SOUND)) {
    for (const id of new Set([...Object.keys(mine[part]), ...Object.keys(theirs[part])])) {
      result[part][id] = later(mine[part][id], theirs[part][id]);
    }
  }
  result.goal = later(mine.goal, theirs.goal) ?? null;
  return result;
}

/** Return what differs between two progresses: `{part, id, before, after}`; nothing is `undefined`. */
export function differences(before, after) {
  const found = [];
  for (const part of Object.keys(SOUND)) {
    for (const id of new Set([...Object.keys(before[part]), ...Object.keys(after[part])])) {
      const [was, is] = [before[part][id], after[part][id]].map((entry) => entry && meaning(part, entry));
      if (was !== is) found.push({ part, id, before: was, after: is });
    }
  }
  return found;
}

function meaning(part, entry) {
  const due = `${entry.knew ? "known" : "not yet"}, due on ${entry.due}`;
  return { topics: entry.status, notes: entry.text, bookmarks: entry.marked, answers: due }[part];
}
