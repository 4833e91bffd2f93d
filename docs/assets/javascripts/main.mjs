/** Adds the learner's tools to a page that is whole without them. */

import { load } from "./learn.mjs";
import { possible, register, renew } from "./offline.mjs";
import { offerSearch } from "./search.mjs";
import { Store } from "./store.mjs";
import { bookmarks, lists, ownTopic } from "./status.mjs";
import { begun } from "./visit.mjs";

async function start() {
  const content = document.querySelector(".md-content__inner");
  if (!content) return;
  const learn = await load();
  const store = Store.open(learn.former);
  lists(content, learn, store);
  bookmarks(content, store);
  const topic = content.querySelector("[data-rm-topic]");
  if (topic) {
    ownTopic(topic, learn, store);
    (await import("./questions.mjs")).ownQuestions(content, topic.dataset.rmTopic, store);
  }
  const next = content.querySelector("[data-rm-next]");
  if (next) (await import("./next.mjs")).ownNext(next, learn, store);
  const news = content.querySelector("[data-rm-news]");
  if (news && begun(store.progress)) (await import("./news.mjs")).ownNews(news, learn, store).catch((error) => console.warn("What is new is not known:", error));
  const library = content.querySelector(".rm-library");
  if (library) (await import("./library.mjs")).ownLibrary(library, learn);
  const placed = content.querySelector("[data-rm-placement]");
  if (placed) await (await import("./placing.mjs")).ownPlacement(placed, learn, store);
  const framed = content.querySelector(".rm-map:not(.rm-map--small)");
  const first = framed?.querySelector(".rm-node rect");
  if (first) framed.scrollLeft = first.x.baseVal.value + (first.width.baseVal.value - framed.clientWidth) / 2;
  const mapped = content.querySelector("[data-rm-map]");
  if (mapped) (await import("./map.mjs")).ownMap(mapped, content.querySelector(".rm-map"), learn, store);
  const planned = content.querySelector("[data-rm-plan]");
  if (planned) await (await import("./planner.mjs")).ownPlan(planned, learn, store);
  const review = content.querySelector("[data-rm-review]");
  if (review) (await import("./review.mjs")).ownReview(review, learn, store);
  const progress = content.querySelector("[data-rm-progress]");
  if (progress) await (await import("./mine.mjs")).ownProgress(progress, learn, store);
}

/** What needs nothing of the roadmap, and so works on the page that says that there is no network. */
async function offline() {
  if (!possible) return;
  const [whole, list] = ["keep", "kept"].map((name) => document.querySelector(`[data-rm-${name}]`));
  if (whole) (await import("./keeping.mjs")).ownKeep(whole, document.querySelector(".md-content__inner"));
  if (list) list.replaceChildren((await import("./keeping.mjs")).keptList("Nothing yet. The page of every path and stage has a button for it."));
  if (document.readyState !== "complete") await new Promise((loaded) => window.addEventListener("load", loaded, { once: true }));
  await register();
  await renew();
}

offerSearch();
start()
  .catch((error) => console.warn("The learner's tools could not start:", error))
  .then(offline)
  .catch((error) => console.warn("Nothing can be kept for reading offline:", error));
