/** The theme fetches the search index, the heaviest file of all, on every page. Here its request waits until somebody searches. */
{
  const asked = new Promise((ask) => {
    const query = new URLSearchParams(location.search);
    const search = document.querySelector("[data-md-component=search]");
    if (!search || query.has("q") || query.has("h")) ask(); // a search stands in the address, or its words are to be marked
    else for (const type of ["focusin", "pointerover", "touchstart"]) search.addEventListener(type, ask, { once: true, passive: true });
  });
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    open.call(this, method, url, ...rest);
    if (String(url).endsWith("/search/search_index.json")) this.send = (body) => asked.then(() => send.call(this, body));
  };
}

/** The theme lets single letters search and turn pages. Whoever speaks to the machine, or hits a key by chance, must not be taken away by them. */
window.addEventListener("keydown", (event) => {
  if (["f", "s", "/", "n", ".", "p", ","].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopImmediatePropagation();
}, { capture: true });
