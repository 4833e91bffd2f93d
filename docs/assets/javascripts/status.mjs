/** To do, learning, done, skip: on a topic's own page, and wherever topics are listed. */

import { element, link } from "./element.mjs";
import { closure, ready } from "./graph.mjs";
import { page, topicAt } from "./learn.mjs";
import { STATUSES, change, statusOf } from "./progress.mjs";

export const NAMES = { todo: "To do", learning: "Learning", done: "Done", skip: "Skip" };
const MARKS = { learning: "◐", done: "✓", skip: "–" };
const SAID = { learning: "you are learning this", done: "you have done this", skip: "you skip this" };

/** Return the topics that need not be learnt any more: what is done with all before it, and what is skipped. */
export function settled(learn, progress) {
  const having = (status) => learn.order.filter((id) => statusOf(progress, id) === status);
  return new Set([...closure(learn.graph, having("done")), ...having("skip")]);
}

/** Set the status of a topic. */
export function mark(store, id, status) {
  store.update((progress) => change(progress, "topics", id, { status }, new Date().toISOString()));
}

/** Put the learner's own part on the page of a topic: its status, a note, and what doing it opened. */
export function ownTopic(place, learn, store) {
  const id = place.dataset.rmTopic;
  if (!(id in learn.topics)) return;
  const radios = STATUSES.map((status) => {
    const radio = element("input", { type: "radio", name: "rm-status", value: status });
    radio.addEventListener("change", () => {
      const before = ready(learn.graph, settled(learn, store.progress));
      mark(store, id, status);
      say(status, before);
    });
    return radio;
  });
  const labels = radios.map((radio) => element("label", {}, radio, element("span", {}, NAMES[radio.value])));
  const said = element("p", { className: "rm-own__said", role: "status" });
  const note = noteField(id, store);
  place.replaceChildren(
    element("fieldset", { className: "rm-choice" }, element("legend", {}, "My progress"), ...labels),
    said, note, troubleLine(store),
  );

  function say(status, before) {
    const opened = ready(learn.graph, settled(learn, store.progress)).filter((topic) => !before.includes(topic));
    if (status !== "done" || !opened.length) return said.replaceChildren();
    const links = opened.slice(0, 4).flatMap((topic) => [", ", link(page("topic", topic), learn.topics[topic].title)]);
    const more = opened.length > 4 ? `, and ${opened.length - 4} more` : "";
    said.replaceChildren("This opens ", ...links.slice(1), `${more}.`);
  }

  store.listen((progress) => {
    const status = statusOf(progress, id);
    for (const radio of radios) radio.checked = radio.value === status;
  });
}

function noteField(id, store) {
  const area = element("textarea", { rows: 4, id: "rm-note", maxLength: 20_000 });
  const keep = () => {
    if (area.value !== (store.progress.notes[id]?.text ?? "")) {
      store.update((progress) => change(progress, "notes", id, { text: area.value }, new Date().toISOString()));
    }
  };
  let waiting;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 400);
  });
  area.addEventListener("change", keep);
  window.addEventListener("pagehide", keep);
  const summary = element("summary", {}, "My note");
  const field = element("details", { className: "rm-own__note" }, summary,
    element("label", { for: "rm-note", className: "rm-hidden" }, "My note on this topic"), area,
    element("p", { className: "rm-quiet" }, "It stays in this browser."));
  store.listen((progress) => {
    const text = progress.notes[id]?.text ?? "";
    if (document.activeElement !== area && area.value !== text) area.value = text;
    summary.textContent = text ? "My note (written)" : "My note";
  });
  return field;
}

/** Let every resource on a page be bookmarked. */
export function bookmarks(content, store) {
  for (const card of content.querySelectorAll(".rm-card[id^='r-']")) {
    const id = card.id.slice(2);
    const title = card.querySelector("h3 a")?.textContent ?? id;
    const button = element("button", { type: "button", className: "rm-bookmark" });
    button.addEventListener("click", () => {
      const marked = button.getAttribute("aria-pressed") !== "true";
      store.update((progress) => change(progress, "bookmarks", id, { marked }, new Date().toISOString()));
    });
    store.listen((progress) => {
      const marked = progress.bookmarks[id]?.marked ?? false;
      button.setAttribute("aria-pressed", String(marked));
      button.textContent = marked ? "★ Bookmarked" : "☆ Bookmark";
      button.setAttribute("aria-label", `${marked ? "Bookmarked" : "Bookmark"}: ${title}`);
    });
    card.querySelector(".rm-trust")?.append(button);
  }
}

/** Return a line that says what is wrong with the storage, when something is. */
export function troubleLine(store) {
  const line = element("p", { className: "rm-own__trouble", role: "status" });
  store.listen((_, trouble) => {
    line.textContent = trouble;
    line.hidden = !trouble;
  });
  return line;
}

/** Return a small control for the status of a topic in a list. */
export function statusSelect(id, learn, store) {
  const options = STATUSES.map((status) => element("option", { value: status }, NAMES[status]));
  const label = `My progress: ${learn.topics[id].title}`;
  const select = element("select", { className: "rm-select", "aria-label": label }, ...options);
  select.addEventListener("change", () => mark(store, id, select.value));
  store.listen((progress) => {
    select.value = statusOf(progress, id);
    select.dataset.status = select.value;
  });
  return select;
}

/** Show the status of every topic that a page links to; where it lists them, let it be set there. */
export function lists(content, learn, store) {
  for (const anchor of content.querySelectorAll("a[href]")) {
    const id = topicAt(anchor);
    if (!id || !(id in learn.topics) || anchor.closest(".rm-own, .rm-library, .headerlink")) continue;
    const row = anchor.closest(".rm-topics > li");
    if (row) row.append(statusSelect(id, learn, store));
    else showStatus(anchor, id, store);
  }
}

/** Put a sign behind a link, once there is something to show. */
function showStatus(anchor, id, store) {
  let sign = null;
  store.listen((progress) => {
    const status = statusOf(progress, id);
    sign?.remove();
    sign = status === "todo" ? null : element("span", { className: "rm-mark" },
      element("span", { "aria-hidden": "true" }, MARKS[status]), element("span", { className: "rm-hidden" }, ` (${SAID[status]})`));
    if (!sign) return;
    sign.dataset.status = status;
    anchor.after(sign);
  });
}
