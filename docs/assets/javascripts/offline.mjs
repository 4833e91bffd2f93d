/** What a learner keeps for reading offline. sw.js answers from it, and takes it over into every new build. */

import { ROOT } from "./learn.mjs";

const OURS = `roadmap ${ROOT.pathname} `; // as in sw.js
const LISTS = `${OURS}kept`;
const MANIFEST = `${ROOT.href}?files`;
const ALWAYS = ["", "progress/", "plan/", "review/"]; // where one comes in, and what the tools are on
const AT_ONCE = 4;

/** Whether this browser can keep pages. */
export const possible = "serviceWorker" in navigator && "caches" in window;

/** Let the service worker in; on the first visit it is told what this page is made of, since it did not see it load. */
export async function register() {
  if (!possible) return;
  const late = !navigator.serviceWorker.controller;
  const registration = await navigator.serviceWorker.register(new URL("sw.js", ROOT), { scope: ROOT.href, updateViaCache: "none" });
  if (!registration || !late) return;
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ seen: [location.href, ...loaded] });
}

/** Return the cache of the build that is in use and the list of its files, or nothing when there is none yet. */
async function current() {
  for (const name of (await caches.keys()).reverse()) {
    if (!name.startsWith(`${OURS}files `)) continue;
    const cache = await caches.open(name);
    const files = await cache.match(MANIFEST);
    if (files) return { name, cache, files: await files.json() };
  }
  return null;
}

/** Return the addresses, below the root, of a page and of the topics, stages, paths and projects that its text leads to. */
export function pagesOf(content, path) {
  const found = new Set([path]);
  for (const anchor of content.querySelectorAll("a[href]")) {
    const url = new URL(anchor.getAttribute("href"), ROOT.href + path);
    if (!url.href.startsWith(ROOT.href)) continue;
    const target = url.pathname.slice(ROOT.pathname.length);
    if (/^roadmap\/(?:topics|stages|paths|projects)\/[a-z0-9-]+\/$/.test(target)) found.add(target);
  }
  return [...found];
}

/** Return what is kept: `{path, title, pages, bytes, whole, build}` each. */
export async function kept() {
  if (!possible || !(await caches.has(LISTS))) return [];
  const lists = await caches.open(LISTS);
  return Promise.all((await lists.keys()).map(async (key) => (await lists.match(key)).json()));
}

async function write(record) {
  const lists = await caches.open(LISTS);
  await lists.put(ROOT.href + record.path, new Response(JSON.stringify(record)));
}

/** Keep pages under the name of one of them; `told` hears how many of how many are there. Throws when it cannot. */
export async function keep(path, title, pages, told = () => {}) {
  const now = await current();
  if (!now) throw new Error("this browser is not ready for it yet. Load the page again, then try once more");
  const own = pages.filter((page) => page in now.files);
  const shared = Object.keys(now.files).filter((file) => ALWAYS.includes(file) || !(file.endsWith("/") || file.endsWith(".html") || isOfOther(file, own)));
  const record = { path, title, pages: own, bytes: 0, whole: false, build: now.name };
  const rest = [...new Set([...own, ...shared])];
  const all = rest.length;
  let bytes = 0;
  let done = 0;
  const worker = async () => {
    for (let file = rest.shift(); file !== undefined; file = rest.shift()) {
      const size = await take(now.cache, file);
      if (own.includes(file)) bytes += size;
      done += 1;
      told(done, all);
    }
  };
  try {
    await write(record);
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await write({ ...record, bytes, whole: true });
  } catch (error) {
    rest.length = 0;
    throw said(error);
  }
  navigator.storage?.persist?.(); // so that the browser does not clear it when room gets scarce
}

/** Return whether a file holds the questions of a topic that is not among some pages. */
function isOfOther(file, pages) {
  const topic = /^roadmap\/questions\/([a-z0-9-]+)\.json$/.exec(file)?.[1];
  return topic !== undefined && !pages.includes(`roadmap/topics/${topic}/`);
}

/** Have a file in a cache; return its size. */
async function take(cache, file) {
  const address = ROOT.href + file;
  const there = await cache.match(address);
  if (there) return (await there.blob()).size;
  const answer = await fetch(address);
  if (answer.status !== 200 || answer.redirected) throw new Error(`${file} could not be fetched (${answer.status})`);
  const body = await answer.blob();
  await cache.put(address, new Response(body, { headers: answer.headers }));
  return body.size;
}

function said(error) {
  if (error.name === "QuotaExceededError") return new Error("this browser has no room left for it. Let something else go, or free some space");
  if (error instanceof TypeError) return new Error("the network broke off. What has come is kept; go on when it is back");
  return error;
}

/** Let go of what is kept under a page, but for what is kept under another as well. */
export async function letGo(path) {
  const lists = await caches.open(LISTS);
  const record = (await kept()).find((one) => one.path === path);
  await lists.delete(ROOT.href + path);
  const others = new Set((await kept()).flatMap((one) => one.pages));
  const gone = (record?.pages ?? []).filter((page) => !others.has(page) && !ALWAYS.includes(page));
  for (const name of await caches.keys()) {
    if (!name.startsWith(`${OURS}files `)) continue;
    const cache = await caches.open(name);
    await Promise.all(gone.map((page) => cache.delete(ROOT.href + page)));
  }
}

/** After a new build, fetch what has come to the kept pages since; sw.js has fetched what changed in them. */
export async function renew() {
  const records = await kept();
  if (!records.length || !navigator.onLine) return;
  const now = await current();
  for (const record of records.filter(({ build, whole }) => whole && now && build !== now.name)) {
    if (!(record.path in now.files)) {
      await letGo(record.path);
      continue;
    }
    const page = await (await fetch(ROOT.href + record.path)).text();
    const content = new DOMParser().parseFromString(page, "text/html").querySelector(".md-content__inner");
    if (content) await keep(record.path, record.title, pagesOf(content, record.path));
  }
}

/** Return bytes as people say them. */
export function size(bytes) {
  return bytes < 100_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
