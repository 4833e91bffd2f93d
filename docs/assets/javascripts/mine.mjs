/** The Progress page: how far one is, what comes next, notes, and a file to carry it all elsewhere. */

import { localDay } from "./days.mjs";
import { dueLine } from "./due.mjs";
import { download, element, link, refill } from "./element.mjs";
import { goalOptions } from "./goals.mjs";
import { extract, hours, page } from "./learn.mjs";
import { parts, share } from "./next.mjs";
import { goalTitle } from "./plan.mjs";
import { change, differences, exported, imported, merged } from "./progress.mjs";
import { NAMES, troubleLine } from "./status.mjs";

const PARTS = { notes: "note", bookmarks: "bookmark", answers: "answer" };

/** Put a learner's progress on the page. */
export async function ownProgress(place, roadmap, store) {
  const learn = { ...roadmap, resources: await extract("names") };
  const next = element("div");
  const tables = element("div");
  const notes = element("div");
  place.replaceChildren(troubleLine(store), goalField(learn, store), next, tables, notes, fileField(learn, store));
  store.listen((progress) => {
    refill(next, ...[dueLine(learn, progress, localDay(new Date()))].filter(Boolean), ...parts(learn, progress, store, 10));
    tables.replaceChildren(...progressTables(learn, progress));
    notes.replaceChildren(...noteList(learn, progress), ...bookmarkList(learn, progress));
  });
}

function goalField(learn, store) {
  const select = element("select", { id: "rm-goal", className: "rm-select" }, element("option", { value: "" }, "No goal yet"), ...goalOptions(learn));
  select.addEventListener("change", () => {
    const [kind, id] = select.value.split(":");
    const goal = id ? { kind, id, changed: new Date().toISOString() } : null;
    store.update((progress) => ({ ...progress, goal }));
  });
  store.listen((progress) => {
    select.value = goalTitle(learn, progress.goal) ? `${progress.goal.kind}:${progress.goal.id}` : "";
  });
  return element("p", { className: "rm-field" }, element("label", { for: "rm-goal" }, "I want to get to"), select);
}

function progressTables(learn, progress) {
  const stages = Object.entries(learn.stages).map(([id, title]) => ({
    kind: "stage", id, title, topics: learn.order.filter((topic) => learn.topics[topic].stage === id),
  }));
  const paths = Object.entries(learn.paths)
    .map(([id, path]) => ({ kind: "path", id, title: path.title, topics: path.topics }))
    .filter(({ id, topics }) => progress.goal?.id === id || share(learn, progress, topics).done > 0);
  const all = share(learn, progress, learn.order);
  const said = `${all.done} of ${all.all} topics done or skipped, ${hours(all.minutes)} of ${hours(all.minutes + all.left)}.`;
  const made = [element("h2", {}, "How far you are"), element("p", {}, said), table("Stage", stages, learn, progress)];
  if (paths.length) made.push(element("h2", {}, "On the paths"), table("Path", paths, learn, progress));
  return made;
}

function table(name, rows, learn, progress) {
  const head = element("tr", {}, ...[name, "Topics", "Hours left"].map((text) => element("th", { scope: "col" }, text)));
  const body = rows.map(({ kind, id, title, topics }) => {
    const { done, all, left } = share(learn, progress, topics);
    const bar = element("meter", { min: 0, max: Math.max(all, 1), value: done, "aria-label": `${title}: ${done} of ${all}` });
    return element("tr", {}, element("th", { scope: "row" }, link(page(kind, id), title)),
      element("td", {}, element("div", { className: "rm-share" }, element("span", {}, `${done} of ${all}`), bar)),
      element("td", {}, left ? hours(left) : "none"));
  });
  const made = element("table", { className: "rm-table rm-shares" }, element("thead", {}, head), element("tbody", {}, ...body));
  return element("div", { className: "rm-scroll", tabIndex: 0, role: "region", "aria-label": name === "Stage" ? "By stage" : "By path" }, made);
}

