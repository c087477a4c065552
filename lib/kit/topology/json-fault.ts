// Where a text stops being JSON. JSON.parse says it only in some of its messages, and each browser says it in another form.

const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;
const CHARACTERS = /[^"\\\u0000-\u001f]*/y; // eslint-disable-line no-control-regex
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/**
 * The position of the first character that JSON does not allow there; the length of the text if it ends too early.
 * @param text not nested deeper than a stack allows; see checkNesting
 * @example jsonFaultAt('{ "a": x }') // 7
 */
export function jsonFaultAt(text: string): number {
  let at = 0;
  /** Skips what the pattern matches here; false if it matches nothing. */
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found !== "";
  };
  const take = (character: string): boolean => {
    skip(SPACE);
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  const string = (): boolean => {
    if (!take('"')) return false;
    do skip(CHARACTERS);
    while (skip(ESCAPE));
    if (text[at] !== '"') return false;
    at++;
    return true;
  };
  const value = (): boolean => {
    skip(SPACE);
    if (text[at] === '"') return string();
    if (take("{")) {
      if (take("}")) return true;
      do if (!string() || !take(":") || !value()) return false;
      while (take(","));
      return take("}");
    }
    if (take("[")) {
      if (take("]")) return true;
      do if (!value()) return false;
      while (take(","));
      return take("]");
    }
    return skip(LITERAL);
  };
  if (value()) skip(SPACE);
  return at;
}
