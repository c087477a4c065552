// Issues of zod in plain words: what was expected, what was found, and what to do. zod's own sentences ("Invalid input:
// expected string, received undefined") are for programmers and must never reach a user.
import type { z } from "zod";
import { fieldAt } from "./json-text.js";

type Issue = z.core.$ZodIssue;

/** An issue of zod's, without naming a type of zod in the declarations, so that cells need not load zod. */
export interface FoundIssue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The position of the fault, and the sentences that describe it and the remedy. */
export interface PlainIssue {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

/**
 * Describes an issue in words: the field, what was expected there, what was found, and what to do.
 * @example plainIssue(issue, { ases: [], links: 5 }).path // ["links"]
 * @param json what was checked
 */
export function plainIssue(issue: FoundIssue, json: unknown): PlainIssue {
  const inner = deepest(issue as Issue, valueAt(json, issue.path));
  return { path: inner.path, text: sentence(inner, valueAt(json, inner.path)) };
}

/**
 * An issue as "field: sentence", with a full stop; "the whole: sentence" when it is about the whole value.
 * @example describePlainly(issue, { ases: [], links: 5 }) // "links: expected a list [ ... ], got 5. Correct the value."
 */
export function describePlainly(issue: FoundIssue, json: unknown): string {
  const { path, text } = plainIssue(issue, json);
  return `${fieldAt(path) || "the whole"}: ${text}`;
}

/** When no form of a union matches, the issue in the best match: fewest unknown fields, fewest issues, deepest position. */
function deepest(issue: Issue, value: unknown): Issue {
  if (issue.code !== "invalid_union" || isOwn(issue)) return issue;
  const forms = issue.errors.filter((form) => form.length > 0);
  if (forms.length === 0 || isEmptyObject(value)) return issue;
  const strange = (form: readonly Issue[]) =>
    form.reduce((sum, each) => sum + (each.code === "unrecognized_keys" ? each.keys.length : 0), 0);
  const scored = forms.map((form) => ({ form, bad: 2 * strange(form) + form.length }));
  const least = Math.min(...scored.map(({ bad }) => bad));
  const best = scored.filter(({ bad }) => bad === least);
  // Several simple kinds of value ("a number or one of these words"): no form matches better than another.
  const flat = best.every(({ form }) => form.every(({ path }) => path.length === 0));
  if (best.length > 1 && flat) return issue;
  const inside = best
    .map(({ form }) => deepest(unknownKeysFirst(form), value))
    .reduce((one, each) => (each.path.length >= one.path.length ? each : one));
  return { ...inside, path: [...issue.path, ...inside.path] };
}

const unknownKeysFirst = (form: readonly Issue[]): Issue =>
  form.find(({ code }) => code === "unrecognized_keys") ?? form[0];

const isEmptyObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    json,
  );
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text in "quotes"',
  number: "a number",
  int: "an integer",
  boolean: "true or false",
  array: "a list [ ... ]",
  tuple: "a list [ ... ]",
  object: "an object { ... }",
  record: "an object { ... }",
};

function sentence(issue: Issue, value: unknown): string {
  const field = String(issue.path.at(-1) ?? "");
  const missing = value === undefined;
  const got = missing ? "but it is missing" : `got ${show(value)}`;
  const wants = (what: string, remedy = remedyFor(what, value, field)) => `expected ${what}, ${got}. ${remedy}`.trim();
  if (isOwn(issue))
    return `${issue.message.replace(/\.$/, "")}. ${missing ? `Add "${field}".` : `Correct the value (${got}).`}`;
  switch (issue.code) {
    case "invalid_type":
      return wants(ASN_FIELDS.has(field) ? AN_ASN : (kinds[issue.expected] ?? String(issue.expected)));
    case "unrecognized_keys": {
      const names = issue.keys.map((key) => `"${key}"`).join(", ");
      const one = issue.keys.length === 1;
      return `unknown ${one ? "field" : "fields"} ${names}. Remove ${one ? "it" : "them"}, or correct the spelling.`;
    }
    case "invalid_value": {
      const reader = field === "format" && typeof value === "string" ? readerOf(value) : undefined;
      const words = issue.values.length > 1 ? "Use one of these words as it is written here." : "Use this value.";
      return wants(alternatives(issue.values), missing ? undefined : (reader ?? words));
    }
    case "invalid_union":
      return wants(unionWords(issue), missing ? undefined : "Choose one of these forms.");
    case "too_small":
      return bound(
        "small",
        issue.inclusive === false ? "more than" : "at least",
        issue.minimum,
        issue.origin,
        field,
        got,
      );
    case "too_big":
      return bound("big", issue.inclusive === false ? "less than" : "at most", issue.maximum, issue.origin, field, got);
    case "invalid_key":
      return `invalid key "${field}": ${issue.issues[0] ? plainMessage(issue.issues[0].message) : "it is not known"}. ${
        /^AS\d+$/i.test(field) ? `Write "${field.slice(2)}".` : "Correct the key."
      }`;
    case "not_multiple_of":
      return wants(`a multiple of ${issue.divisor}`, CORRECT);
    default:
      return `${plainMessage(issue.message)} (${got}). ${CORRECT}`;
  }
}

