/** The controls of what is kept for reading offline: on the page of a path or stage, and as a list. */

import { element, link, refill } from "./element.mjs";
import { ROOT } from "./learn.mjs";
import { keep, kept, letGo, pagesOf, size } from "./offline.mjs";

/** Put the control on a page that leads through others. */
export function ownKeep(place, content) {
  const path = location.pathname.slice(ROOT.pathname.length).replace(/index\.html$/, "");
  const title = content.querySelector("h1").textContent.trim();
  const pages = pagesOf(content, path);
  const button = element("button", { type: "button", className: "rm-button", disabled: true }, "Keep it offline");
  const bar = element("progress", { className: "rm-keep__bar", "aria-label": "Pages kept", hidden: true });
  const said = element("span", { className: "rm-quiet", role: "status" });
  let act;
  button.addEventListener("click", () => act());
  place.replaceChildren(button, bar, said);
  show();

  async function show(answer) {
    const record = (await kept()).find((one) => one.path === path);
    const facts = record?.whole ? `Kept for reading offline: ${record.pages.length} pages, ${size(record.bytes)}.` : `${pages.length} pages, for reading offline.`;
    button.textContent = record?.whole ? "Let the copy go" : record ? "Go on keeping it offline" : "Keep it offline";
    button.disabled = false;
    bar.hidden = true;
    said.textContent = answer ?? facts;
    act = record?.whole ? drop : start;
  }

  async function start() {
    button.disabled = true;
    bar.hidden = false;
    bar.removeAttribute("value");
    said.textContent = "Fetching …";
    try {
      await keep(path, title, pages, (done, all) => {
        bar.max = all;
        bar.value = done;
      });
      await show();
    } catch (error) {
      await show(`Not all of it is kept: ${error.message}.`);
    }
    if (document.activeElement === document.body) button.focus(); // it lost the focus when it was switched off
  }

  async function drop() {
    await letGo(path);
    await show("The copy is gone from this browser.");
  }
}

/** Return the list of what is kept; `none` is said when there is nothing. */
export function keptList(none) {
  const list = element("div");
  const said = element("p", { className: "rm-quiet", role: "status" });
  show();
  return element("div", {}, element("h2", {}, "Kept for reading offline"), list, said);

  async function show(answer = "") {
    const records = await kept();
    const rows = records.map((record) => {
      const button = element("button", { type: "button", className: "rm-button", "aria-label": `Let go: ${record.title}` }, "Let go");
      button.addEventListener("click", async () => {
        await letGo(record.path);
        await show(`${record.title}: the copy is gone from this browser.`);
      });
      const facts = record.whole ? `${record.pages.length} pages, ${size(record.bytes)}` : "not whole yet: open it to go on";
      return element("li", {}, link(ROOT.href + record.path, record.title), element("span", { className: "rm-quiet" }, facts), button);
    });
    const used = records.length ? await estimate() : "";
    refill(list, records.length ? element("ul", { className: "rm-kept" }, ...rows) : element("p", {}, none),
      used ? element("p", { className: "rm-quiet" }, used) : "");
    said.textContent = answer;
  }
}

async function estimate() {
  const usage = (await navigator.storage?.estimate?.())?.usage;
  return usage ? `With all that it needs, this site takes about ${size(usage)} of this browser's storage.` : "";
}
