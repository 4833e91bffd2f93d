/** Reads a sitemap as the package `sitemap` does, and prints its entries as JSON; what it does not like is an error. */

import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

import { ErrorLevel, XMLToSitemapItemStream } from "sitemap";

const entries = [];
const reader = new XMLToSitemapItemStream({ level: ErrorLevel.THROW, logger: false });
reader.on("data", (entry) => entries.push({ url: entry.url, day: entry.lastmod ?? null }));
await pipeline(createReadStream(process.argv[2]), reader);
console.log(JSON.stringify(entries));
