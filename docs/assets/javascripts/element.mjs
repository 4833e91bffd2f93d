/** Makes elements; text is always set as text. */

/** Return an element with properties, attributes (those with a hyphen, `role` and `for`) and children. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-") || name === "role" || name === "for") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** Put other children into a place; the focus stays on the control of the same name, or on what took its room. */
export function refill(place, ...children) {
  const had = place.contains(document.activeElement) ? document.activeElement : null;
  const alike = () => [...place.querySelectorAll(had.localName)];
  const named = (one) => one.getAttribute("aria-label") ?? one.textContent;
  const at = had ? alike().indexOf(had) : -1;
  place.replaceChildren(...children);
  if (!had) return;
  const now = alike();
  const next = now.find((one) => named(one) === named(had)) ?? now[Math.min(at, now.length - 1)];
  if (!next) place.tabIndex = -1;
  (next ?? place).focus();
}

/** Return a link. */
export function link(href, text, className) {
  return element("a", { href, className }, text);
}

/** Offer a text as a file. */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
