// Settings of a scenario that the page offers as choices: how ties are broken, where it starts, how failures are noticed.
import type { Draft } from "./draft.js";

export interface Setting {
  readonly name: string;
  /** By the choice's name, what stands in the file; undefined: nothing, which means the default. */
  readonly choices: Readonly<Record<string, unknown>>;
  /** Where it stands in the file. */
  readonly path: readonly string[];
}

export const settings: readonly Setting[] = [
  { name: "ties", path: ["tieBreak"], choices: { default: undefined, router: "router", all: "all" } },
  { name: "start", path: ["convergence", "start"], choices: { default: undefined, settled: "settled" } },
  {
    name: "detection",
    path: ["convergence", "timing", "detection"],
    choices: {
      default: undefined,
      bfd: { kind: "bfd", intervalMs: 300, multiplier: 3 },
      light: { kind: "loss-of-light", ms: 10 },
    },
  },
  { name: "mrai", path: ["convergence", "timing", "mrai"], choices: { default: undefined, off: false } },
  {
    name: "health",
    path: ["convergence", "health"],
    choices: { default: undefined, coupled: { kind: "coupled", detectMs: 10_000 } },
  },
];

/** The choice that a draft has; undefined if it has another value than the page offers. */
export function choiceOf(draft: Draft, { path, choices }: Setting): string | undefined {
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], draft);
  const same = (each: unknown) => JSON.stringify(each) === JSON.stringify(value);
  return Object.keys(choices).find((name) => same(choices[name]));
}

export function withChoice(draft: Draft, { path, choices }: Setting, name: string): Draft {
  const set = (value: unknown, [key, ...rest]: readonly string[]): unknown => {
    if (key === undefined) return choices[name];
    const { [key]: old, ...others } = (value ?? {}) as Record<string, unknown>;
    const next = set(old, rest);
    const isEmpty = next === undefined || (typeof next === "object" && next !== null && Object.keys(next).length === 0);
    return isEmpty ? others : { ...others, [key]: next };
  };
  return set(draft, path) as Draft;
}
