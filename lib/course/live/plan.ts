// Which earlier cells a cell needs, and which later ones are out of date when it has run. Pure: page and tests use it.
import type { CellEffects } from "../kernel/cell/index.js";

/** @param effects of all code cells in order; null for one that cannot be parsed, which needs nothing */
export function dependencies(effects: readonly (CellEffects | null)[]): readonly ReadonlySet<number>[] {
  const reads: ReadonlySet<string>[] = [];
  const writes: ReadonlySet<string>[] = [];
  /** Name -> what a call of it may read and write, as far as cells so far say. */
  const latent = new Map<string, { readonly reads: Set<string>; readonly writes: Set<string> }>();
  const direct: Set<number>[] = [];

  effects.forEach((effect, i) => {
    const needs = new Set<number>();
    direct.push(needs);
    if (!effect) {
      reads.push(new Set());
      writes.push(new Set());
      return;
    }
    const read = new Set([...effect.reads, ...effect.writes]);
    const written = new Set([...effect.declares, ...effect.writes]);
    const inside = { reads: new Set(effect.latentReads), writes: new Set(effect.latentWrites) };
    // A name of a cell with functions may be called: what these read and change counts for the caller.
    const follow = (from: ReadonlySet<string>, toReads: Set<string>, toWrites: Set<string>) => {
      for (const name of from) {
        const called = latent.get(name);
        called?.reads.forEach((each) => toReads.add(each));
        called?.writes.forEach((each) => toWrites.add(each));
      }
    };
    follow(inside.reads, inside.reads, inside.writes);
    follow(read, read, written);
    // A function of this very cell may be called in it.
    if (effect.declares.some((name) => effect.reads.includes(name))) {
      merge(read, inside.reads);
      merge(written, inside.writes);
    }
    for (const name of effect.declares) latent.set(name, inside);
    // To define a function needs nothing, to call it needs what it reads: later cells get both through `needs`.
    const wanted = new Set([...read, ...inside.reads, ...written]);
    for (const name of wanted) {
      let from = i - 1;
      while (from >= 0 && !effects[from]?.declares.includes(name)) from--;
      for (let at = Math.max(from, 0); at < i; at++) if (writes[at].has(name)) needs.add(at);
    }
    reads.push(read);
    writes.push(written);
  });

  const all: ReadonlySet<number>[] = [];
  direct.forEach((needs) => {
    const closed = new Set(needs);
    for (const each of needs) for (const further of all[each]) closed.add(further);
    all.push(closed);
  });
  return all;
}

function merge(into: Set<string>, from: ReadonlySet<string>): void {
  for (const each of from) into.add(each);
}

/** The cells that need one of `changed`, in order. */
export const dependents = (needs: readonly ReadonlySet<number>[], changed: number): readonly number[] =>
  needs.flatMap((each, i) => (each.has(changed) ? [i] : []));
