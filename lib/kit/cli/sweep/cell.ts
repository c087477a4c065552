// A cell of a sweep: one design on the Internet of one seed, with all its failures. Its key is a hash of everything that its
// row depends on, so that a finished cell is reused exactly as long as none of this changes.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { digest } from "./digest.js";
import type { NamedDesign } from "./inputs.js";

export interface Cell {
  readonly key: string;
  readonly named: NamedDesign;
  readonly seed: number;
  /** Whether its row has a picture: only rows of the first seed do. */
  readonly picture: boolean;
}

/** @param graph identifies the AS graph and its placement if it replaces a generated Internet */
export function cellsOf(
  designs: readonly NamedDesign[],
  { code, graph }: { readonly code: string; readonly graph?: string },
): readonly Cell[] {
  return designs.flatMap((named) => {
    const { seeds, designs: all, ...comparison } = named.file.comparison;
    return seeds.map((seed, i) => {
      const picture = i === 0;
      const design = all[named.design];
      return { key: digest(JSON.stringify({ code, graph, comparison, design, seed, picture })), named, seed, picture };
    });
  });
}

/** The compiled layers that compute a row. */
const LAYERS = ["geo", "generated", "topology", "routing", "anycast"];

/** A hash of the library's code and tables: a new version recomputes its cells. */
export function codeDigest(): string {
  const root = new URL("../../", import.meta.url);
  const hash = createHash("sha256");
  for (const layer of LAYERS) {
    const files = readdirSync(new URL(`${layer}/`, root), { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => /\.[jt]s$/.test(name) && !name.endsWith(".d.ts")).sort())
      hash.update(file).update(readFileSync(new URL(`${layer}/${file}`, root)));
  }
  return hash.digest("hex");
}
