/** Opens the search. What it needs beyond its frame is fetched when somebody turns to it, and not before. */

import { element } from "./element.mjs";
import { extract } from "./learn.mjs";

/** Make the header's link open the search, as Ctrl+K does and `?q=` in an address; mark what `?h=` asks for. */
export function offerSearch() {
  const link = document.querySelector("[data-rm-find]");
  let [parts, names, frame] = [];
  const begin = () => {
    parts ??= Promise.all(["view", "index", "match"].map((part) => import(`./search-${part}.mjs`)));
    parts.catch(() => { parts = undefined; });
    names ??= extract("search/names");
    names.catch(() => { names = undefined; });
    return parts;
  };
  const load = (name) => (name === "names" && names) || extract(`search/${name}`);
  const open = (text = "") => (frame ??= frameOf(begin, load))(text);
  window.addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey;
    if (link && held && event.key.toLowerCase() === "k" && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      open();
    }
    // The theme lets letters turn pages. Whoever speaks to the machine, or hits a key by chance, must not be taken away.
    if (!held && !event.altKey && "fs/n.p,".includes(event.key) && !event.target.closest?.("dialog")) event.stopImmediatePropagation();
  }, { capture: true });
  if (!link) return;
  const title = `${link.textContent.trim()} (${/Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl+"}K)`;
  const button = element("button", { type: "button", className: link.className, title, "aria-haspopup": "dialog" }, ...link.childNodes);
  link.replaceWith(button);
  for (const type of ["pointerover", "focus", "touchstart"]) button.addEventListener(type, begin, { once: true, passive: true });
  button.addEventListener("click", () => open());
  const asked = new URLSearchParams(location.search);
  if (asked.has("q")) open(asked.get("q"));
  if (asked.has("h")) import("./search-mark.mjs").then(({ mark }) => mark(asked.get("h")));
}

/** Make the dialog, in which one can type while the rest comes; return what opens it with a text. */
function frameOf(begin, load) {
  const input = element("input", {
    className: "rm-search__input", type: "text", role: "searchbox", "aria-label": "Search", placeholder: "Topic, resource, author, path …",
    autocomplete: "off", autocapitalize: "off", spellcheck: false, enterKeyHint: "search", maxLength: 1000,
  });
  const close = element("button", { type: "button", className: "rm-search__close" }, "Close");
  const said = element("p", { className: "rm-search__said", role: "status" });
  const found = element("div", { className: "rm-search__found" });
  const dialog = element("dialog", { className: "rm-search", "aria-label": "Search" },
    element("div", { className: "rm-search__form", role: "search", "aria-label": "The whole site" }, input, close), said, found);
  document.body.append(dialog);
  let view;
  const trouble = (error, again) => {
    console.warn("The search does not come:", error);
    const button = element("button", { type: "button", className: "rm-search__more" }, "Try again");
    button.addEventListener("click", () => {
      input.focus();
      again();
    });
    said.textContent = navigator.onLine ? "The search could not be loaded." : "There is no network, and the search is not kept in this browser yet.";
    found.replaceChildren(button);
  };
  const start = async () => {
    try {
      const [{ View }] = await begin();
      view ??= new View({ dialog, input, said, found, load, trouble });
      view.show();
    } catch (error) {
      trouble(error, start);
    }
  };
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target === close) dialog.close();
  });
  dialog.addEventListener("close", () => {
    const url = new URL(location.href);
    url.searchParams.delete("q");
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  });
  return (text) => {
    if (!dialog.open) dialog.showModal();
    if (text) input.value = text.slice(0, input.maxLength);
    input.focus();
    input.select();
    if (!view) said.textContent = "Loading …";
    start();
  };
}
