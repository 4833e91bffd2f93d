/** What changed in somebody's topics since they were here. What they had seen by then is kept in this browser alone. */

import { localDay } from "./days.mjs";
import { element, link } from "./element.mjs";
import { ROOT, extract } from "./learn.mjs";
import { wanted } from "./next.mjs";
import { goalTitle } from "./plan.mjs";
import { begun, fresh, own, read, told, visited } from "./visit.mjs";

const KEY = `roadmap-visit ${ROOT.pathname}`; // other roadmaps may stand on the same host
const MOST = 20; // changes that are listed

/** Put what changed into a place; nothing for those who have marked nothing, and for those who saw it all. */
export async function ownNews(place, learn, store) {
  if (!begun(store.progress)) return;
  const { items } = await extract("news");
  let visit = visited(read(kept()), items, localDay(new Date()));
  keep(visit);
  store.listen((progress) => {
    if (!begun(progress)) keep(null); // everything is to be forgotten
    const mine = visit && begun(progress) ? found(progress) : [];
    if (mine.length !== Number(place.dataset.rmNews || 0)) place.replaceChildren(...(mine.length ? [shown(mine)] : []));
    place.dataset.rmNews = mine.length;
  });

  function found(progress) {
    const { topics, records } = own(progress, goalTitle(learn, progress.goal) ? wanted(learn, progress.goal) : []);
    return fresh(items, visit, topics, records);
  }

  function shown(mine) {
    const one = mine.length === 1;
    const rows = mine.slice(0, MOST).map(({ title, said, page, time }) => element("li", {},
      page ? link(new URL(page, ROOT).href, title) : title,
      element("span", { className: "rm-quiet" }, said && `${said} `, new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }))));
    const all = link(new URL("roadmap/whats-new/", ROOT).href, mine.length > MOST ? `And ${mine.length - MOST} more: what’s new` : "All that is new");
    const done = element("button", { type: "button", className: "rm-button" }, "I have seen this");
    done.addEventListener("click", () => {
      visit = told(visit);
      keep(visit);
      place.dataset.rmNews = 0;
      place.replaceChildren();
    });
    return element("details", { className: "rm-more rm-since" },
      element("summary", {}, `Since you were here: ${mine.length} ${one ? "change" : "changes"} in your topics`),
      element("ul", { className: "rm-list rm-news" }, ...rows), element("p", { className: "rm-actions" }, done, all));
  }
}

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // blocked by the browser's settings
  }
}

function keep(visit) {
  try {
    if (visit) localStorage.setItem(KEY, JSON.stringify(visit));
    else localStorage.removeItem(KEY);
  } catch {
    // then what is new is not known on the next visit, and nothing is shown
  }
}
