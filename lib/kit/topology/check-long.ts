// zod gathers every issue of a value. A file of others may have millions, which is more than memory and the stack can hold, and only
// the first is shown: so in a long list the elements are checked one by one, and the first that is wrong ends the check.
import type { FoundIssue } from "./plain-issue.js";

/** What a schema of zod offers; a type of its own, so that the declarations name none of zod's. */
export interface Schema<T> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: readonly unknown[] } };
}

/** The result of a check: the value, or the first issues. */
export type Checked<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: readonly FoundIssue[] } };

/** Lists of more elements are long. */
const LONG = 1000;
/** Elements of a long list that are tried before all are checked at once. In a very long list each is checked by itself first. */
const TRIED = 1000;
const VERY_LONG = 200_000;

/**
 * Like schema.safeParse, with the issues of at most one element of a long list.
 * @example safeParseLong(graphSchema, { ases: [], links: 5 }).success // false
 */
export function safeParseLong<T>(schema: Schema<T>, json: unknown): Checked<T> {
  const issues = firstIssues(schema as AnySchema, json, isSuspicious);
  if (issues) return { success: false, error: { issues } };
  try {
    return schema.safeParse(json) as Checked<T>;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const found = firstIssues(schema as AnySchema, json, () => true);
    if (!found) throw error;
    return { success: false, error: { issues: found } };
  }
}

/** The parts of a schema that lead to its lists: `def` of zod's core. */
interface AnySchema extends Schema<unknown> {
  readonly _zod: {
    readonly def: {
      readonly type: string;
      readonly innerType?: AnySchema;
      readonly in?: AnySchema;
      readonly element?: AnySchema;
      readonly valueType?: AnySchema;
      readonly shape?: Readonly<Record<string, AnySchema>>;
      readonly options?: readonly AnySchema[];
      readonly discriminator?: string;
    };
  };
}

type IsSearched = (element: AnySchema, list: readonly unknown[]) => boolean;

/** The issues of the first wrong element of a long list somewhere in the value; undefined if there is none. */
function firstIssues(schema: AnySchema, value: unknown, isSearched: IsSearched): readonly FoundIssue[] | undefined {
  const { type, innerType, in: input, element, valueType, shape, options = [], discriminator } = schema._zod.def;
  if (typeof value !== "object" || value === null) return undefined;
  const next = innerType ?? (type === "pipe" ? input : undefined);
  if (next) return firstIssues(next, value, isSearched);
  if (type === "union") {
    const chosen = optionFor(options, value, discriminator);
    return chosen && firstIssues(chosen, value, isSearched);
  }
  if (Array.isArray(value)) {
    if (!element) return undefined;
    const isLong = value.length > LONG && isSearched(element, value);
    return firstOf(value.entries(), (each) => issuesIn(element, each, isLong, isSearched));
  }
  if (valueType) {
    const values = Object.values(value);
    const isLong = values.length > LONG && isSearched(valueType, values);
    return firstOf(Object.entries(value), (each) => issuesIn(valueType, each, isLong, isSearched));
  }
  return shape && firstOf(Object.entries(value), (each, key) => Object.hasOwn(shape, key) ? firstIssues(shape[key], each, isSearched) : undefined); // prettier-ignore
}

function issuesIn(schema: AnySchema, value: unknown, isLong: boolean, isSearched: IsSearched) {
  const deeper = firstIssues(schema, value, isSearched);
  if (deeper || !isLong) return deeper;
  const result = schema.safeParse(value);
  return result.success ? undefined : (result.error.issues as readonly FoundIssue[]);
}

function firstOf<K extends PropertyKey>(
  entries: Iterable<[K, unknown]>,
  issuesOf: (value: unknown, key: K) => readonly FoundIssue[] | undefined,
): readonly FoundIssue[] | undefined {
  for (const [key, value] of entries) {
    const issues = issuesOf(value, key);
    if (issues) return issues.slice(0, 100).map((issue) => ({ ...issue, path: [key, ...issue.path] }));
  }
  return undefined;
}

/** The form of a union that this value has: by its discriminator, or the only one that is a list, or an object, as it is. */
function optionFor(options: readonly AnySchema[], value: object, discriminator: string | undefined) {
  if (discriminator !== undefined) {
    const kind = (value as Readonly<Record<string, unknown>>)[discriminator];
    return options.find(({ _zod: { def } }) => def.shape?.[discriminator]?.safeParse(kind).success);
  }
  const fitting = options.filter(({ _zod: { def } }) =>
    Array.isArray(value) ? def.type === "array" : def.type === "object" || def.type === "record",
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Whether one of the elements that are tried is wrong. Few wrong ones may be missed: all their issues can be held. */
function isSuspicious(element: AnySchema, list: readonly unknown[]): boolean {
  if (list.length > VERY_LONG) return true;
  for (let i = 0, at = 1; i < TRIED; i++) {
    at = (at * 48271) % 2147483647;
    if (!element.safeParse(list[at % list.length]).success) return true;
  }
  return false;
}
