/** Answers questions about values, one a line of JSON, so that Python can ask the scripts and compare. */

import { createInterface } from "node:readline";

import { plan, ready, waiting } from "../../docs/assets/javascripts/graph.mjs";
import { differences, imported, exported, merged, read, renamed } from "../../docs/assets/javascripts/progress.mjs";

const ANSWERS = {
  plan: ({ graph, goals, known }) => plan(graph, goals, known),
  ready: ({ graph, done }) => ready(graph, new Set(done)),
  waiting: ({ graph, topics }) => waiting(graph, topics),
  read: ({ text }) => read(text),
  imported: ({ text }) => imported(text),
  round: ({ progress, now }) => imported(exported(progress, now)),
  merged: ({ one, other }) => merged(one, other),
  renamed: ({ progress, former }) => renamed(progress, former),
  differences: ({ before, after }) => differences(before, after),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { ask, ...given } = JSON.parse(line);
  let answer;
  try {
    answer = { answer: ANSWERS[ask](given) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
