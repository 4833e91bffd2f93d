/** Decks of cards, as `scripts/roadmap_site/decks.py` writes them: some first lines, and then a line a card that begins with its id. */

/** Return one deck of what some decks hold of some questions, under the name of the whole. */
export function joined(decks, ids) {
  const wanted = new Set(ids);
  const lines = decks.map((deck) => deck.split(/(?<=\n)/));
  const head = (lines[0] ?? []).filter((line) => !idOf(line)).map((line) => (line.startsWith("#deck:") ? ofWhole(line) : line));
  return [...head, ...lines.flat().filter((line) => wanted.has(idOf(line)))].join("");
}

/** Return `topic/question` of a card's line, or nothing of another. */
function idOf(line) {
  return /^(?:roadmap\/)?([a-z0-9-]+\/[a-z0-9-]+)[\t,]/.exec(line)?.[1];
}

function ofWhole(line) {
  return `${line.trimEnd().split("::")[0]}\n`;
}