function noteList(learn, progress) {
  const written = learn.order.filter((id) => progress.notes[id]?.text);
  if (!written.length) return [];
  return [element("h2", {}, "Your notes"), element("dl", { className: "rm-notes" }, ...written.flatMap((id) => [
    element("dt", {}, link(page("topic", id), learn.topics[id].title)),
    element("dd", {}, progress.notes[id].text),
  ]))];
}

function bookmarkList(learn, progress) {
  const marked = Object.keys(learn.resources).filter((id) => progress.bookmarks[id]?.marked);
  if (!marked.length) return [];
  return [element("h2", {}, "Bookmarks"), element("ul", {}, ...marked.map((id) => {
    const { title, home } = learn.resources[id];
    const kind = home in learn.topics ? "topic" : "project";
    return element("li", {}, link(`${page(kind, home)}#r-${id}`, title), ` in ${learn[`${kind}s`][home].title}`);
  }))];
}

function fileField(learn, store) {
  const out = element("button", { type: "button", className: "rm-button" }, "Export to a file");
  const input = element("input", { type: "file", accept: ".json,application/json", id: "rm-import", className: "rm-hidden" });
  const label = element("label", { for: "rm-import", className: "rm-button" }, "Import a file");
  const clear = element("button", { type: "button", className: "rm-button" }, "Forget everything");
  const answer = element("div", { className: "rm-answer", role: "status" });
  out.addEventListener("click", () => {
    const now = new Date().toISOString();
    download(`roadmap-progress-${now.slice(0, 10)}.json`, "application/json", exported(store.progress, now));
  });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (file) offer(await file.text(), answer, learn, store);
  });
  clear.addEventListener("click", () => {
    ask(answer, "All marks and notes in this browser will be gone. Export them first if you may want them back.", "Forget them", () => {
      store.clear();
      answer.replaceChildren(element("p", {}, "Forgotten."));
    });
  });
  return element("section", {}, element("h2", {}, "Carry it with you"),
    element("p", {}, "Everything here lives in this browser alone. A file takes it to another one; what is there already is joined with it."),
    element("p", { className: "rm-actions" }, out, input, label, clear), answer);
}

function offer(text, answer, learn, store) {
  let found;
  try {
    found = imported(text);
  } catch (error) {
    answer.replaceChildren(element("p", {}, `This file cannot be imported: ${error.message}.`));
    return;
  }
  const changes = differences(store.progress, merged(store.progress, found.progress));
  const lost = found.lost ? ` ${found.lost} entries of the file cannot be read and are left out.` : "";
  if (!changes.length) {
    answer.replaceChildren(element("p", {}, `The file holds nothing that is not here already.${lost}`));
    return;
  }
  const rows = changes.slice(0, 50).map(({ part, id, before, after }) => element("li", {}, saidOf(learn, part, id, before, after)));
  const more = changes.length > 50 ? element("p", {}, `And ${changes.length - 50} more.`) : null;
  ask(answer, `The file changes ${changes.length} ${changes.length === 1 ? "entry" : "entries"} here.${lost}`, "Import it", () => {
    store.update((progress) => merged(progress, found.progress));
    answer.replaceChildren(element("p", {}, "Imported."));
  }, element("ul", {}, ...rows), more);
}

function saidOf(learn, part, id, before, after) {
  const title = learn.topics[id.split("/")[0]]?.title ?? learn.resources[id]?.title ?? id;
  if (part === "topics") return `${title}: ${NAMES[before ?? "todo"]} → ${NAMES[after]}`;
  return `${title}: ${PARTS[part]}${before ? " changed" : " added"}`;
}

function ask(answer, question, yes, act, ...more) {
  const go = element("button", { type: "button", className: "rm-button rm-button--primary" }, yes);
  const stop = element("button", { type: "button", className: "rm-button" }, "Leave it");
  const from = document.activeElement;
  go.addEventListener("click", () => {
    act();
    from.focus();
  });
  stop.addEventListener("click", () => {
    answer.replaceChildren();
    from.focus();
  });
  answer.replaceChildren(element("p", {}, question), ...more.filter(Boolean), element("p", { className: "rm-actions" }, go, stop));
  go.focus();
}

