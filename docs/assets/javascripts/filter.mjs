/** Which resources are shown, in which order, and how many each further choice would leave: values only. */

/** Every facet with the values that stand in this order; those of others are sorted by name. */
export const FACETS = {
  stage: { name: "Stage" },
  kind: { name: "Kind" },
  level: { name: "Level", order: ["Beginner", "Intermediate", "Advanced"] },
  price: { name: "Price", order: ["Free", "Free with sign-up", "Free to audit", "Paid"] },
  length: { name: "Length", order: ["Up to 30 min", "Up to 2 h", "Up to 10 h", "Longer", "Not known"] },
  language: { name: "Language" },
  year: { name: "Year", order: ["Since 2024", "2020 to 2023", "2015 to 2019", "Before 2015", "Not known"] },
  pick: { name: "Pick", order: ["Start here", "Our pick", "No pick"] },
  link: { name: "Link" },
};
export const SORTS = { best: "Best first", short: "Shortest first", new: "Newest first", title: "By title" };
const PICKS = { "Start here": 0, "Our pick": 1, "No pick": 2 };

/** Return the facet of a length in minutes; nothing known is `null`. */
export function lengthOf(minutes) {
  if (minutes === null) return "Not known";
  return minutes <= 30 ? "Up to 30 min" : minutes <= 120 ? "Up to 2 h" : minutes <= 600 ? "Up to 10 h" : "Longer";
}

/** Return the facet of a year; nothing known is `null`. */
export function yearOf(year) {
  if (year === null) return "Not known";
  return year >= 2024 ? "Since 2024" : year >= 2020 ? "2020 to 2023" : year >= 2015 ? "2015 to 2019" : "Before 2015";
}

/** Return the view of somebody who has chosen nothing. */
export function wholeView() {
  return { text: "", sort: "title", cards: false, topic: "", chosen: {} };
}

/** Return a view as the parameters of an address; what is as usual is left out. */
export function asParameters(view) {
  const parameters = new URLSearchParams();
  if (view.text) parameters.set("text", view.text);
  if (view.topic) parameters.set("topic", view.topic);
  for (const facet of Object.keys(FACETS)) {
    for (const value of view.chosen[facet] ?? []) parameters.append(facet, value);
  }
  if (view.sort !== "title") parameters.set("sort", view.sort);
  if (view.cards) parameters.set("as", "cards");
  return parameters;
}

/** Return the view in an address, as far as it makes sense. */
export function fromParameters(parameters) {
  const view = wholeView();
  view.text = (parameters.get("text") ?? "").slice(0, 200);
  view.topic = parameters.get("topic") ?? "";
  if (Object.hasOwn(SORTS, parameters.get("sort") ?? "")) view.sort = parameters.get("sort");
  view.cards = parameters.get("as") === "cards";
  for (const facet of Object.keys(FACETS)) {
    const values = [...new Set(parameters.getAll(facet))].filter(Boolean);
    if (values.length) view.chosen[facet] = values;
  }
  return view;
}

/**
 * Return `{shown, counts}`: the places of the rows that fit, and for each facet how many rows each value would show.
 *
 * A row is `{text, topics: [id], minutes, year, title, values: {facet: [value]}}`, its text in lower case.
 */
export function filtered(rows, view) {
  const terms = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = Object.entries(view.chosen).filter(([, values]) => values.length);
  const counts = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, new Map()]));
  const shown = [];
  rows.forEach((row, place) => {
    if (!terms.every((term) => row.text.includes(term))) return;
    if (view.topic && !row.topics.includes(view.topic)) return;
    const failed = chosen.filter(([facet, values]) => !values.some((value) => row.values[facet].includes(value)));
    if (failed.length > 1) return;
    if (!failed.length) shown.push(place);
    // a facet counts the rows that all other facets let through
    for (const facet of failed.length ? [failed[0][0]] : Object.keys(FACETS)) {
      for (const value of row.values[facet]) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    }
  });
  return { shown, counts };
}

/** Return the places of rows in an order. */
export function sorted(rows, sort) {
  const known = (value, otherwise) => (value === null ? otherwise : value);
  const by = {
    best: (a, b) => PICKS[a.values.pick[0]] - PICKS[b.values.pick[0]],
    short: (a, b) => known(a.minutes, Infinity) - known(b.minutes, Infinity) || 0,
    new: (a, b) => known(b.year, 0) - known(a.year, 0),
    title: () => 0,
  }[sort];
  return rows.map((_, place) => place).sort((a, b) => by(rows[a], rows[b]) || a - b);
}

/** Return the values of a facet that rows have, in the facet's order. */
export function valuesOf(rows, facet) {
  const found = [...new Set(rows.flatMap((row) => row.values[facet]))];
  const order = FACETS[facet].order;
  return order ? order.filter((value) => found.includes(value)) : found.sort((a, b) => a.localeCompare(b, "en"));
}
