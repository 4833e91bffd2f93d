/** Marks on a page what it was found for; the page itself stays as it is. */

import { marked } from "./search-match.mjs";

/** Mark words in the page's text, and take them out of its address. */
export function mark(text) {
  const url = new URL(location.href);
  url.searchParams.delete("h");
  history.replaceState(history.state, "", url);
  const content = document.querySelector(".md-content__inner");
  const terms = text.slice(0, 200).split(/\s+/).filter(Boolean);
  if (!content || !terms.length || !globalThis.CSS?.highlights) return;
  const ranges = [];
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let at = 0;
    for (const part of marked(node.data, terms)) {
      if (part.hit) ranges.push(new StaticRange({ startContainer: node, startOffset: at, endContainer: node, endOffset: at + part.text.length }));
      at += part.text.length;
    }
  }
  if (ranges.length) CSS.highlights.set("rm-found", new Highlight(...ranges));
}
