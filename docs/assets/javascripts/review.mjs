/** The Review page: one due question after the other, and what to take along of those not known. */

import { between, localDay, nice, until } from "./days.mjs";
import { joined } from "./deck.mjs";
import { answersOf, dueOf } from "./due.mjs";
import { download, element, link } from "./element.mjs";
import { ROOT, extract, page } from "./learn.mjs";
import { change, statusOf } from "./progress.mjs";
import { answer } from "./questions.mjs";
import { nextAfter } from "./schedule.mjs";
import { troubleLine } from "./status.mjs";

const AWAY = 30; // days after which a question that is not there any more is looked for again
const BOM = "\ufeff"; // what a table begins with, and what reading it as text takes away

/** Put the review on its page. */
export function ownReview(place, learn, store, clock = () => new Date()) {
  const session = new Session(learn, store, clock);
  const card = element("div", { className: "rm-placing rm-review", role: "group", "aria-label": "Review", tabIndex: -1 });
  const said = element("p", { className: "rm-review__said", role: "status" });
  const back = element("button", { type: "button", className: "rm-button", hidden: true }, "Take it back");
  const along = element("div");
  place.replaceChildren(troubleLine(store), card, element("div", { className: "rm-review__after" }, said, back), along);
  let view = null; // the question that is shown, its answer perhaps with it
  let making = 0;
  let busy = false;

  card.addEventListener("keydown", (event) => {
    if (!view || event.ctrlKey || event.metaKey || event.altKey) return;
    const onControl = event.target.closest("a, button") !== null;
    if (!view.open && !onControl && (event.key === " " || event.key === "Enter")) reveal();
    else if (view.open && event.key === "1") judge(true);
    else if (view.open && event.key === "2") judge(false);
    else return;
    event.preventDefault();
  });
  back.addEventListener("click", () => {
    session.undo();
    back.hidden = true;
    said.textContent = "Taken back.";
    show(true);
  });
  store.listen(() => {
    along.replaceChildren(...takeAlong(learn, store, said));
    if (busy) return;
    if (!view || !session.due().includes(view.id)) show(false); // another tab answered it, or new ones came
  });

  /** Show what is due next, or that nothing is. */
  async function show(focus) {
    const number = (making += 1);
    busy = true;
    const next = await session.next();
    if (number !== making) return; // something else was asked for meanwhile
    busy = false;
    view = next.question ? { id: next.id, open: false } : null;
    card.replaceChildren(...(next.question ? asked(next) : next.trouble ? failed(next.trouble) : nothing(learn, store, clock, session)));
    if (focus) card.querySelector("h2").focus();
  }

  function asked({ id, question }) {
    const topic = id.split("/")[0];
    const place = ["Question", session.count + 1, "of", session.count + session.due().length].join("\u00a0");
    const heading = element("h2", { tabIndex: -1 }, `${place}: ${learn.topics[topic].title}`);
    const uncover = element("button", { type: "button", className: "rm-button rm-button--primary", "aria-keyshortcuts": "Space Enter" }, "Show the answer");
    uncover.addEventListener("click", reveal);
    return [
      heading, element("p", { className: "rm-placing__ask" }, question.ask),
      element("div", { className: "rm-review__answer" }, element("p", { className: "rm-actions" }, uncover)),
      element("p", { className: "rm-review__foot" }, link(`${page("topic", topic)}#q-${question.id}`, "See it on its page"),
        element("span", { className: "rm-review__keys" }, "Keys: space shows the answer, 1 and 2 judge it.")),
    ];
  }

  function reveal() {
    view.open = true;
    const text = element("p", { tabIndex: -1 }, session.shown.answer);
    const buttons = [["I knew it", true, "1"], ["Not yet", false, "2"]].map(([name, knew, key]) => {
      const button = element("button", { type: "button", className: "rm-button", "aria-keyshortcuts": key }, name, element("kbd", { "aria-hidden": "true" }, key));
      button.addEventListener("click", () => judge(knew));
      return button;
    });
    card.querySelector(".rm-review__answer").replaceChildren(text, element("p", { className: "rm-actions" }, ...buttons));
    text.focus();
  }

  function judge(knew) {
    const { id } = view;
    view = null;
    session.answer(id, knew);
    back.hidden = false;
    said.textContent = `${knew ? "Known" : "Not yet"}: it comes back ${until(store.progress.answers[id].due, localDay(clock()))}.`;
    show(true);
  }

  function failed(trouble) {
    const again = element("button", { type: "button", className: "rm-button" }, "Try again");
    again.addEventListener("click", () => show(true));
    return [element("h2", { tabIndex: -1 }, "The question did not come"), element("p", {}, `${trouble}.`), element("p", { className: "rm-actions" }, again)];
  }
}

