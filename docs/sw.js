/**
 * Keeps what was read, and what was asked for, for times without a network. The network comes first, so that nobody
 * is held on an old page; the copy is for when it fails or takes too long. A new build gets a cache of its own, and
 * takes over only when that is whole.
 */

// The build writes these two lines (scripts/roadmap_site/offline.py). As they are, as under `mkdocs serve`, this does nothing.
const BUILD = "";
const FILES = {}; // what is published, below the root of the site, with the hash of its content

const ROOT = self.registration.scope;
const OURS = `roadmap ${new URL(ROOT).pathname} `; // other sites may have the same origin, and share its storage
const CACHE = `${OURS}files ${BUILD}`;
const LISTS = `${OURS}kept`; // what a learner asked to keep: see assets/javascripts/offline.mjs
const MANIFEST = `${ROOT}?files`;
const FALLBACK = "503.html";
const ALWAYS = ["", FALLBACK, "assets/javascripts/keeping.mjs"]; // the start page, and the page that says what else there is
const PATIENCE = 3000; // milliseconds, until a copy is shown
const HURRY = 300; // the same, shortly after the network failed
const RECENT = 30; // pages that were only read and are fetched again for a new build
const HASHED = /\.[0-9a-f]{8}\.min\.(?:css|js)$/; // the theme's: another content has another name

let failed = 0; // when the network did so last

self.addEventListener("install", (event) => event.waitUntil(install()));

self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (!BUILD || request.method !== "GET" || request.headers.has("range") || !request.url.startsWith(ROOT)) return;
  const path = pathOf(request.url);
  if (published(path) || request.mode === "navigate") event.respondWith(answer(event, path));
});

// A page that was there before this worker says what it is made of.
self.addEventListener("message", (event) => {
  if (BUILD && Array.isArray(event.data?.seen)) event.waitUntil(see(event.data.seen));
});

function pathOf(url) {
  return new URL(url).pathname.slice(new URL(ROOT).pathname.length).replace(/(^|\/)index\.html$/, "$1");
}

function published(path) {
  return Object.hasOwn(FILES, path);
}

/** A page has an address that ends with a slash; all else is what pages are made of. */
function isPage(path) {
  return path === "" || path.endsWith("/");
}

/** Whether an answer is the file itself: no error, no redirect, nothing of another site. */
function isSound(response) {
  return response.status === 200 && response.type === "basic" && !response.redirected;
}

async function install() {
  await self.skipWaiting(); // nothing that it serves depends on the build a page came from
  if (!BUILD) return;
  const cache = await caches.open(CACHE);
  try {
    const wanted = new Set(ALWAYS);
    for (const name of await former()) await inherit(await caches.open(name), cache, wanted);
    await Promise.all([...wanted].map((path) => take(cache, path, "no-cache")));
    await cache.put(MANIFEST, new Response(JSON.stringify(FILES), { headers: { "Content-Type": "application/json" } }));
  } catch (error) {
    await caches.delete(CACHE); // the last build stays whole, and the browser tries again at the next visit
    throw error;
  }
}

async function former() {
  return (await caches.keys()).filter((name) => name.startsWith(`${OURS}files `) && name !== CACHE);
}

/** Take over what has not changed; want again what has, if it is kept, in use or lately read. The rest is let go. */
async function inherit(old, cache, wanted) {
  const before = (await (await old.match(MANIFEST))?.json()) ?? {};
  const kept = await keptPages();
  let recent = 0;
  for (const request of (await old.keys()).reverse()) {
    const path = pathOf(request.url);
    if (request.url === MANIFEST || !published(path)) continue;
    if (before[path] === FILES[path]) await cache.put(request, await old.match(request));
    else if (!isPage(path) || kept.has(path) || (recent += 1) <= RECENT) wanted.add(path);
  }
}

async function keptPages() {
  const lists = await caches.open(LISTS);
  const records = await Promise.all((await lists.keys()).map(async (key) => (await lists.match(key)).json()));
  return new Set(records.flatMap((record) => record.pages));
}

async function take(cache, path, mode) {
  const response = await fetch(ROOT + path, { cache: mode });
  if (!isSound(response)) throw new Error(`${path}: ${response.status}`);
  await cache.put(ROOT + path, response);
}

async function activate() {
  if (BUILD) await Promise.all((await former()).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function see(urls) {
  const cache = await caches.open(CACHE);
  const paths = urls.filter((url) => url.startsWith(ROOT)).map(pathOf).filter(published);
  await Promise.allSettled([...new Set(paths)].map(async (path) => {
    if (!(await cache.match(ROOT + path))) await take(cache, path, "default");
  }));
}

async function answer(event, path) {
  const cache = await caches.open(CACHE);
  const copy = published(path) ? await cache.match(ROOT + path) : undefined;
  if (copy && HASHED.test(path)) return copy;
  const network = ask(event, path, cache, copy?.headers.get("etag"));
  if (!copy) return network.catch((error) => instead(event, cache, error));
  event.waitUntil(network.catch(() => {})); // an answer that comes late is for the next time
  const patience = new Promise((done) => setTimeout(done, Date.now() - failed < 10_000 ? HURRY : PATIENCE, copy));
  return Promise.race([network.then((response) => (response.status >= 500 ? copy : response), () => copy), patience]);
}

async function ask(event, path, cache, etag) {
  let response;
  try {
    response = await fetch(event.request);
  } catch (error) {
    failed = Date.now();
    throw error;
  }
  failed = 0;
  const asks = event.request.mode === "navigate" || !isPage(path); // pages that scripts fetch are kept by them
  if (published(path) && asks) event.waitUntil(remember(cache, path, response, etag).catch(() => {})); // no room: it is not kept
  return response;
}

async function remember(cache, path, response, etag) {
  if ([404, 410].includes(response.status)) await cache.delete(ROOT + path);
  else if (isSound(response) && !(etag && etag === response.headers.get("etag"))) await cache.put(ROOT + path, response.clone());
}

async function instead(event, cache, error) {
  if (event.request.mode !== "navigate") throw error;
  const page = await cache.match(ROOT + FALLBACK);
  if (!page) throw error;
  return new Response(page.body, { status: 503, headers: page.headers });
}
