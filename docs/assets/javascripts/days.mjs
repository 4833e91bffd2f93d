/** Days of the calendar as texts such as 2026-11-21: they are compared as texts, and no clock is read here. */

const LENGTH = 24 * 60 * 60 * 1000;

/** Return the day that a time falls on where the learner is. */
export function localDay(date) {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Return whether a text is a day that there is. */
export function validDay(text) {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Return the day a number of days later. */
export function plus(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * LENGTH).toISOString().slice(0, 10);
}

/** Return how many days lie between two; less than zero when the second comes first. */
export function between(day, later) {
  return Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / LENGTH);
}

/** Return a day as people write it. */
export function nice(day) {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

/** Return when a day is, seen from another that is not later. */
export function until(day, today) {
  const days = between(today, day);
  return days <= 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days, on ${nice(day)}`;
}
