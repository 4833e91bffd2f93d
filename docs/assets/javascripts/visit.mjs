/**
 * What changed since somebody was here, as values: no page, no storage and no clock is touched here.
 *
 * Where somebody was is what the site had told by then, and not a time of their clock: what is committed before a visit and
 * published after it is news on the next one. The format: `{version, day, seen: mark, met: mark}`; a mark is `{time, ids}`, the
 * moment of the newest change that there was and the ids of all of that moment. `met` is today's, `seen` that of the day
 * of the visit before, so that what is new stays so for a day.
 */

import { validDay } from "./days.mjs";

export const VERSION = 1;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Return the visit that a text holds, or nothing when it holds none that can be read. */
export function read(text) {
  try {
    const visit = JSON.parse(text);
    const sound = visit.version === VERSION && validDay(visit.day) && [visit.seen, visit.met].every(isMark);
    return sound ? visit : null;
  } catch {
    return null;
  }
}

function isMark(mark) {
  return typeof mark === "object" && TIME.test(mark.time) && Array.isArray(mark.ids);
}

/** Return the mark of the newest of some changes; nothing when there are none. */
export function newest(items) {
  if (!items.length) return null;
  const time = items.map((item) => item.time).reduce((one, other) => (one > other ? one : other));
  return { time, ids: items.filter((item) => item.time === time).map((item) => item.id) };
}

/** Return a visit on a day, after the one before, or the first one; nothing when nothing is known to have changed. */
export function visited(before, items, day) {
  const met = newest(items);
  if (!met) return before;
  if (!before) return { version: VERSION, day, seen: met, met };
  return { version: VERSION, day, seen: day > before.day ? before.met : before.seen, met };
}

/** Return a visit after which nothing is new any more. */
export function told(visit) {
  return { ...visit, seen: visit.met };
}

/** Return the changes that a visit finds new and that are somebody's own: of their topics, or of what they marked. */
export function fresh(items, visit, topics, records) {
  const { time, ids } = visit.seen;
  return items.filter((item) => (item.time > time || (item.time === time && !ids.includes(item.id)))
    && (item.topics.some((topic) => topics.has(topic)) || records.has(`${item.kind}/${item.of}`)));
}

/** Return `{topics, records}` of somebody: what they learn, have done, wrote about, want to get to, and bookmarked. */
export function own(progress, wanted) {
  const skipped = (id) => progress.topics[id]?.status === "skip";
  const having = Object.entries(progress.topics).filter(([, entry]) => ["learning", "done"].includes(entry.status)).map(([id]) => id);
  const noted = Object.entries(progress.notes).filter(([, note]) => note.text).map(([id]) => id);
  const marked = Object.entries(progress.bookmarks).filter(([, entry]) => entry.marked).map(([id]) => `resource/${id}`);
  const goal = progress.goal ? [`${progress.goal.kind}/${progress.goal.id}`] : [];
  return { topics: new Set([...having, ...noted, ...wanted].filter((id) => !skipped(id))), records: new Set([...marked, ...goal]) };
}

/** Return whether somebody has marked anything, or said where they want to get to. */
export function begun(progress) {
  return progress.goal !== null || ["topics", "notes", "bookmarks", "answers"].some((part) => Object.keys(progress[part]).length > 0);
}
