// What zod finds wrong in a scenario file, in words: the way to the field, and the AS, link, site or event it is in.
import type { z } from "zod";

/** A finding of the schema in words: which field of which AS, link, site or event, and what it must be. */
export function describeIssue(issue: z.core.$ZodIssue, json: unknown): string {
  const { path, message } = deepest(issue);
  const field = fieldAt(path);
  const [list, at] = path;
  const item =
    typeof at === "number" ? (json as Record<string, Record<string, unknown>[]>)[String(list)]?.[at] : undefined;
  const named = item === undefined || item === null ? "" : nameOf(String(list), item);
  return `${field || "the whole"}${named}: ${message}.`;
}

/** The way to a field, such as "ases[3].asn". */
export function fieldAt(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}

/** Where none of several forms fits, the issue in the form that fits best: the one with the fewest, then with the deepest. */
function deepest(issue: z.core.$ZodIssue): Pick<z.core.$ZodIssue, "path" | "message"> {
  if (issue.code !== "invalid_union") return issue;
  const forms = issue.errors.filter((form) => form.length > 0);
  if (forms.length === 0) return issue;
  const fewest = Math.min(...forms.map(({ length }) => length));
  const inside = forms
    .filter(({ length }) => length === fewest)
    .map(([first]) => deepest(first))
    .reduce((best, each) => (each.path.length >= best.path.length ? each : best));
  return { path: [...issue.path, ...inside.path], message: inside.message };
}

function nameOf(list: string, item: Record<string, unknown>): string {
  const show = (value: unknown) => (typeof value === "number" || typeof value === "string" ? String(value) : "?");
  if (list === "ases") return ` (AS${show(item.asn)})`;
  if (list === "announcements") return ` (site ${show(item.site)})`;
  if (list === "events") return ` (${show(item.kind)})`;
  if (list !== "links") return "";
  const [a, b] = Array.isArray(item.peers) ? (item.peers as unknown[]) : [item.provider, item.customer];
  return ` (link AS${show(a)} - AS${show(b)})`;
}
