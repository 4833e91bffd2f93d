/** What is found, under the search box: links in groups, which arrows go through. */

import { element } from "./element.mjs";
import { ROOT } from "./learn.mjs";
import { Index } from "./search-index.mjs";
import { marked, words } from "./search-match.mjs";

const GROUPS = {
  topic: "Topics", resource: "Resources", path: "Paths", project: "Projects", stage: "Stages", page: "Pages",
};
const FEW = 5; // results of a group that are shown first
const MORE = 30; // and when more are asked for
const PATIENCE = 250; // milliseconds until it is said that something is under way
// Where a word stands that no name has, by the bits of scripts/roadmap_site/search/entries.py.
const PLACES = {
  topic: { 1: "concepts", 2: "goals", 8: "questions and reasons" },
  stage: { 2: "outcomes", 8: "groups" },
  path: { 2: "outcomes", 8: "steps" },
  project: { 1: "skills", 2: "milestones and criteria", 8: "data and hints" },
};

/** Shows what the index finds, as one types. */
export class View {
  #turn = 0;
  #open = new Set(); // groups of which more is shown

  constructor(parts) {
    Object.assign(this, parts);
    this.index = new Index(this.load);
    this.input.addEventListener("input", () => {
      this.#open.clear();
      this.eager = false;
      this.show();
    });
    this.dialog.addEventListener("keydown", (event) => this.#key(event));
    this.found.addEventListener("click", (event) => this.#leave(event));
  }

  /** Show what there is for the text in the box. */
  async show() {
    const turn = (this.#turn += 1);
    const text = this.input.value.trim();
    const current = () => turn === this.#turn;
    this.ready = null;
    if (!words(text).length) {
      this.found.replaceChildren();
      this.said.textContent = text ? "Only signs: type a word." : "";
      await this.index.open().catch(() => {}); // what is typed next is found at once
      return;
    }
    const waiting = setTimeout(() => current() && !this.found.childElementCount && (this.said.textContent = "Searching …"), PATIENCE);
    let last;
    try {
      await this.index.find(text, (state) => {
        if (!current()) return;
        last = state;
        if (!state.whole) this.#fill(turn, state);
      });
      clearTimeout(waiting);
      if (current()) await this.#fill(turn, last);
    } catch (error) {
      clearTimeout(waiting);
      if (!current()) return;
      this.trouble(error, () => this.show());
    }
  }

  /** Follow the first result as soon as it is there. */
  #enter() {
    const first = this.found.querySelector("a");
    if (first && this.ready) first.click();
    else this.eager = true;
  }

  async #fill(turn, state) {
    const groups = this.#groups(state);
    const shown = groups.flatMap(({ results }) => results.slice(0, this.#open.has(results[0].kind) ? MORE : FEW));
    const draw = (rows) => {
      if (turn !== this.#turn) return;
      const had = this.found.contains(document.activeElement) ? document.activeElement : null;
      const place = had && (had.pathname ? had.pathname + had.hash : had.dataset.group);
      const said = state.whole ? this.#say(state, groups) : "";
      if (said && this.said.textContent !== said) this.said.textContent = said;
      this.found.replaceChildren(...groups.map((group) => this.#group(group, rows, state)).filter(Boolean), ...(groups.length ? [] : this.#nothing(state)));
      if (had) this.#stops().find((one) => place === (one.pathname ? one.pathname + one.hash : one.dataset.group))?.focus();
      if (had && !this.found.contains(document.activeElement)) (this.#stops()[1] ?? this.input).focus();
      this.ready = state;
      if (this.eager) {
        this.eager = false;
        this.found.querySelector("a")?.click();
      }
    };
    const { entries } = this.index;
    const known = new Map(shown.filter(({ number }) => entries[number]).map(({ number }) => [number, { ...entries[number], about: null }]));
    if (!shown.length || known.size) draw(known);
    if (!state.whole) return;
    const lines = await this.index.lines(shown);
    draw(new Map(shown.map(({ number }, place) => [number, lines[place]]).filter(([, line]) => line)));
  }

  #groups({ results }) {
    const groups = new Map();
    for (const result of results) {
      const kind = this.index.entries[result.number]?.kind ?? "resource";
      if (!groups.has(kind)) groups.set(kind, []);
      groups.get(kind).push({ ...result, kind });
    }
    return [...groups].map(([kind, found]) => ({ kind, results: found }));
  }

  #say({ results, mended, whole, lost }, groups) {
    if (!results.length) return whole && lost ? "Nothing was found by name; without a network, texts cannot be searched." : whole ? "Nothing was found." : "";
    const instead = mended.length ? `Nothing has ${mended.map(([typed]) => `“${typed}”`).join(" or ")}; this is for ${mended.map(([, better]) => `“${better}”`).join(" and ")}. ` : "";
    const counts = groups.map(({ kind, results: found }) => `${found.length.toLocaleString("en")} ${few(kind, found.length)}`);
    return `${instead}${results.length === 1 ? "1 result" : `${results.length.toLocaleString("en")} results`}${groups.length > 1 ? `: ${counts.join(", ")}` : ""}${lost ? ", by name alone: there is no network" : ""}`;
  }

  #group({ kind, results }, rows, state) {
    const limit = this.#open.has(kind) ? MORE : FEW;
    const items = results.slice(0, limit).map((result) => rows.has(result.number) && this.#item(rows.get(result.number), result, state)).filter(Boolean);
    if (!items.length) return null;
    const id = `rm-search-${kind}`;
    const list = element("ul", { className: "rm-search__list", "aria-labelledby": id }, ...items);
    const section = element("section", {}, element("h2", { id, className: "rm-search__kind" }, GROUPS[kind]), list);
    if (results.length > limit && limit === FEW) {
      const more = element("button", { type: "button", className: "rm-search__more", "data-group": kind }, `${(results.length - FEW).toLocaleString("en")} more`, element("span", { className: "rm-hidden" }, ` ${few(kind, results.length - FEW)}`));
      more.addEventListener("click", () => {
        this.#open.add(kind);
        const at = list.childElementCount;
        this.#fill(this.#turn, state).then(() => this.found.querySelector(`#${id} + ul`)?.children[at]?.querySelector("a").focus());
      });
      section.append(more);
    }
    return section;
  }

  #item(row, result, { query }) {
    const { terms } = query;
    const other = row.called.length > 1 ? alias(row, terms) : "";
    const places = result.where && !other && PLACES[row.kind];
    const place = places && Object.entries(places).find(([bit]) => result.where & bit)?.[1];
    const where = [row.where && `in ${row.where}`, other && "also called ", place && `found in its ${place}`];
    const facts = element("span", { className: "rm-search__facts" });
    where.filter(Boolean).forEach((fact, number) => {
      facts.append(number ? " · " : "", fact);
      if (fact === "also called ") facts.append(...lit(other, terms));
    });
    const url = new URL(row.address, ROOT);
    url.searchParams.set("h", terms.join(" "));
    return element("li", {}, element("a", { href: url.href, className: "rm-search__result" },
      element("span", { className: "rm-search__title" }, ...lit(row.title, terms)),
      facts.childNodes.length ? facts : null,
      row.about === "" ? null : element("span", { className: "rm-search__about" }, ...lit(row.about ?? "\u00a0", terms))));
  }

  #nothing({ lost }) {
    const near = lost ? [] : this.index.near(this.input.value); // nobody knows what the texts would have had
    const library = new URL("roadmap/library/", ROOT);
    library.searchParams.set("text", this.input.value.trim().slice(0, 100));
    const links = [
      ...near.map((entry) => element("li", {}, "Did you mean ", element("a", { href: new URL(entry.address, ROOT).href }, entry.title), "?")),
      element("li", {}, element("a", { href: new URL("roadmap/a-z/", ROOT).href }, "All names from A to Z")),
      element("li", {}, element("a", { href: library.href }, "The same words in the library of all resources")),
    ];
    return [element("ul", { className: "rm-search__nothing" }, ...links)];
  }

  #stops() {
    return [this.input, ...this.found.querySelectorAll("a, button")];
  }

  #key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = this.#stops();
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    if (event.key === "Enter" && at === 0) {
      event.preventDefault();
      this.#enter();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    } else if (at > 0 && event.key.length === 1 && event.key !== " ") this.input.focus(); // and the letter goes there
  }

  /** Let the way back lead to what was found. */
  #leave(event) {
    const anchor = event.target.closest("a");
    if (!anchor) return;
    const here = new URL(location.href);
    here.searchParams.set("q", this.input.value.trim().slice(0, 200));
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) history.replaceState(history.state, "", here);
  }
}

/** Return the other name of an entry that a query is about, when its title is not. */
function alias(row, terms) {
  const hits = (name) => marked(name, terms).filter((part) => part.hit).length;
  if (hits(row.title)) return "";
  return row.called.slice(1).map((name) => ({ name, hits: hits(name), length: name.length }))
    .filter((one) => one.hits).sort((a, b) => b.hits - a.hits || a.length - b.length)[0]?.name ?? "";
}

function few(kind, count) {
  return count === 1 ? kind : GROUPS[kind].toLowerCase();
}

function lit(text, terms) {
  return marked(text, terms).map((part) => (part.hit ? element("mark", {}, part.text) : part.text));
}
