// Issues of zod in a scenario file, in words: the path of the field, and the AS, link, site or event it is in.
import { fieldAt, plainIssue, type FoundIssue } from "../../topology/index.js";

/** An issue of the schema in words: which field of which AS, link, site or event, and what it must be. */
export function describeIssue(issue: FoundIssue, json: unknown): string {
  const plain = plainIssue(issue, json);
  const { path } = plain;
  const text = notModelled(plain.text) ?? plain.text;
  const [list, at] = path;
  const item =
    typeof at === "number" ? (json as Record<string, Record<string, unknown>[]>)[String(list)]?.[at] : undefined;
  const named = item === undefined || item === null ? undefined : nameOf(String(list), item);
  return `${fieldAt(path) || "the whole"}${named === undefined ? "" : ` (${named})`}: ${text}`;
}

/** What operators may look for and the kit does not compute, by a word in an unknown field or value. */
const NOT_MODELLED: readonly (readonly [RegExp, string, string])[] = [
  [
    /confed/i,
    "BGP confederations (RFC 5065)",
    "Give the AS one number and several cities; its routers then have a full mesh.",
  ],
  [
    /add-?_?path/i,
    "ADD-PATH (RFC 7911)",
    'Use the tieBreak "all", in which an AS forwards over all equally good routes.',
  ],
  [/as-?_?set|aggregat/i, "AS_SET and aggregation (deprecated by RFC 9774)", "Announce the prefix from each origin."],
];

/** An issue about something that is not modelled, in these words; undefined for any other. */
function notModelled(text: string): string | undefined {
  if (!/^unknown field|got "/.test(text)) return undefined;
  const asked = /^unknown fields? (.*?)\. /.exec(text)?.[1] ?? /got "(.*?)"/.exec(text)?.[1] ?? "";
  const found = NOT_MODELLED.find(([word]) => word.test(asked));
  return found && `${asked}: the kit does not model ${found[1]}. ${found[2]}`;
}

/** A name for an item of a list; undefined if the item lacks the fields that identify it. */
function nameOf(list: string, item: Record<string, unknown>): string | undefined {
  const show = (value: unknown) => (typeof value === "number" || typeof value === "string" ? String(value) : undefined);
  const as = (value: unknown) => show(value)?.replace(/^(?:AS)?/i, "AS");
  const named = (what: string, value: string | undefined) => (value === undefined ? undefined : `${what}${value}`);
  if (list === "ases") return as(item.asn);
  if (list === "announcements") return named("site ", show(item.site));
  if (list === "events") return show(item.kind);
  if (list !== "links") return undefined;
  const [a, b] = Array.isArray(item.peers) ? (item.peers as unknown[]) : [item.provider, item.customer];
  const [one, other] = [as(a), as(b)];
  if (one === undefined || other === undefined) return named("link of ", one ?? other);
  return `link ${one} - ${other}`;
}
