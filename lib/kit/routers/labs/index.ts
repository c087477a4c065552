// Writes a scenario as a lab for other tools, with its predictions, and compares a lab's output with them.
import { containerlabFiles } from "./containerlab.js";
import { katharaFiles } from "./kathara.js";
import type { Lab, LabFile as File } from "./lab.js";
import { netlabFiles } from "./netlab.js";
import { birdFiles, frrFiles } from "./plain.js";

export const labTargets = {
  /** topology.yml with a `validate:` section */
  netlab: netlabFiles,
  /** *.clab.yml */
  containerlab: containerlabFiles,
  /** lab.conf and start-up files */
  kathara: katharaFiles,
  /** plain FRR files and a script for namespaces */
  frr: frrFiles,
  /** plain BIRD files and a script for namespaces */
  bird: birdFiles,
} as const satisfies Readonly<Record<string, (lab: Lab) => File[]>>;

export type LabTarget = keyof typeof labTargets;

export * from "./break.js";
export * from "./compare.js";
export type { BrokenScenario } from "./fault.js";
export { labOf, predict, type Lab, type LabNode, type Predictions } from "./lab.js";
export { variantsOf } from "./variant.js";
