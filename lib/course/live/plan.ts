// Which earlier cells a cell needs, and which later ones are out of date when it has run. Pure: page and tests use it.
import type { CellEffects } from "../kernel/cell/index.js";

interface Called {
  readonly reads: Set<string>;
  readonly writes: Set<string>;
}

/** @param effects of all code cells in order; null for one that cannot be parsed, which needs nothing */
export function dependencies(effects: readonly (CellEffects | null)[]): readonly ReadonlySet<number>[] {
  /** Names of the library, which changes nothing that it is given. */
  const imported = new Set(effects.flatMap((effect) => effect?.imports ?? []));
  const writes: ReadonlySet<string>[] = [];
  /** Name of a function -> what a call of it may read and write, as far as the cells so far say. */
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
    // To define a function needs nothing, to call it needs what it reads: later cells get both through `needs`.
    const inside = effect.latent.flatMap(({ reads }) => reads);
    for (const name of new Set([...read, ...inside, ...written])) {
      let from = i - 1;
      while (from >= 0 && !effects[from]?.declares.includes(name)) from--;
      if (from < 0) continue; // of the host, or of nobody
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