/** What reads a file of another format of the kit. */
const readerOf = (format: string): string | undefined =>
  format === "anycast-scenario"
    ? "This is a scenario: catchment, explain, converge, routers and lab read it."
    : Object.hasOwn(commandOf, format)
      ? `This file is for npx anycast ${commandOf[format]}.`
      : undefined;
const commandOf: Readonly<Record<string, string>> = {
  "anycast-question": "ask",
  "anycast-deployment": "deployment",
  "anycast-comparison": "compare",
  "anycast-predictions": "lab compare",
};

/** Whether the schema has a custom message for it. */
const isOwn = ({ message }: Issue): boolean => !/^(?:Invalid|Too small|Too big|Unrecognized)/.test(message);

const CORRECT = "Correct the value.";
const AN_ASN = "an ASN (a number from 1 to 4294967295)";
const ASN_FIELDS = new Set(["asn", "origin", "provider", "customer", "routerId"]);

/** zod's sentences without their lead-in. */
const plainMessage = (message: string): string => message.replace(/^Invalid (?:input|option): /, "").replace(/\.$/, "");

function remedyFor(what: string, value: unknown, field: string): string {
  if (value === undefined) return field === "" ? "" : `Add "${field}".`;
  if (typeof value === "string") {
    const digits = /^\s*(?:AS)?(\d+)\s*$/i.exec(value)?.[1];
    if (digits !== undefined && /number|ASN/.test(what)) return `Write ${digits}, without quotes.`;
  }
  if (typeof value === "number" && what === kinds.string) return `Write "${value}".`;
  return CORRECT;
}

function bound(
  size: "small" | "big",
  limit: string,
  value: number | bigint,
  origin: string,
  field: string,
  got: string,
): string {
  if (ASN_FIELDS.has(field)) return `expected ${AN_ASN}, ${got}. ${CORRECT}`;
  if (origin === "string" && size === "small" && value === 1)
    return "expected a text that is not empty. Write something.";
  const unit = origin === "array" || origin === "set" ? " entries" : origin === "string" ? " characters" : "";
  return `Too ${size}: must be ${limit} ${value}${value === 1 && unit ? unit.replace(/ies$/, "y").replace(/s$/, "") : unit}, ${got}. ${CORRECT}`;
}

const alternatives = (values: readonly unknown[]): string => {
  const shown = values.map((value) => JSON.stringify(value));
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
};

/** What the forms of a union are, in a few words. */
function unionWords(issue: Extract<Issue, { code: "invalid_union" }>): string {
  const { options } = issue as { readonly options?: readonly unknown[] };
  if (options) return alternatives(options);
  const words = issue.errors.map((form) => {
    const missing = form.filter(({ path, code }) => path.length === 1 && code === "invalid_type");
    if (missing.length > 0) return `an object with ${missing.map(({ path }) => `"${String(path[0])}"`).join(" and ")}`;
    const [first] = form;
    if (first.code === "invalid_value") return alternatives(first.values);
    if (first.code === "invalid_type") return kinds[first.expected] ?? String(first.expected);
    return plainMessage(first.message);
  });
  return [...new Set(words)].join(", or ");
}

const LONGEST = 40;

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object { ... }";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
