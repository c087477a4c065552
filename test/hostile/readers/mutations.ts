// Damage done to files that readers take: a text is cut, doubled and overwritten; a JSON value is replaced by another.
import fc from "fast-check";

const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  -1e-308,
  2 ** 53,
  4294967296,
  "",
  "x",
  "0",
  "192.0.2.0/24",
  "::/0",
  "1.2.3.4/33",
  "AS1",
  "N/A",
  "constructor",
  "toString",
  "\ud800",
  "\u202eabc",
  "a".repeat(5000),
  [],
  [[]],
  [null],
  {},
  { length: 3 },
  { toString: 1 },
  { toJSON: "x" },
];

/** Text that means something to one of the formats. */
const pieces =
  `{ } [ ] ( ) < > / & ; | " ' , : - # ! \\ \n \t \r \0 \u2028 -1 0 1 9999999999 1e999 nodes: links: node edge graph <node/> </graph> <![CDATA[ <!-- <?xml &amp; &x; *a &a !!js null true ~ yes |2 >- --- ... \ufeff ?SNDlib NODES LINKS id label source target 64510 -64510 "__proto__" "constructor":`.split(
    " ",
  );

/** Three kinds of damage to a text, up to four times. */
export const damaged = (texts: readonly string[]): fc.Arbitrary<string> => {
  const change = fc.record({
    kind: fc.constantFrom("cut", "double", "put", "swap"),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    share: fc.oneof(fc.double({ min: 0, max: 0.02, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    piece: fc.constantFrom(...pieces),
    times: fc.constantFrom(1, 1, 1, 2, 300),
  });
  return fc
    .record({ text: fc.constantFrom(...texts), changes: fc.array(change, { minLength: 1, maxLength: 4 }) })
    .map(({ text, changes }) =>
      changes.reduce((now, { kind, from, share, piece, times }) => {
        const begin = Math.floor(from * now.length);
        const end = Math.min(now.length, begin + Math.ceil(share * now.length));
        const part = now.slice(begin, end);
        if (kind === "cut") return now.slice(0, begin) + now.slice(end);
        if (kind === "double") return now.slice(0, end) + part + now.slice(end);
        if (kind === "put") return now.slice(0, begin) + piece.repeat(times) + now.slice(begin);
        return now.slice(0, begin) + piece + now.slice(end);
      }, text),
    );
};

/** One to three values, keys or list elements of a JSON text changed. */
export const changedJson = (texts: readonly string[]): fc.Arbitrary<string> => {
  const change = fc.record({
    which: fc.nat(),
    kind: fc.constantFrom("replace", "replace", "remove", "double", "rename", "add"),
    value: fc.constantFrom(...odd),
  });
  return fc
    .record({ text: fc.constantFrom(...texts), changes: fc.array(change, { minLength: 1, maxLength: 3 }) })
    .map(({ text, changes }) => {
      const root = { whole: JSON.parse(text) as unknown };
      for (const { which, kind, value } of changes) {
        const places = placesOf(root);
        if (places.length === 0) break;
        const [holder, key] = places[which % places.length];
        apply(holder, key, kind, structuredClone(value));
      }
      return JSON.stringify(root.whole) ?? "";
    });
};

type Holder = Record<string, unknown> | unknown[];

function placesOf(holder: unknown, found: [Holder, string][] = []): [Holder, string][] {
  if (typeof holder !== "object" || holder === null) return found;
  for (const key of Object.keys(holder)) {
    found.push([holder as Holder, key]);
    placesOf((holder as Record<string, unknown>)[key], found);
  }
  return found;
}

function apply(holder: Holder, key: string, kind: string, value: unknown): void {
  const at = holder as Record<string, unknown>;
  if (Array.isArray(holder) && kind === "remove") holder.splice(Number(key), 1);
  else if (Array.isArray(holder) && kind === "double") holder.push(holder[Number(key)]);
  else if (kind === "remove") delete at[key];
  else if (kind === "rename" && !Array.isArray(holder)) {
    at[typeof value === "string" ? value : `${key}s`] = at[key];
    delete at[key];
  } else if (kind === "add" && !Array.isArray(holder)) at[`${key}2`] = value;
  else at[key] = value;
}
