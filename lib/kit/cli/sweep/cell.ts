// A cell of a sweep: one design on the Internet of one seed, with all its failures. Its key is a hash of everything that its row
// depends on, so that a finished cell is found again as long as nothing of it has changed, and never after.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import type { NamedDesign } from "./inputs.js";

export interface Cell {
  readonly key: string;
  readonly named: NamedDesign;
  readonly seed: number;
  /** Whether its row has a picture: those of the first seed do. */
  readonly picture: boolean;
}

/** @param graph what names the AS graph and its placement, where one is given in place of a generated Internet */
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

export const digest = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** The layers that a row is computed by, as compiled. */
const LAYERS = ["geo", "generated", "topology", "routing", "anycast"];

/** A hash of the library's own code and tables: another version computes its cells again. */
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
