// Labs of netlab that start with a fault: made by netlab, run in namespaces, and judged by their own check.sh.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labOf, variantsOf, type BrokenScenario } from "../../../lib/kit/routers/labs/index.js";
import { openNamespaces } from "../../../lib/kit/routers/namespaces.js";
import { netlab } from "../../needs.js";
import { scenario, wrongLines } from "./lab-stages.js";
import { checkLab } from "./netlab-lab.js";

/** What check.sh says about the lab with a fault, or without one. */
export async function netlabSays(broken?: BrokenScenario): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "anycast-netlab-"));
  const namespaces = await openNamespaces([{ name: "bgpd", from: "frr" }]);
  try {
    return await checkLab(namespaces, netlab, folder, labOf(variantsOf(scenario, broken)));
  } finally {
    await namespaces.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How the verdict differs from what it must be; empty if it is right. */
export function wrongAbout(said: string, { fault }: BrokenScenario): string {
  const lines = said.split("\n").filter((line) => line.startsWith("WRONG"));
  return lines.length > 0 && /^ended 1$/m.test(said) ? wrongLines(`${lines.join("\n")}\n`, fault) : said;
}
