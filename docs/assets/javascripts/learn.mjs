/** What the scripts know of the roadmap: names, times and the graph, from `roadmap/learn.json`. */

/** The site's own address, wherever it is published. */
export const ROOT = new URL("../../", import.meta.url);

/** Return the roadmap as the scripts need it; its `graph` is what graph.mjs takes. */
export async function load() {
  const learn = await extract("learn");
  const requires = Object.fromEntries(Object.entries(learn.topics).map(([id, topic]) => [id, topic.requires]));
  return { ...learn, graph: { order: learn.order, requires } };
}

/** Return an extract of the roadmap: `learn`, `plan` (what topics offer, and why they require others), `names` (of resources), `questions`. */
export async function extract(name) {
  // Asked whether it changed: a page of a new build must not be read with the data of the one before.
  const answer = await fetch(new URL(`roadmap/${name}.json`, ROOT), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`roadmap/${name}.json: ${answer.status}`);
  return answer.json();
}

/** Return the address of the page of a topic, path, project or stage. */
export function page(kind, id) {
  return new URL(`roadmap/${kind}s/${id}/`, ROOT).href;
}

const TOPICS = new URL("roadmap/topics/", ROOT).href;

/** Return the topic whose page a link leads to, or nothing; a link in a picture is none. */
export function topicAt(anchor) {
  const { href } = anchor;
  if (typeof href !== "string" || !href.startsWith(TOPICS)) return null;
  return href.slice(TOPICS.length).replace(/[?#].*$/, "").replace(/\/(?:index\.html)?$/, "") || null;
}

/** Return minutes as people say them. */
export function hours(minutes) {
  if (minutes < 60) return `${minutes} min`;
  const rounded = Math.round(minutes / 60);
  return `${rounded.toLocaleString("en")} h`;
}