/** What is asked in one sitting: a question at a time, its text loaded when its turn comes. */
class Session {
  constructor(learn, store, clock) {
    Object.assign(this, { learn, store, clock, pieces: new Map(), count: 0, knew: 0, last: null, shown: null });
  }

  /** Return the ids of what is due now. */
  due() {
    return dueOf(this.learn, this.store.progress, localDay(this.clock()));
  }

  /** Return `{id, question}` of what is due first, `{trouble}` when it cannot be had, or `{}` when nothing is due. */
  async next() {
    for (let id; (id = this.due()[0]) !== undefined; ) {
      const [topic, name] = id.split("/");
      let piece;
      try {
        piece = await this.#piece(topic);
      } catch (error) {
        return { trouble: error.message };
      }
      const question = piece.find((one) => one.id === name);
      if (question) {
        const after = this.due()[1];
        if (after) this.#piece(after.split("/")[0]).catch(() => {}); // it is said when its turn comes
        this.shown = question;
        return { id, question };
      }
      this.#put(id, { ...this.store.progress.answers[id], due: localDay(new Date(this.clock().getTime() + AWAY * 86_400_000)) });
    }
    return {};
  }

  /** Keep an answer. */
  answer(id, knew) {
    this.last = { id, knew, before: this.store.progress.answers[id] };
    this.count += 1;
    this.knew += Number(knew);
    answer(this.store, id, knew, this.clock());
  }

  /** Let the last answer be as if it had not been given. */
  undo() {
    const { id, knew, before } = this.last;
    this.last = null;
    this.count -= 1;
    this.knew -= Number(knew);
    this.#put(id, before);
  }

  #put(id, entry) {
    this.store.update((progress) => change(progress, "answers", id, entry, this.clock().toISOString()));
  }

  #piece(topic) {
    if (!this.pieces.has(topic)) {
      const piece = extract(`questions/${topic}`);
      piece.catch(() => this.pieces.delete(topic));
      this.pieces.set(topic, piece);
    }
    return this.pieces.get(topic);
  }
}

function nothing(learn, store, clock, session) {
  const today = localDay(clock());
  const answers = answersOf(learn, store.progress);
  const next = nextAfter(answers, today);
  const heading = (text) => element("h2", { tabIndex: -1 }, text);
  const done = session.count ? [element("p", {}, `You answered ${session.count}, and knew ${session.knew} of them.`)] : [];
  if (next) {
    const count = `${next.count} ${next.count === 1 ? "question comes" : "questions come"} then`;
    const days = between(today, next.day);
    return [heading(`Nothing is due until ${days === 1 ? "tomorrow" : nice(next.day)}`), ...done, element("p", {}, `${count}. Until then there is nothing to do here.`)];
  }
  const topics = learn.order.filter((id) => ["learning", "done"].includes(statusOf(store.progress, id))).slice(0, 5);
  const way = topics.length
    ? [element("p", {}, "You can begin with the questions of what you are learning:"), element("ul", {}, ...topics.map((id) => element("li", {}, link(`${page("topic", id)}#check-yourself`, learn.topics[id].title))))]
    : [element("p", {}, "Open a topic, and answer the questions at its end: ", link(page("stage", ""), "all stages"), ".")];
  return [heading("You have answered no question yet"), element("p", {}, "Questions come here once you have said whether you knew their answer."), ...way];
}

/** Return how much is known, and a way to take along what is not. */
function takeAlong(learn, store, said) {
  const answers = answersOf(learn, store.progress);
  const ids = Object.keys(answers);
  if (!ids.length) return [];
  const missing = ids.filter((id) => !answers[id].knew);
  const facts = element("p", {}, `Of ${ids.length} ${ids.length === 1 ? "question" : "questions"} that you answered you knew ${ids.length - missing.length} the last time.`);
  const made = [element("h2", {}, "What you did not know"), facts];
  if (missing.length) {
    const offer = (name, form, type, start) => {
      const button = element("button", { type: "button", className: "rm-button" }, name);
      button.addEventListener("click", async () => {
        try {
          download(`not-known-yet.${form}`, type, start + joined(await decksOf(missing, form), missing));
          said.textContent = "";
        } catch (error) {
          said.textContent = `The file could not be made: ${error.message}.`;
        }
      });
      return button;
    };
    made.push(element("p", { className: "rm-actions" }, offer("Deck for Anki", "txt", "text/plain", ""), offer("Table (CSV)", "csv", "text/csv", BOM)));
  }
  return made;
}

async function decksOf(ids, form) {
  const topics = [...new Set(ids.map((id) => id.split("/")[0]))];
  return Promise.all(topics.map(async (topic) => {
    const got = await fetch(new URL(`roadmap/decks/topics/${topic}.${form}`, ROOT));
    if (!got.ok) throw new Error(`roadmap/decks/topics/${topic}.${form}: ${got.status}`);
    return got.text();
  }));
}
