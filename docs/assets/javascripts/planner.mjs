/** The Plan page: wishes in, a plan out; its address recreates it anywhere. */

import { calendar } from "./calendar.mjs";
import { localDay, nice, validDay } from "./days.mjs";
import { download, element, link, refill } from "./element.mjs";
import { code } from "./framed.mjs";
import { goalOptions } from "./goals.mjs";
import { ROOT, extract, hours, page } from "./learn.mjs";
import { asParameters, fromParameters, goalOf, goalTitle, makePlan } from "./plan.mjs";
import { settled, statusSelect, troubleLine } from "./status.mjs";

const KIND_NAMES = { any: "Any", reading: "Reading", watching: "Watching", doing: "Doing" };

/** Put the planner on its page. */
export async function ownPlan(place, learn, store) {
  const details = await extract("plan");
  const today = localDay(new Date());
  let wishes = fromParameters(new URLSearchParams(location.search), learn, today);
  const answer = element("div", { className: "rm-plan" });
  const heard = element("p", { className: "rm-hidden", role: "status" }); // it stays, so that what it says is announced
  const form = wishForm(learn, details, (changed) => {
    wishes = { ...wishes, ...changed };
    history.replaceState(null, "", `?${asParameters(wishes)}`);
    show();
  });
  place.replaceChildren(troubleLine(store), form.node, heard, answer);

  function show() {
    form.fill(wishes);
    const open = answer.querySelector(".rm-embed")?.open ?? false;
    const known = [...settled(learn, store.progress)];
    refill(answer, ...(wishes.to ? shown(learn, details, store, wishes, known) : [
      element("p", { className: "rm-quiet" }, "Choose where you want to get to, and the plan appears here."),
    ]));
    answer.querySelector(".rm-embed")?.toggleAttribute("open", open);
    heard.textContent = wishes.to ? answer.querySelector(".rm-lead").textContent : "";
  }

  store.listen(show);
}

function wishForm(learn, details, change) {
  const to = element("select", { id: "rm-to" }, element("option", { value: "" }, "Choose…"), ...goalOptions(learn));
  const perWeek = element("input", { id: "rm-hours", type: "number", min: 0.5, max: 100, step: 0.5, inputMode: "decimal" });
  const from = element("input", { id: "rm-from", type: "date" });
  const free = element("input", { id: "rm-free", type: "checkbox" });
  const kind = element("select", { id: "rm-kind" }, ...Object.entries(KIND_NAMES).map(([value, name]) => element("option", { value }, name)));
  const spoken = [...new Set(Object.values(details).flatMap((topic) => topic.offers.map((offer) => offer.language)))].sort();
  const names = new Intl.DisplayNames("en", { type: "language" });
  const language = element("select", { id: "rm-language" }, element("option", { value: "" }, "Any"),
    ...spoken.map((tag) => element("option", { value: tag }, names.of(tag) ?? tag)));
  const know = element("select", { id: "rm-know" }, element("option", { value: "" }, "Add a topic…"),
    ...learn.order.map((id) => element("option", { value: id }, learn.topics[id].title)));
  const chips = element("ul", { className: "rm-chips" });
  let now = null;

  to.addEventListener("change", () => {
    const [kind_, id] = to.value.split(":");
    change({ to: id ? { kind: kind_, id } : null });
  });
  perWeek.addEventListener("change", () => change({ hours: Math.min(100, Math.max(0.5, Number(perWeek.value) || 5)) }));
  from.addEventListener("change", () => validDay(from.value) && change({ from: from.value }));
  free.addEventListener("change", () => change({ free: free.checked }));
  kind.addEventListener("change", () => change({ kind: kind.value }));
  language.addEventListener("change", () => change({ language: language.value }));
  know.addEventListener("change", () => {
    if (know.value) change({ know: [...new Set([...now.know, know.value])] });
  });

  const field = (label, control, ...more) => element("p", { className: "rm-field" }, element("label", { for: control.id }, label), control, ...more);
  const node = element("form", { className: "rm-wishes" },
    field("I want to get to", to), field("Hours a week", perWeek), field("Starting on", from),
    element("p", { className: "rm-field" }, free, element("label", { for: free.id }, "Free resources only")),
    field("I like to learn by", kind), spoken.length > 1 ? field("In", language) : null,
    field("I know already", know), chips,
    element("p", { className: "rm-quiet" }, "What you marked as done or skipped counts as known, with all that it builds on."));
  node.addEventListener("submit", (event) => event.preventDefault());

  function fill(wishes) {
    now = wishes;
    to.value = wishes.to ? `${wishes.to.kind}:${wishes.to.id}` : "";
    perWeek.value = wishes.hours;
    from.value = wishes.from;
    free.checked = wishes.free;
    kind.value = wishes.kind;
    language.value = wishes.language;
    know.value = "";
    chips.replaceChildren(...wishes.know.map((id) => {
      const title = learn.topics[id].title;
      const off = element("button", { type: "button", "aria-label": `I do not know ${title}` }, "×");
      off.addEventListener("click", () => {
        change({ know: now.know.filter((one) => one !== id) });
        know.focus();
      });
      return element("li", {}, title, off);
    }));
  }
  return { node, fill };
}

