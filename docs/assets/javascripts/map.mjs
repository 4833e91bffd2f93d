/** Adds to the map: views, light, zoom, and a learner's own marks. Without it the map is a picture that scrolls. */

import { element } from "./element.mjs";
import { gestures } from "./gestures.mjs";
import { ready } from "./graph.mjs";
import { page } from "./learn.mjs";
import { asParameters, centred, fromParameters, lineLight, lit, markOf, nodeLight, opening, whole, zoomed } from "./picture.mjs";
import { statusOf } from "./progress.mjs";
import { settled } from "./status.mjs";

const SVG = "http://www.w3.org/2000/svg";
const MARKS = { done: "✓ Done", learning: "◐ Learning", skip: "– Skip", ready: "→ Ready" };
const HINT = matchMedia("(pointer: coarse)").matches
  ? "Two fingers zoom."
  : "Point at a topic, or go to it with Tab: what it needs and what it opens lights up. Drag moves, Ctrl and the wheel zoom.";
const NAMED = 4; // topics that the line under the tools names of each kind
const STEP = 1.25; // of one press of a zoom button
const FAR = 160; // pixels of one press of a button that moves

/** Make the map's tools in a place of the page, for the frame that holds the picture. */
export function ownMap(place, frame, learn, store) {
  const all = frame.querySelector("svg");
  const pictures = new Map([["", all]]);
  const state = { view: fromParameters(new URLSearchParams(location.search), learn), scale: 1, svg: all, shown: "" };
  const said = element("p", { className: "rm-maptools__said", "aria-live": "polite" });
  const trouble = element("p", { className: "rm-maptools__trouble", role: "status" });
  const views = viewSelect(learn);
  const topics = topicSelect(learn);
  const tools = element("div", { className: "rm-maptools" },
    element("label", {}, element("span", {}, "Show"), views), element("label", {}, element("span", {}, "Light up"), topics),
    element("div", { className: "rm-maptools__buttons", role: "group", "aria-label": "Zoom and move" },
      ...[["−", "Zoom out", () => zoom(1 / STEP)], ["+", "Zoom in", () => zoom(STEP)],
        ["Fit", "Fit the whole picture", fit], ["1:1", "Full size, 1:1", () => setScale(1)],
        ["←", "Move left", () => frame.scrollBy(-FAR, 0)], ["↑", "Move up", () => frame.scrollBy(0, -FAR)],
        ["↓", "Move down", () => frame.scrollBy(0, FAR)], ["→", "Move right", () => frame.scrollBy(FAR, 0)],
      ].map(([text, label, act]) => button(text, label, act))));
  place.replaceChildren(tools, said, trouble);
  frame.classList.add("rm-map--live");
  views.addEventListener("change", () => {
    const [kind, id] = views.value.split(":");
    go({ kind: kind || null, id: id ?? null, topic: null });
  });
  topics.addEventListener("change", () => {
    const topic = topics.value || null;
    go(topic && !nodeOf(topic) ? { kind: null, id: null, topic } : { ...state.view, topic });
  });
  window.addEventListener("popstate", () => {
    state.view = fromParameters(new URLSearchParams(location.search), learn);
    show();
  });
  for (const name of ["pointerover", "focusin"]) frame.addEventListener(name, (event) => light(idAt(event) ?? state.view.topic));
  for (const name of ["pointerleave", "focusout"]) frame.addEventListener(name, () => light(state.view.topic));
  gestures(frame, zoomAt);
  frame.addEventListener("scroll", titles, { passive: true });
  store.listen((progress) => mark(progress));
  show();

  function go(view) {
    state.view = view;
    const query = String(asParameters(view));
    history.pushState(null, "", query ? `?${query}` : location.pathname);
    show();
  }

  /** Show what the view says: fetch its picture when it is another one, then bring its place into sight. */
  async function show() {
    const { kind, id, topic } = state.view;
    const key = kind ? `${kind}:${id}` : "";
    views.value = key;
    topics.value = topic ?? "";
    try {
      if (!pictures.has(key)) pictures.set(key, await pictureOf(page(kind, id)));
      trouble.textContent = "";
    } catch {
      trouble.textContent = "That picture could not be loaded. The whole map is shown.";
    }
    if (key !== (state.view.kind ? `${state.view.kind}:${state.view.id}` : "")) return; // another choice came first
    const svg = pictures.get(key) ?? all;
    if (frame.firstElementChild !== svg) frame.replaceChildren(svg);
    state.svg = svg;
    mark(store.progress);
    light(topic);
    const start = nodeOf(topic ?? "") ?? begin();
    const scale = opening(frameSize(), size());
    if (start) put(topic ? centred(frameSize(), start, scale) : { ...centred(frameSize(), start, scale), ...(started() ? {} : { top: 0 }) });
  }

  /** Where somebody begins to read: what is being learnt, what is ready for those who have begun, or the first topic. */
  function begin() {
    const nodes = [...state.svg.querySelectorAll("a.rm-node")];
    const found = nodes.find((node) => node.dataset.mark === "learning")
      ?? (started() ? nodes.find((node) => node.dataset.mark === "ready") : null) ?? nodes[0];
    return found ? boxOf(found) : null;
  }

  function started() {
    return Object.values(store.progress.topics).some((entry) => entry.status !== "todo");
  }

  function nodeOf(id) {
    const found = [...state.svg.querySelectorAll("a.rm-node")].find((node) => node.dataset.id === id);
    return found ? boxOf(found) : null;
  }

  function light(id) {
    const nodes = [...state.svg.querySelectorAll("a.rm-node")];
    const on = nodes.some((node) => node.dataset.id === id) ? lit(learn.graph, id, nodes.map((node) => node.dataset.id)) : null;
    said.textContent = on ? sentence(learn, on) : HINT;
    if (!on && !state.svg.classList.contains("rm-lit")) return;
    state.svg.classList.toggle("rm-lit", Boolean(on));
    for (const node of nodes) node.dataset.light = on ? nodeLight(on, node.dataset.id) : "";
    const lines = [...state.svg.querySelectorAll(".rm-lines path")];
    for (const line of lines) line.dataset.light = on ? lineLight(on, line.parentNode.dataset.from, line.dataset.to) : "";
    raise(lines.filter((line) => line.dataset.light === "far"));
    raise(lines.filter((line) => line.dataset.light === "near"));
  }

  /** Draw lines over all others. */
  function raise(lines) {
    const above = state.svg.querySelector(".rm-lines ~ :not(.rm-lines)");
    for (const line of lines) {
      line.parentNode.append(line);
      if (line.parentNode.nextElementSibling !== above) state.svg.insertBefore(line.parentNode, above);
    }
  }

  function mark(progress) {
    const open = new Set(ready(learn.graph, settled(learn, progress)));
    for (const node of state.svg.querySelectorAll("a.rm-node")) {
      const { id } = node.dataset;
      if (id in learn.topics) tag(node, markOf(statusOf(progress, id), open.has(id)));
    }
  }

  function size() {
    const { width, height } = state.svg.viewBox.baseVal;
    return { width, height };
  }

  function frameSize() {
    return { width: frame.clientWidth, height: frame.clientHeight };
  }

  function put({ scale, left, top }) {
    state.scale = scale;
    state.svg.setAttribute("width", Math.round(size().width * scale));
    state.svg.setAttribute("height", Math.round(size().height * scale));
    frame.scrollTo({ left, top, behavior: "instant" });
    titles();
  }

  /** Keep the names of the bands in sight. */
  function titles() {
    for (const title of state.svg.querySelectorAll(".rm-band__title")) {
      title.dataset.x ??= title.getAttribute("x");
      title.setAttribute("x", Math.max(Number(title.dataset.x), Math.round(frame.scrollLeft / state.scale) + 12));
    }
  }

  function zoomAt(factor, at) {
    put(zoomed({ scale: state.scale, left: frame.scrollLeft, top: frame.scrollTop }, factor, at));
  }

  function zoom(factor) {
    zoomAt(factor, { x: frame.clientWidth / 2, y: frame.clientHeight / 2 });
  }

  function setScale(scale) {
    zoom(scale / state.scale);
  }

  function fit() {
    put({ scale: whole(frameSize(), size()), left: 0, top: 0 });
  }
}

