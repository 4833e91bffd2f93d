/** The prerequisite graph, as `scripts/roadmap_site/graph.py` has it: one set of cases tests both. */

/**
 * A graph is `{order, requires}`: all topics in learning order, and for each the topics that it requires.
 * @typedef {{order: string[], requires: Record<string, string[]>}} Graph
 */

/** Return topics with all that must be learnt before them; what is in `stop` is not entered. */
export function closure(graph, topics, stop = new Set()) {
  const found = new Set();
  const stack = [...topics].filter((topic) => topic in graph.requires && !stop.has(topic));
  while (stack.length) {
    const topic = stack.pop();
    if (found.has(topic)) continue;
    found.add(topic);
    for (const needed of graph.requires[topic]) if (!stop.has(needed)) stack.push(needed);
  }
  return found;
}

/**
 * Return the smallest list of topics that leads to the goals, in learning order.
 *
 * A known topic settles what it requires; a skipped one is left out alone.
 */
export function plan(graph, goals, known = [], skip = []) {
  const wanted = closure(graph, goals, new Set([...closure(graph, known), ...skip]));
  return graph.order.filter((topic) => wanted.has(topic));
}

/** Return the topics that are not done and whose prerequisites all are, in learning order. */
export function ready(graph, done) {
  return graph.order.filter((topic) => !done.has(topic) && graph.requires[topic].every((needed) => done.has(needed)));
}

/** Return what each of some topics opens among them, directly or later: how much waits for it. */
export function waiting(graph, topics) {
  const among = new Set(topics);
  const counts = Object.fromEntries(topics.map((topic) => [topic, 0]));
  for (const topic of topics) {
    for (const needed of closure(graph, [topic])) if (needed !== topic && among.has(needed)) counts[needed] += 1;
  }
  return counts;
}
