({ // What test_access.py measures on a page; each returns what is wrong, as text to read.
  /** Targets of less than 24 by 24 pixels, and what stands too close to them. Not counted: links within a text, and what a label enlarges. */
  small() {
    const controls = [...document.querySelectorAll("main :is(a[href], button, input, select, textarea, summary, label.rm-button)")];
    const all = controls.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("svg, nav, .rm-hidden"))
      .map((one) => ({ one, box: one.getBoundingClientRect() })).filter(({ box }) => box.width > 1 && box.height > 1);
    const less = ({ width, height }) => width < 23.9 || height < 23.9;
    const flat = (node) => node.textContent.replace(/\s+/g, " ").trim();
    const inText = (one) => one.localName === "a" && getComputedStyle(one).display === "inline"
      && flat(one.parentNode).length > flat(one).length + 1 && !["flex", "grid"].includes(getComputedStyle(one.parentNode).display);
    const labelled = (one) => [...(one.labels ?? [])].some((label) => label.contains(one) && !less(label.getBoundingClientRect()));
    const apart = (x, y, box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
    return all.filter(({ one, box }) => less(box) && !inText(one) && !labelled(one)).flatMap(({ one, box }) => {
      const [x, y] = middle(box);
      const close = all.find((other) => other.one !== one && !other.one.contains(one) && !one.contains(other.one)
        && (apart(x, y, other.box) < 12 || (less(other.box) && Math.hypot(middle(other.box)[0] - x, middle(other.box)[1] - y) < 24)));
      return close ? [`${one.outerHTML.slice(0, 90)} | ${Math.round(box.width)} x ${Math.round(box.height)} | by ${flat(close.one).slice(0, 30)}`] : [];
    });
  },

  /** What stands beyond the right edge, outside of the parts that scroll by themselves. */
  beyond() {
    const own = ".rm-scroll, .rm-map, svg, .rm-hidden, .md-sidebar, pre";
    return [...document.querySelectorAll("main *")].filter((one) => one.checkVisibility() && !one.closest(own)
      && one.getBoundingClientRect().width > 1 && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 120));
  },

  /** What is cut off by its box. Not counted: summaries that are shortened on purpose, their whole stands on their own page. */
  cut() {
    const cut = (overflow, inner, outer) => ["hidden", "clip"].includes(overflow) && inner > outer + 1;
    return [...document.querySelectorAll("main *")].filter((one) => {
      if (!one.checkVisibility() || one.closest("svg, .rm-hidden, .rm-clamp, .md-sidebar, .rm-scroll, .rm-map") || !one.textContent.trim()) return false;
      const style = getComputedStyle(one);
      return cut(style.overflowX, one.scrollWidth, one.clientWidth) || cut(style.overflowY, one.scrollHeight, one.clientHeight);
    }).map((one) => one.outerHTML.slice(0, 120));
  },

  /** What has the focus: whether some of it can be seen, and whether something shows that it is there. */
  focus() {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const option = one.matches(".md-option"); // the theme marks the label of these
    const shown = option ? one.parentNode.querySelector("label:not([hidden])") : one.matches(".rm-choice input, input.rm-hidden") ? one.nextElementSibling : one;
    const box = shown.getBoundingClientRect();
    const at = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8], [0.1, 0.8], [0.9, 0.2]].map(([x, y]) => document.elementFromPoint(box.x + box.width * x, box.y + box.height * y));
    const through = one.closest(".md-tabs[hidden]"); // lets the pointer through
    let opaque = 1;
    for (let up = shown; up; up = up.parentElement) opaque *= Number(getComputedStyle(up).opacity);
    const inPicture = one.closest("svg");
    const style = getComputedStyle(inPicture ? one.querySelector("rect") : shown);
    return {
      what: one.outerHTML.slice(0, 100),
      seen: opaque > 0.9 && (through || at.some((found) => found && (shown.contains(found) || one.contains(found)))) ? true : false,
      marked: option || (inPicture ? parseFloat(style.strokeWidth) >= 3 : style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
    };
  },

  /** What moves, though less motion was asked for. */
  moving() {
    return [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior !== "auto";
    }).map((one) => one.outerHTML.slice(0, 90));
  },
})
