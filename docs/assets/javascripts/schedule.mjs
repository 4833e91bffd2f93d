/**
 * When a question comes back, as a value: FSRS-6 with its published default parameters, in whole days, for two answers.
 *
 * https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm: `stability` is after how many days nine of ten
 * are still known, `difficulty` lies between 1 and 10. Everything follows from the last answer and the day; no clock is read.
 */

import { between, plus } from "./days.mjs";

const W = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014,
  1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
const [AGAIN, GOOD, EASY] = [1, 3, 4]; // its four grades, without "hard", which nobody is asked for
const LONGEST = 365; // days: who knows something for a year may still like to meet it again
const FACTOR = 0.9 ** (-1 / W[20]) - 1;

/** Return `{knew, day, due, stability, difficulty}` after an answer on a day; `before` is what the last answer left, if any. */
export function answered(before, knew, day) {
  const grade = knew ? GOOD : AGAIN;
  const { stability, difficulty } = before ? after(before, Math.max(0, between(before.day, day)), grade) : first(grade);
  const interval = Math.min(Math.max(1, Math.round(stability)), LONGEST);
  return { knew, day, due: plus(day, knew ? interval : 1), stability, difficulty };
}

/** Return the questions that are due on a day, those first that have waited longest. */
export function dueOn(answers, day) {
  const due = Object.keys(answers).filter((id) => answers[id].due <= day);
  return due.sort((a, b) => compare(answers[a].due, answers[b].due) || compare(a, b));
}

/** Return `{day, count}`: the next day on which something will be due, and how much; nothing is `null`. */
export function nextAfter(answers, day) {
  const days = Object.values(answers).map((answer) => answer.due).filter((due) => due > day).sort();
  return days.length ? { day: days[0], count: days.filter((due) => due === days[0]).length } : null;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function first(grade) {
  return { stability: W[grade - 1], difficulty: clamped(startDifficulty(grade), 1, 10) };
}

function startDifficulty(grade) {
  return W[4] - Math.exp(W[5] * (grade - 1)) + 1;
}

function after({ stability, difficulty }, days, grade) {
  const damped = difficulty + (-W[6] * (grade - GOOD) * (10 - difficulty)) / 9;
  return {
    stability: clamped(days === 0 ? sameDay(stability, grade) : later(stability, difficulty, days, grade), 0.001, 36_500),
    difficulty: clamped(W[7] * startDifficulty(EASY) + (1 - W[7]) * damped, 1, 10),
  };
}

function sameDay(stability, grade) {
  const growth = Math.exp(W[17] * (grade - GOOD + W[18])) * stability ** -W[19];
  return stability * (grade === GOOD ? Math.max(growth, 1) : growth);
}

function later(stability, difficulty, days, grade) {
  const forgotten = 1 - (1 + (FACTOR * days) / stability) ** -W[20];
  if (grade === GOOD) {
    return stability * (1 + Math.exp(W[8]) * (11 - difficulty) * stability ** -W[9] * (Math.exp(W[10] * forgotten) - 1));
  }
  const left = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * Math.exp(W[14] * forgotten);
  return Math.min(left, stability / Math.exp(W[17] * W[18]));
}

/** Return a number within bounds, rounded so that all browsers keep the same. */
function clamped(number, low, high) {
  return Math.round(Math.min(Math.max(number, low), high) * 1e8) / 1e8;
}
