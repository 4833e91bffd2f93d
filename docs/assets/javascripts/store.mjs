/** Where progress is kept: this browser's storage, the same in all of its tabs. Nothing is sent anywhere. */

import { empty, read, renamed, write } from "./progress.mjs";

const SITE = new URL("../../", import.meta.url).pathname; // other roadmaps may stand on the same host
const KEY = `roadmap-progress ${SITE}`;
const DAMAGED = `roadmap-progress-damaged ${SITE}`; // what could not be read is put aside, not thrown away

/** Keeps progress, tells those who listen of every change, and says what went wrong. */
export class Store {
  /** @param {Storage | null} storage  where it is kept; `null` when the browser allows none */
  constructor(storage, former = {}) {
    this.storage = storage;
    this.former = former;
    this.listeners = new Set();
    this.trouble = "";
    this.progress = this.#load();
  }

  /** Return the store of this browser. */
  static open(former) {
    let storage = null;
    try {
      storage = window.localStorage;
    } catch {
      // blocked by the browser's settings: progress lives as long as the page
    }
    const store = new Store(storage, former);
    window.addEventListener("storage", (event) => {
      if (event.key === KEY || event.key === null) store.reload();
    });
    return store;
  }

  /** Read again what another tab wrote. */
  reload() {
    this.progress = this.#load();
    this.#tell();
  }

  /** Change progress by a function, keep it, and tell it; what other tabs wrote meanwhile is not lost. */
  update(make) {
    if (this.storage) this.progress = this.#load();
    this.progress = make(this.progress);
    try {
      if (!this.storage) throw new Error();
      this.storage.setItem(KEY, write(this.progress));
      this.trouble = "";
    } catch {
      this.trouble = this.storage
        ? "This browser's storage is full: what you change now is lost when you leave. Export it on the Progress page."
        : "This browser keeps nothing for this site: what you mark is lost when you leave. Export it on the Progress page.";
    }
    this.#tell();
  }

  /** Forget everything. */
  clear() {
    this.update(empty);
  }

  /** Call a function now and after every change. */
  listen(listener) {
    this.listeners.add(listener);
    listener(this.progress, this.trouble);
  }

  #tell() {
    for (const listener of this.listeners) listener(this.progress, this.trouble);
  }

  #load() {
    let text = null;
    try {
      text = this.storage?.getItem(KEY) ?? null;
    } catch {
      this.storage = null;
    }
    if (text === null) return this.storage ? empty() : (this.progress ?? empty());
    try {
      const { progress, lost } = read(text);
      if (lost) this.#aside(text, `${lost} of your marks could not be read and were left out; the rest is here.`);
      return renamed(progress, this.former);
    } catch (error) {
      const trouble = `What this browser kept of your progress could not be read: ${error.message}.`;
      if (error.newer) {
        this.storage = null; // so that it is not written over
        this.trouble = trouble;
      } else {
        this.#aside(text, trouble);
      }
      return empty();
    }
  }

  #aside(text, trouble) {
    this.trouble = trouble;
    try {
      this.storage.setItem(DAMAGED, text);
    } catch {
      // there is no room for it
    }
  }
}
