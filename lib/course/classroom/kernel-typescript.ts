// The TypeScript compiler that the kernel itself runs (tslab's, 5.0.4), so that a verdict here is the verdict in the cell.
import { createRequire } from "node:module";
import type ts from "@tslab/typescript-for-tslab";

const here = createRequire(import.meta.url);

/** Loaded through tslab, as its dependency, so that the version is always the same. */
export const typescript = createRequire(here.resolve("tslab/package.json"))("@tslab/typescript-for-tslab") as typeof ts;

export type { ts };