function shown(learn, details, store, wishes, known) {
  const { steps, minutes, finish } = makePlan(learn, details, wishes, known);
  const title = goalTitle(learn, wishes.to);
  const heading = element("h2", { id: "plan" }, `To ${title}`);
  if (!steps.length) return [heading, element("p", { className: "rm-lead" }, "You know all that it takes already.")];
  const missing = steps.filter((step) => step.offer === null);
  const said = `${steps.length} ${steps.length === 1 ? "topic" : "topics"}, about ${hours(minutes)}: at ${wishes.hours} hours a week you are there on ${nice(finish)}.`;
  const parts = [heading, element("p", { className: "rm-lead" }, said)];
  if (missing.length) {
    const names = missing.map((step) => learn.topics[step.id].title).join(", ");
    parts.push(element("p", { className: "rm-own__trouble" }, `Nothing free is offered for ${names}: for these the wish cannot be met.`));
  }
  const { assumes, skips } = goalOf(learn, wishes.to);
  const names = (ids) => ids.map((id) => learn.topics[id].title).join(", ");
  const terms = [assumes.length && `takes for known: ${names(assumes)}`, skips.length && `leaves out: ${names(skips)}`].filter(Boolean);
  if (terms.length) parts.push(element("p", { className: "rm-quiet" }, `This path ${terms.join("; it ")}.`));
  parts.push(actions(learn, store, wishes, steps, title));
  parts.push(element("ol", { className: "rm-steps" }, ...steps.map((step) => row(learn, store, step))));
  parts.push(forOthers(shareable(learn, store, wishes), `To ${title}`));
  return parts;
}

/** Return the lines that show a plan on another site. */
function forOthers(wishes, title) {
  const { link: line, frame } = code(ROOT.href, wishes, title);
  const block = (text) => element("pre", { tabIndex: 0 }, element("code", {}, text));
  return element("details", { className: "rm-embed" }, element("summary", {}, "Show it on your own site"),
    element("p", {}, "A card, in a frame:"), block(frame), element("p", {}, "A link, for where no frame is shown:"), block(line),
    element("p", {}, "Both hold the plan itself: what you wish, and what you know already. It stays as it is when you go on."));
}

function actions(learn, store, wishes, steps, title) {
  const answer = element("span", { className: "rm-quiet", role: "status" });
  const button = (text, act) => {
    const made = element("button", { type: "button", className: "rm-button" }, text);
    made.addEventListener("click", act);
    return made;
  };
  const copy = button("Copy its address", async () => {
    const address = `${location.origin}${location.pathname}?${asParameters(shareable(learn, store, wishes))}`;
    try {
      await navigator.clipboard.writeText(address);
      answer.textContent = "Copied.";
    } catch {
      answer.textContent = address;
    }
  });
  const file = button("Calendar file", () => {
    const text = calendar(steps, `To ${title}`, new Date().toISOString(), {
      title: (step) => learn.topics[step.id].title,
      address: (step) => page("topic", step.id),
      note: (step) => [`About ${hours(step.minutes)}.`, step.offer ? `${step.offer.title}: ${step.offer.url}` : ""].join("\n").trim(),
    });
    download(`plan-${wishes.to.id}.ics`, "text/calendar", text);
  });
  const follow = button("Follow this plan", () => {
    store.update((progress) => ({ ...progress, goal: { ...wishes.to, follow: true, changed: new Date().toISOString() } }));
    answer.textContent = "Home and Progress now say what comes next on it.";
  });
  const print = button("Print", () => window.print());
  return element("div", { className: "rm-plan__actions" }, element("p", { className: "rm-actions" }, follow, file, copy, print), answer);
}

/** Return wishes that make the same plan elsewhere, where nothing is known of what the learner has done. */
function shareable(learn, store, wishes) {
  const known = settled(learn, store.progress);
  const opened = new Set([...known].flatMap((id) => learn.topics[id].requires));
  const done = [...known].filter((id) => !opened.has(id));
  return { ...wishes, know: [...new Set([...wishes.know, ...done])] };
}

function row(learn, store, step) {
  const topic = learn.topics[step.id];
  const facts = [`${nice(step.from)} to ${nice(step.to)}`, hours(step.minutes), learn.stages[topic.stage]];
  const parts = [
    element("div", { className: "rm-steps__head" }, link(page("topic", step.id), topic.title), statusSelect(step.id, learn, store)),
    element("p", { className: "rm-facts" }, ...facts.map((fact) => element("span", {}, fact))),
  ];
  if (step.offer) {
    const offered = element("p", {}, "Learn it from ", link(step.offer.url, step.offer.title));
    if (step.offer.part) offered.append(`: ${step.offer.part}`);
    offered.querySelector("a").rel = "noopener";
    parts.push(offered);
  }
  if (step.needed.length) {
    const [first, ...others] = step.needed;
    const why = element("p", { className: "rm-quiet" }, `For ${learn.topics[first.id].title}: ${first.why}`);
    if (others.length) why.append(` It is needed for ${others.map((one) => learn.topics[one.id].title).join(", ")} as well.`);
    parts.push(why);
  } else if (step.goal) {
    parts.push(element("p", { className: "rm-quiet" }, "This is where you want to get to."));
  }
  return element("li", {}, ...parts);
}
