/** Adds the learner's tools to a page that is whole without them. */

import { load } from "./learn.mjs";
import { Store } from "./store.mjs";
import { bookmarks, lists, ownTopic } from "./status.mjs";

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
  const library = content.querySelector(".rm-library");
  if (library) (await import("./library.mjs")).ownLibrary(library, learn);
  const placed = content.querySelector("[data-rm-placement]");
  if (placed) await (await import("./placing.mjs")).ownPlacement(placed, learn, store);
  const planned = content.querySelector("[data-rm-plan]");
  if (planned) await (await import("./planner.mjs")).ownPlan(planned, learn, store);
  const review = content.querySelector("[data-rm-review]");
  if (review) (await import("./review.mjs")).ownReview(review, learn, store);
  const progress = content.querySelector("[data-rm-progress]");
  if (progress) await (await import("./mine.mjs")).ownProgress(progress, learn, store);
}

start().catch((error) => console.warn("The learner's tools could not start:", error));
