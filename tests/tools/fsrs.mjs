// Answer with the states that the FSRS library reaches: a line of JSON, [[days since the last answer, knew it], …], gives a line.
import { createInterface } from "node:readline";
import { FSRSAlgorithm, generatorParameters, Rating } from "ts-fsrs";

const library = new FSRSAlgorithm(generatorParameters({ maximum_interval: 365 }));
for await (const line of createInterface({ input: process.stdin })) {
  let state = null;
  const states = JSON.parse(line).map(([days, knew]) => {
    state = library.next_state(state, days, knew ? Rating.Good : Rating.Again);
    return { ...state, interval: library.next_interval(state.stability, 0) };
  });
  process.stdout.write(`${JSON.stringify(states)}\n`);
}
