/** Answers questions about values, one a line of JSON, so that Python can ask the scripts and compare. */

import { createInterface } from "node:readline";

import { plan, ready, waiting } from "../../docs/assets/javascripts/graph.mjs";
import { calendar } from "../../docs/assets/javascripts/calendar.mjs";
import { code, said } from "../../docs/assets/javascripts/framed.mjs";
import * as filter from "../../docs/assets/javascripts/filter.mjs";
import { MOST, answered, begin, next, open } from "../../docs/assets/javascripts/placement.mjs";
import * as picture from "../../docs/assets/javascripts/picture.mjs";
import { asParameters, chosen, fromParameters, makePlan } from "../../docs/assets/javascripts/plan.mjs";
import { joined } from "../../docs/assets/javascripts/deck.mjs";
import { plus } from "../../docs/assets/javascripts/days.mjs";
import { answered as reviewed, dueOn, nextAfter } from "../../docs/assets/javascripts/schedule.mjs";
import * as match from "../../docs/assets/javascripts/search-match.mjs";
import { Index } from "../../docs/assets/javascripts/search-index.mjs";
import * as visit from "../../docs/assets/javascripts/visit.mjs";
import { differences, imported, exported, merged, read, renamed } from "../../docs/assets/javascripts/progress.mjs";

const ANSWERS = {
  visits: ({ days }) => {
    let last = null;
    return days.map(({ day, items, topics, records }) => {
      last = visit.read(JSON.stringify(visit.visited(last, items, day))); // as it is kept between visits
      return last && visit.fresh(items, last, new Set(topics), new Set(records)).map((item) => item.id);
    });
  },
  visit: ({ text }) => visit.read(text),
  toldAll: ({ items, text, topics }) => visit.fresh(items, visit.told(visit.read(text)), new Set(topics), new Set()),
  own: ({ progress, wanted }) => {
    const { topics, records } = visit.own(progress, wanted);
    return { topics: [...topics].sort(), records: [...records].sort(), begun: visit.begun(progress) };
  },
  plan: ({ graph, goals, known, skip }) => plan(graph, goals, known, skip),
  ready: ({ graph, done }) => ready(graph, new Set(done)),
  waiting: ({ graph, topics }) => waiting(graph, topics),
  read: ({ text }) => read(text),
  imported: ({ text }) => imported(text),
  round: ({ progress, now }) => imported(exported(progress, now)),
  merged: ({ one, other }) => merged(one, other),
  renamed: ({ progress, former }) => renamed(progress, former),
  makePlan: ({ learn, details, wishes, known }) => makePlan(learn, details, wishes, known),
  address: ({ learn, wishes }) => fromParameters(new URLSearchParams(String(asParameters(wishes))), learn, "2000-01-01"),
  wishes: ({ learn, query }) => fromParameters(new URLSearchParams(query), learn, "2026-11-21"),
  card: ({ learn, query }) => {
    const wishes = fromParameters(new URLSearchParams(query), learn, "2026-11-21");
    return { ...said(learn, wishes), query: String(asParameters(wishes)) };
  },
  code: ({ root, wishes, title }) => code(root, wishes, title),
  chosen: ({ offers, wishes }) => chosen(offers, wishes),
  calendar: ({ steps, name, stamp }) => calendar(steps, name, stamp, {
    title: (step) => step.title, address: (step) => `https://example.org/${step.id}/`, note: (step) => step.note,
  }),
  place: ({ graph, topics, askable, truth, known }) => {
    let state = begin(graph, known);
    const asked = [];
    for (let topic; (topic = next(graph, state, topics, new Set(askable))) !== null; ) {
      asked.push(topic);
      state = answered(graph, state, topic, truth.includes(topic) ? "yes" : "no");
    }
    return { asked, most: MOST, known: [...state.known].sort(), left: open(state, topics) };
  },
  filtered: ({ rows, view }) => {
    const { shown, counts } = filter.filtered(rows, view);
    return { shown, counts: Object.fromEntries(Object.entries(counts).map(([facet, found]) => [facet, Object.fromEntries(found)])) };
  },
  filed: ({ minutes, year }) => ({ length: filter.lengthOf(minutes), year: filter.yearOf(year) }),
  viewOf: ({ query }) => filter.fromParameters(new URLSearchParams(query)),
  facets: () => Object.fromEntries(Object.entries(filter.FACETS).map(([name, facet]) => [name, facet.order ?? null])),
  sorted: ({ rows, sort }) => filter.sorted(rows, sort),
  viewAddress: ({ view }) => filter.fromParameters(new URLSearchParams(String(filter.asParameters(view)))),
  speed: ({ rows, view }) => {
    const began = performance.now();
    for (let i = 0; i < 10; i += 1) filter.filtered(rows, view);
    return (performance.now() - began) / 10;
  },
  reviews: ({ start, answers }) => {
    let [day, last] = [start, undefined];
    return answers.map(([days, knew]) => {
      day = plus(day, days);
      last = reviewed(last, knew, day);
      return last;
    });
  },
  due: ({ answers, day }) => ({ now: dueOn(answers, day), next: nextAfter(answers, day) }),
  joined: ({ decks, ids }) => joined(decks, ids),
  lit: ({ graph, id, among, lines }) => {
    const light = picture.lit(graph, id, among);
    return {
      nodes: Object.fromEntries(graph.order.map((topic) => [topic, picture.nodeLight(light, topic)])),
      lines: lines.map(([from, to]) => picture.lineLight(light, from, to)),
    };
  },
  zoomed: ({ view, factor, at }) => picture.zoomed(view, factor, at),
  centred: ({ frame, box, scale }) => picture.centred(frame, box, scale),
  scales: ({ frame, size }) => ({ whole: picture.whole(frame, size), opening: picture.opening(frame, size) }),
  mapAddress: ({ learn, query }) => {
    const view = picture.fromParameters(new URLSearchParams(query), learn);
    return { view, query: String(picture.asParameters(view)) };
  },
  markOf: ({ status, ready }) => picture.markOf(status, ready),
  words: ({ text }) => match.words(text),
  marked: ({ text, terms }) => match.marked(text, terms),
  slips: ({ term, word, most, begins }) => match.slips(term, word, most, begins),
  found: async ({ files, text }) => {
    const shown = [];
    const asked = [];
    const index = new Index(async (name) => {
      asked.push(name);
      if (!(`${name}.json` in files)) throw new Error(name);
      return JSON.parse(files[`${name}.json`]);
    });
    await index.find(text, (state) => shown.push(state));
    const { results, mended, whole, lost } = shown.at(-1);
    const lines = (await index.lines(results)).filter(Boolean);
    return { mended, whole, lost, steps: shown.length, asked, lines: lines.map(({ kind, title, address, where, about }) => ({ kind, title, address, where, about })) };
  },
  differences: ({ before, after }) => differences(before, after),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { ask, ...given } = JSON.parse(line);
  let answer;
  try {
    answer = { answer: await ANSWERS[ask](given) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
