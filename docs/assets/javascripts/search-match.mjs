/** What is found for a query, and in which order: values in, values out. */

const LONGEST = 200; // characters of a query that are read
const MOST = 10; // words of it
const KINDS = ["topic", "stage", "path", "project", "page"];
const LIKED = { topic: 1.15, stage: 1.05, path: 1, project: 1, resource: 0.9, page: 0.85, section: 0.75 };
const FIELDS = [[1, 0.5], [2, 0.4], [4, 0.35], [8, 0.15]]; // as scripts/roadmap_site/search/entries.py has them
const TITLED = 3; // what a resource earns whose title has several words of a query, and all of them
const BITS = 16;

/** Return a text in small letters, without accents and apostrophes, as scripts/roadmap_site/search/words.py does. */
export function normal(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "");
}

/** Return the words of a text, in order. */
export function words(text) {
  return normal(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Return all that has a page, in the order of its numbers, from `names.json`. */
export function entriesOf(names) {
  return KINDS.flatMap((kind) => names[kind].map(([id, place, ...called]) => {
    const parts = called.map((name) => words(name));
    return {
      kind, title: called[0], called, parts,
      address: kind === "page" ? id : `roadmap/${kind}s/${id}/`,
      where: place ? names.places[place - 1] : "",
      // Every name between bars, word by word, to be searched as one text; and its words without what is between them.
      text: `|${parts.map((part) => ` ${part.join(" ")} `).join("|")}|`,
      squeezed: `|${parts.map((part) => part.join("")).join("|")}|`,
      initials: parts[0].length > 2 ? parts[0].map((word) => word[0]).join("") : "",
    };
  }));
}

/** Return a query taken apart: its words that say something, each once, and all of them as one text. */
export function queryOf(text, stop) {
  const all = words(text.slice(0, LONGEST));
  const telling = all.filter((word) => !stop.has(word));
  return { terms: [...new Set(telling.length ? telling : all)].slice(0, MOST), phrase: all.join(" "), squeezed: all.join("") };
}

/** Return a word without its ending, or nothing; what is left is the beginning of other forms of it. */
export function stem(word) {
  for (const ending of ["ings", "ing", "ies", "ied", "es", "ed", "ly", "s", "e"]) {
    if (word.endsWith(ending) && word.length - ending.length >= Math.max(3, ending.length + 1)) return word.slice(0, -ending.length);
  }
  return null;
}

/** Return how well an entry's names have a word, from 0 to 1. */
export function named(entry, term) {
  const { text } = entry;
  const first = text.indexOf("|", 1); // the title ends here
  const at = (part) => {
    const place = text.indexOf(part);
    return place < 0 ? 0 : place < first ? 1 : 0.9;
  };
  const whole = at(` ${term} `);
  if (whole) return whole;
  if (entry.initials === term) return 0.85;
  const begun = at(` ${term}`) * (term.length > 1 ? 0.7 : 0.4);
  if (begun) return begun;
  const root = stem(term);
  if (root && (at(` ${root} `) || root.length > 3)) return at(` ${root}`) * 0.8;
  return 0;
}

/** Return what an entry earns because a name of it is the query, begins with it, or has all of its words. */
function called(entry, query) {
  let best = 0;
  entry.parts.forEach((part, place) => {
    const squeezed = part.join("");
    const of = place ? 0.9 : 1;
    if (squeezed === query.squeezed) best = Math.max(best, 10 * of);
    else if (query.squeezed.length > 1 && squeezed.startsWith(query.squeezed)) {
      best = Math.max(best, (3 + 4 * (query.squeezed.length / squeezed.length)) * of);
    } else if (query.terms.length > 1) {
      const has = query.terms.filter((term) => part.some((word) => word.startsWith(stem(term) ?? term))).length;
      if (has === query.terms.length) best = Math.max(best, 3 + 4 * Math.min(1, has / part.length) * of);
      else if (has > 1) best = Math.max(best, 2 * (has / query.terms.length) * of);
    }
  });
  return best;
}

/** Return `Map(number → {score, where})` for a word in a part of the text's words; `where` is made of the bits. */
export function posted(found, term) {
  const entries = new Map();
  const root = stem(term);
  const add = (list, worth) => {
    let number = 0;
    for (const posting of list) {
      number += Math.floor(posting / BITS);
      const where = posting % BITS;
      const score = worth * FIELDS.reduce((best, [bit, weight]) => (where & bit ? Math.max(best, weight) : best), 0);
      const known = entries.get(number);
      if (!known) entries.set(number, { score, where });
      else if (known.score < score) entries.set(number, { score, where: where | known.where });
    }
  };
  for (const [word, list] of Object.entries(found)) {
    if (word === term) add(list, 1);
    else if (term.length > 2 && word.startsWith(term)) add(list, 0.75);
    else if (root && (word === root || (root.length > 3 && word.startsWith(root)))) add(list, 0.7);
  }
  return entries;
}

/**
 * Return what is found, best first: `{number, score, whole, where: Set}`; `whole` says that it has all words.
 *
 * `texts` holds for every word what `posted` returned, as far as it is known; numbers beyond the entries are resources.
 */
export function ranked(entries, query, texts, total) {
  if (!query.terms.length) return [];
  const found = query.terms.map((term, place) => {
    const of = new Map(texts[place] ?? []);
    entries.forEach((entry, number) => {
      const score = named(entry, term) || (query.terms.length === 1 && entry.squeezed.includes(`|${term}`) ? 0.7 : 0);
      if (score) of.set(number, { score, where: 0 });
    });
    return of;
  });
  const worth = found.map((of) => (of.size ? Math.log(1 + total / of.size) : Math.log(1 + total)));
  const all = worth.reduce((sum, one) => sum + one, 0);
  const results = [];
  for (const number of new Set(found.flatMap((of) => [...of.keys()]))) {
    const entry = entries[number];
    let [sum, had, count, where, titled] = [0, 0, 0, 0, true];
    found.forEach((of, place) => {
      const hit = of.get(number);
      if (!hit) return;
      sum += worth[place] * hit.score;
      had += worth[place];
      count += 1;
      where |= hit.where;
      titled &&= (hit.where & 1) === 1;
    });
    const kind = !entry ? "resource" : entry.kind === "page" && entry.where ? "section" : entry.kind;
    const whole = count === query.terms.length;
    const name = entry ? called(entry, query) : whole && titled && count > 1 ? TITLED : 0;
    const score = ((sum / all) * 4 + name) * (had / all) ** 2 * LIKED[kind];
    results.push({ number, score, whole, where });
  }
  // What is squeezed together in a name, as in "back propagation".
  if (query.terms.length > 1) entries.forEach((entry, number) => {
    if (!entry.squeezed.includes(`|${query.squeezed}`)) return;
    const score = called(entry, query) * LIKED[entry.kind];
    const known = results.find((one) => one.number === number);
    if (!known) results.push({ number, score, whole: true, where: 0 });
    else [known.score, known.whole] = [Math.max(known.score, score), true];
  });
  results.sort((a, b) => b.score - a.score || a.number - b.number);
  const some = results.some((one) => one.whole);
  return results.filter((one) => one.score > results[0].score * (some && !one.whole ? 0.3 : 0.02));
}

/** Return how many slips lie between a word and the beginning of another, as far as there are no more than some. */
export function slips(term, word, most, begins) {
  const length = begins ? Math.min(word.length, term.length + most) : word.length;
  if (length < term.length - most || (!begins && length > term.length + most)) return most + 1;
  let [before, row] = [[], Array.from({ length: length + 1 }, (_, place) => place)];
  for (let i = 1; i <= term.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= length; j += 1) {
      const same = term[i - 1] === word[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && term[i - 1] === word[j - 2] && term[i - 2] === word[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      least = Math.min(least, next[j]);
    }
    if (least > most) return most + 1;
    [before, row] = [row, next];
  }
  return begins ? Math.min(...row.slice(Math.max(0, term.length - most))) : row[length];
}

/** Return the known word that was most likely meant, or nothing; of equals the one that comes more often. */
export function meant(term, known) {
  const most = term.length < 4 ? 0 : term.length < 8 ? 1 : 2;
  let best = null;
  for (const [word, count] of most ? known : []) {
    for (const begins of [false, true]) {
      const far = slips(term, word, most, begins) + (begins ? 0.5 : 0) + (word[0] === term[0] ? 0 : 0.25);
      if (far < most + 0.8 && (!best || far < best.far || (far === best.far && count > best.count))) best = { word, far, count };
    }
  }
  return best?.word ?? null;
}

/** Return the words of all names, each with how many entries have it. */
export function wordsOf(entries) {
  const known = new Map();
  for (const entry of entries) for (const word of new Set(entry.parts.flat())) known.set(word, (known.get(word) ?? 0) + 1);
  return known;
}

/** Return a text as parts `{text, hit}`: the words that a query asks for are hits. */
export function marked(text, terms) {
  const forms = terms.flatMap((term) => [term, stem(term)]).filter((form) => form && form.length > 1);
  const parts = [];
  for (const part of text.match(/[\p{L}\p{N}\p{M}'’]+|[^\p{L}\p{N}\p{M}'’]+/gu) ?? []) {
    const hit = words(part).some((word) => forms.some((form) => word.startsWith(form)));
    const last = parts.at(-1);
    if (last && last.hit === hit) last.text += part;
    else parts.push({ text: part, hit });
  }
  return parts;
}
