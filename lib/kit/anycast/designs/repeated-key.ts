// Whether an object in a JSON text has one key twice. JSON.parse keeps the last and says nothing (RFC 8259, 4: the behaviour "is
// unpredictable"), so that of two sites with one letter the first would be gone.

import { fieldAt } from "../../routing/scenario/index.js";

/** A string, a bracket, a comma or a colon; numbers, words and blanks lie between. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]/g;

interface Open {
  /** The keys of an object so far; absent in a list. */
  readonly keys?: Set<string>;
  /** Where in it the reader is: a key, or an index. */
  at: string | number;
}

/**
 * The first such key with where it stands: "sites.A".
 * @param text JSON that parses
 */
export function repeatedKey(text: string): string | undefined {
  const open: Open[] = [];
  let last = "";
  for (const [token] of text.matchAll(TOKEN)) {
    const inner = open[open.length - 1];
    if (token === "{") open.push({ keys: new Set(), at: "" });
    else if (token === "[") open.push({ at: 0 });
    else if (token === "}" || token === "]") open.pop();
    else if (token === "," && typeof inner.at === "number") inner.at++;
    else if (token === ":") {
      const { keys } = inner;
      inner.at = JSON.parse(last) as string;
      if (keys!.has(inner.at)) return fieldAt(open.map(({ at }) => at));
      keys!.add(inner.at);
    }
    last = token;
  }
  return undefined;
}
