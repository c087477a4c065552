// Finds the earlier cells that a cell needs, and the later ones that are out of date once it has run. Pure functions.
import type { CellEffects } from "../kernel/cell/index.js";

interface Called {
  readonly reads: Set<string>;
  readonly writes: Set<string>;
}

/** @param effects of all code cells in order; null for a cell that cannot be parsed, which needs no other */
export function dependencies(effects: readonly (CellEffects | null)[]): readonly ReadonlySet<number>[] {
  /** Imported names: the library does not change its arguments. */
  const imported = new Set(effects.flatMap((effect) => effect?.imports ?? []));
  const writes: ReadonlySet<string>[] = [];
  /** Name of a function -> the names that a call may read and write, according to the cells so far. */
  const called = new Map<string, Called>();
  const all: ReadonlySet<number>[] = [];

  effects.forEach((effect, i) => {
    const needs = new Set<number>();
    const written = new Set<string>();
    writes.push(written);
    all.push(needs);
    if (!effect) return;
    const handed = effect.passes.flatMap(([callee, name]) => (imported.has(callee) ? [] : [name]));
    for (const { of, reads, writes: changed } of effect.latent) {
      const inside = { reads: new Set(reads), writes: new Set(changed) };
      follow(called, inside);
      for (const name of of) called.set(name, inside);
    }
    const read = new Set([...effect.reads, ...effect.writes]);
    for (const name of [...effect.declares, ...effect.writes, ...handed]) written.add(name);
    follow(called, { reads: read, writes: written });
    // Defining a function needs no other cell; calling it needs the names it reads. Later cells get both through `needs`.
    const inside = effect.latent.flatMap(({ reads }) => reads);
    for (const name of new Set([...read, ...inside, ...written])) {
      let from = i - 1;
      while (from >= 0 && !effects[from]?.declares.includes(name)) from--;
      if (from < 0) continue; // a global of the host, or undefined
      for (let at = from; at < i; at++) if (writes[at].has(name)) needs.add(at);
    }
    for (const each of [...needs]) for (const further of all[each]) needs.add(further);
  });
  return all;
}

/** Adds what the functions among `reads` read and write when they are called. */
function follow(called: ReadonlyMap<string, Called>, { reads, writes }: Called): void {
  for (const name of [...reads]) {
    called.get(name)?.reads.forEach((each) => reads.add(each));
    called.get(name)?.writes.forEach((each) => writes.add(each));
  }
}

/** The cells that need one of `changed`, in order. */
export const dependents = (needs: readonly ReadonlySet<number>[], changed: number): readonly number[] =>
  needs.flatMap((each, i) => (each.has(changed) ? [i] : []));