function button(text, label, act) {
  const made = element("button", { type: "button", "aria-label": label, title: label }, text);
  made.addEventListener("click", act);
  return made;
}

function viewSelect(learn) {
  const group = (label, kind) => element("optgroup", { label }, ...Object.entries(learn[`${kind}s`]).map(
    ([id, record]) => element("option", { value: `${kind}:${id}` }, record.title ?? record)));
  return element("select", { className: "rm-select" }, element("option", { value: "" }, "Everything"),
    group("One stage", "stage"), group("One path", "path"));
}

function topicSelect(learn) {
  const groups = Object.entries(learn.stages).map(([stage, label]) => element("optgroup", { label },
    ...learn.order.filter((id) => learn.topics[id].stage === stage).map((id) => element("option", { value: id }, learn.topics[id].title))));
  return element("select", { className: "rm-select" }, element("option", { value: "" }, "Nothing"), ...groups);
}

/** Return the picture that a page of the site holds, with links that hold here too. */
async function pictureOf(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const other = new DOMParser().parseFromString(await answer.text(), "text/html");
  const svg = document.importNode(other.querySelector(".rm-map > svg"), true);
  for (const node of svg.querySelectorAll("a[href]")) node.setAttribute("href", new URL(node.getAttribute("href"), url).href);
  return svg;
}

function idAt(event) {
  return event.target.closest?.("a.rm-node")?.dataset.id;
}

function boxOf(node) {
  const box = node.querySelector("rect");
  return Object.fromEntries(["x", "y", "width", "height"].map((name) => [name, Number(box.getAttribute(name))]));
}

function sentence(learn, { here, needs, before, opens, after }) {
  const names = (ids, far, when) => {
    const named = ids.slice(0, NAMED).map((id) => learn.topics[id].title).join("; ");
    return ids.length ? `${named}${far.length > NAMED || far.length > ids.length ? `, and ${far.length - Math.min(NAMED, ids.length)} more ${when}` : ""}.` : "nothing.";
  };
  return `${learn.topics[here].title} needs: ${names(needs, before, "before that")} It opens: ${names(opens, after, "later")}`;
}

/** Put a learner's mark on a topic of the picture: a word on a label, and another outline. */
function tag(node, name) {
  if ((node.dataset.mark ?? "") === name) return;
  node.dataset.mark = name;
  node.querySelector(".rm-tag")?.remove();
  if (!name) return;
  const { x, y } = boxOf(node);
  const made = document.createElementNS(SVG, "g");
  made.setAttribute("class", "rm-tag");
  const back = document.createElementNS(SVG, "rect");
  const text = document.createElementNS(SVG, "text");
  const width = MARKS[name].length * 6.6 + 14;
  for (const [key, value] of Object.entries({ x: x + 6, y: y - 10, width, height: 18, rx: 9 })) back.setAttribute(key, value);
  text.setAttribute("x", x + 6 + width / 2);
  text.setAttribute("y", y + 3);
  text.textContent = ` ${MARKS[name]}`;
  made.append(back, text);
  node.append(made);
}
