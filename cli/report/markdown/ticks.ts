/** What stands at the end of an item that can be ticked, hidden from readers. */
export function markTick(tick: string): string {
  return `<!-- orgcast:tick ${tick} -->`;
}

/** An item that is ticked, of a list that `markTick` marked. Only whole lines count, so that nothing which a value says can be taken for one. */
const ticked = /^- \[[xX]\] .*<!-- orgcast:tick ([0-9a-f]{32}) -->\r?$/gm;

/** The ticks that were set in a text. */
export function readTicks(markdown: string): ReadonlySet<string> {
  return new Set([...markdown.matchAll(ticked)].flatMap((found) => found[1] ?? []));
}
