/** The Library page: its table, filtered and sorted; the address keeps what was chosen. */

import { element } from "./element.mjs";
import { FACETS, SORTS, asParameters, filtered, fromParameters, lengthOf, sorted, valuesOf, wholeView, yearOf } from "./filter.mjs";
import { topicAt } from "./learn.mjs";

const BATCH = 100; // rows that are read before the page gets its turn again

/** Put the filters above the table of resources. */
export async function ownLibrary(table, learn) {
  const body = table.tBodies[0];
  const nodes = [...body.rows];
  const rows = [];
  for (const node of nodes) {
    if (rows.length % BATCH === BATCH - 1) await new Promise((resolve) => setTimeout(resolve));
    rows.push(rowOf(node, learn));
  }
  let view = fromParameters(new URLSearchParams(location.search));
  let order = wholeView().sort; // the page has it already
  const panel = panelFor(learn, rows, change);
  table.closest(".rm-scroll").before(panel.node);
  show();
  window.addEventListener("popstate", () => {
    view = fromParameters(new URLSearchParams(location.search));
    show();
  });

  function change(changed, typing = false) {
    view = { ...view, ...changed };
    const address = String(asParameters(view));
    history[typing ? "replaceState" : "pushState"](null, "", address ? `?${address}` : location.pathname);
    show();
  }

  function show() {
    const { shown, counts } = filtered(rows, view);
    const visible = new Set(shown);
    nodes.forEach((node, place) => {
      if (node.hidden === visible.has(place)) node.hidden = !node.hidden;
    });
    if (order !== view.sort) {
      body.append(...sorted(rows, view.sort).map((place) => nodes[place]));
      order = view.sort;
    }
    table.classList.toggle("rm-library--cards", view.cards);
    panel.fill(view, shown.length, counts);
  }
}

function rowOf(node, learn) {
  const [title, kind, level, price, , language] = [...node.cells].map((cell) => cell.textContent.trim());
  const number = (text) => (text ? Number(text) : null);
  const [minutes, year] = [number(node.dataset.minutes), number(node.dataset.year)];
  const topics = [...node.cells[6].querySelectorAll("a")].map(topicAt).filter((id) => id in learn.topics);
  const stages = [...new Set(topics.map((id) => learn.stages[learn.topics[id].stage]))];
  return {
    title, topics, minutes, year,
    get text() {
      const text = node.textContent.toLowerCase(); // read when somebody types first
      Object.defineProperty(this, "text", { value: text });
      return text;
    },
    values: {
      stage: stages.length ? stages : ["Projects"], kind: [kind], level: [level], price: [price], length: [lengthOf(minutes)],
      language: [language], year: [yearOf(year)], pick: [node.dataset.pick], link: [node.dataset.link],
    },
  };
}

function panelFor(learn, rows, change) {
  const text = element("input", { id: "rm-filter", type: "search", autocomplete: "off" });
  let waiting;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change({ text: text.value }, true), 60);
  });
  const topic = select("rm-topic", [["", "Any"], ...learn.order.map((id) => [id, learn.topics[id].title])], (value) => change({ topic: value }));
  const sort = select("rm-sort", Object.entries(SORTS), (value) => change({ sort: value }));
  const cards = element("input", { id: "rm-cards", type: "checkbox" });
  cards.addEventListener("change", () => change({ cards: cards.checked }));
  let now = wholeView();
  const facets = Object.keys(FACETS).map((facet) => facetField(facet, valuesOf(rows, facet), (values) => (
    change({ chosen: { ...now.chosen, [facet]: values } })))).filter((facet) => facet.many);
  const said = element("p", { className: "rm-filter__said", role: "status" });
  const clear = element("button", { type: "button", className: "rm-button" }, "Show all");
  clear.addEventListener("click", () => {
    change({ ...wholeView(), sort: now.sort, cards: now.cards });
    text.focus();
  });
  const field = (label, control) => element("p", { className: "rm-field" }, element("label", { for: control.id }, label), control);
  const node = element("form", { className: "rm-filter", role: "search", "aria-label": "Resources" },
    element("div", { className: "rm-filter__fields" }, field("Words", text), field("Topic", topic), field("Order", sort),
      element("p", { className: "rm-field" }, cards, element("label", { for: cards.id }, "As cards"))),
    element("div", { className: "rm-facets" }, ...facets.map((facet) => facet.node)),
    element("div", { className: "rm-filter__end" }, said, clear));
  node.addEventListener("submit", (event) => event.preventDefault());

  function fill(view, count, counts) {
    now = view;
    if (document.activeElement !== text) text.value = view.text;
    topic.value = view.topic;
    sort.value = view.sort;
    cards.checked = view.cards;
    for (const facet of facets) facet.fill(view.chosen[facet.name] ?? [], counts[facet.name]);
    said.textContent = `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")} resources`;
    clear.hidden = !(view.text || view.topic || Object.values(view.chosen).some((values) => values.length));
  }
  return { node, fill };
}

function select(id, options, act) {
  const made = element("select", { id }, ...options.map(([value, name]) => element("option", { value }, name)));
  made.addEventListener("change", () => act(made.value));
  return made;
}

function facetField(name, values, act) {
  const summary = element("summary", {});
  const boxes = values.map((value) => {
    const box = element("input", { type: "checkbox", value });
    const count = element("span", { className: "rm-quiet" });
    box.addEventListener("change", () => act(boxes.filter((one) => one.box.checked).map((one) => one.value)));
    return { value, box, count, label: element("label", {}, box, element("span", {}, value), count) };
  });
  const list = element("fieldset", {}, element("legend", { className: "rm-hidden" }, FACETS[name].name), ...boxes.map((one) => one.label));
  const node = element("details", { className: "rm-facet" }, summary, list);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    node.open = false;
    summary.focus();
  });
  document.addEventListener("click", (event) => {
    if (!node.contains(event.target)) node.open = false;
  });

  function fill(chosen, counts) {
    summary.textContent = chosen.length ? `${FACETS[name].name}: ${chosen.join(", ")}` : FACETS[name].name;
    summary.dataset.chosen = String(chosen.length > 0);
    for (const { value, box, count, label } of boxes) {
      const number = counts.get(value) ?? 0;
      box.checked = chosen.includes(value);
      count.textContent = ` ${number.toLocaleString("en")}`;
      label.classList.toggle("rm-facet__none", number === 0 && !box.checked);
    }
  }
  return { name, node, fill, many: values.length > 1 };
}
