// Issues of zod in a scenario file, in words: the path of the field, and the AS, link, site or event it is in.
import type { z } from "zod";
import { fieldAt, plainIssue } from "../../topology/index.js";

/** An issue of the schema in words: which field of which AS, link, site or event, and what it must be. */
export function describeIssue(issue: z.core.$ZodIssue, json: unknown): string {
  const { path, text } = plainIssue(issue, json);
  const [list, at] = path;
  const item =
    typeof at === "number" ? (json as Record<string, Record<string, unknown>[]>)[String(list)]?.[at] : undefined;
  const named = item === undefined || item === null ? undefined : nameOf(String(list), item);
  return `${fieldAt(path) || "the whole"}${named === undefined ? "" : ` (${named})`}: ${text}`;
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
