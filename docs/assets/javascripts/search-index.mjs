/** Loads of the search's files what a query needs: the names first, then the parts that hold its words. */

import { entriesOf, meant, named, posted, queryOf, ranked, stem, wordsOf } from "./search-match.mjs";

const SPREAD = 3; // parts that are read for all words with one beginning

export class Index {
  #get;
  #files = new Map();
  #known = null;

  /** `get` returns what a file below `roadmap/search/` holds, as a promise. */
  constructor(get) {
    this.#get = get;
  }

  /** Load the names; all else needs them. Throws when they cannot be had. */
  async open() {
    if (this.entries) return;
    const names = await this.#load("names");
    this.names = names;
    this.stop = new Set(names.stop.split(" "));
    this.entries = entriesOf(names);
  }

  /**
   * Find a text. `show` hears at once what names have, if that is something, and the whole when the rest is there:
   * `{results, query, mended: [[typed, meant]], whole}`; `whole` is false while, or because, the text's words are missing.
   */
  async find(text, show) {
    await this.open();
    let query = queryOf(text, this.stop);
    const first = ranked(this.entries, query, [], this.names.total);
    if (first.some((one) => one.whole)) show({ results: first, query, mended: [], whole: false });
    let texts = await this.#texts(query.terms);
    const mended = await this.#mend(query, texts);
    if (mended.length) {
      const better = new Map(mended);
      query = queryOf(query.terms.map((term) => better.get(term) ?? term).join(" "), this.stop);
      texts = await this.#texts(query.terms);
    }
    const whole = texts.every((one) => one !== null);
    show({ results: ranked(this.entries, query, texts, this.names.total), query, mended, whole: true, lost: !whole });
  }

  /** Return what is shown of results beside their names: `{title, address, where, about}` each, or nothing where it cannot be had. */
  async lines(results) {
    const size = this.names.part;
    return Promise.all(results.map(async ({ number }) => {
      const found = await this.#part(`about-${Math.floor(number / size)}`);
      const row = found?.about[number % size];
      const entry = this.entries[number];
      if (entry) return { ...entry, about: row?.[0] ?? "" };
      if (!row) return null;
      const [about, title, owner, id] = row;
      return { kind: "resource", title, called: [title], about, address: `${this.entries[owner].address}#r-${id}`, where: this.entries[owner].title };
    }));
  }

  /** Return titles with words that begin a little like those of a text. */
  near(text) {
    const query = queryOf(text, this.stop);
    const known = this.#words();
    const words = query.terms.map((term) => meant(term.slice(0, 5), known)).filter(Boolean);
    const results = words.length ? ranked(this.entries, queryOf(words.join(" "), this.stop), [], this.names.total) : [];
    return results.slice(0, 3).map(({ number }) => this.entries[number]);
  }

  #load(name) {
    if (!this.#files.has(name)) {
      const file = Promise.resolve(this.#get(name));
      this.#files.set(name, file);
      file.catch(() => this.#files.delete(name)); // the next query asks again
    }
    return this.#files.get(name);
  }

  /** Return a part, or nothing when it cannot be had or counts entries in the order of another build. */
  async #part(name) {
    try {
      const part = await this.#load(name);
      return part.version === this.names.version ? part : null;
    } catch {
      return null;
    }
  }

  /** Return the names of the parts that hold a word and, if it is long enough, words that begin with it. */
  #places(word) {
    const firsts = this.names.words;
    const after = firsts.findIndex((first) => first > word);
    const place = Math.max(0, (after < 0 ? firsts.length : after) - 1);
    const places = firsts.length ? [place] : [];
    if (word.length > 2) while (places.length < SPREAD && firsts[place + places.length]?.startsWith(word)) places.push(place + places.length);
    return places.map((one) => `words-${one}`);
  }

  async #texts(terms) {
    return Promise.all(terms.map(async (term) => {
      const names = new Set([term, stem(term) ?? term].flatMap((form) => this.#places(form)));
      const parts = await Promise.all([...names].map((name) => this.#part(name)));
      return parts.includes(null) ? null : posted(Object.assign({}, ...parts.map((part) => part.words)), term);
    }));
  }

  /** Return `[typed, meant]` for every word that nothing has, and that another is like. */
  async #mend(query, texts) {
    const mended = [];
    for (const [place, term] of query.terms.entries()) {
      if (texts[place]?.size || this.entries.some((entry) => named(entry, term) || entry.squeezed.includes(`|${query.squeezed}`))) continue;
      const nearby = await Promise.all(this.#places(term).map((name) => this.#part(name)));
      const known = new Map(nearby.flatMap((part) => Object.entries(part?.words ?? {}).map(([word, list]) => [word, list.length])));
      for (const [word, count] of this.#words()) known.set(word, (known.get(word) ?? 0) + count * 10);
      const better = meant(term, known);
      if (better) mended.push([term, better]);
    }
    return mended;
  }

  #words() {
    this.#known ??= wordsOf(this.entries);
    return this.#known;
  }
}
