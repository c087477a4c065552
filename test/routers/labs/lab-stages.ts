// Labs with faults for the tests of stages: written, started on real daemons, brought from stage to stage and checked there.
import { execFile } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import {
  breakScenario,
  labOf,
  labTargets,
  variantsOf,
  type BrokenScenario,
  type Lab,
} from "../../../lib/kit/routers/labs/index.js";
import { readScenario } from "../../../lib/kit/routing/scenario/index.js";
import { writeStart } from "./container-nodes.js";

/** Site A has two transits; AS64500 reaches it by the longer path, so its queries and their answers take different ones. */
export const scenario = readScenario(
  JSON.stringify({
    format: "anycast-scenario",
    version: 1,
    name: "all faults",
    ases: [64500, 64501, 64502, 64503, 64504, 64510, 64511].map((asn) => ({ asn })),
    links: [
      { provider: 64501, customer: 64500 },
      { provider: 64502, customer: 64500 },
      { provider: 64501, customer: 64503 },
      { provider: 64503, customer: 64510 },
      { provider: 64502, customer: 64510 },
      { provider: 64504, customer: 64511 },
      { peers: [64502, 64504] },
    ],
    announcements: [
      { site: "A", origin: 64510 },
      { site: "B", origin: 64511 },
    ],
    policies: { ases: { 64500: { localPref: { 64501: 150 } } } },
  }),
);
export const kinds = [
  "wrong LOCAL_PREF",
  "missing export",
  "MTU too small",
  "strict reverse path filter",
  "static route without health check",
  "leaked more-specific prefix",
] as const satisfies readonly BrokenScenario["fault"][];
export const faults = kinds.map((only) => breakScenario(scenario, 1, { network: true, only })!);
export const tools = ["frr", "bird", "containerlab", "kathara"] as const;

type Tool = (typeof tools)[number];

/** Brings a running lab to each fault in turn, to the base and to the solved stage, and prints the verdicts of its check. */
const script = (some: readonly BrokenScenario[]) => `
settled() { i=0; until PATIENCE=0 sh check.sh paths > /dev/null 2>&1 || [ $i = 40 ]; do i=$((i+1)); sleep 0.5; done; }
sh restore.sh solved > /dev/null; settled
${some
  .map(({ fault }) => {
    // Where the fault leaves best paths as they are, they are there when routing has settled.
    const wait = isOfPaths(fault) ? "sleep 6" : "settled";
    return `rm -rf stages/broken; cp -R "../${slug(fault)}" stages/broken
sh restore.sh broken; ${wait}
PATIENCE=8 sh check.sh > said; echo "broken ${slug(fault)} $?"; grep WRONG said`;
  })
  .join("\n")}
sh restore.sh base; PATIENCE=1 sh check.sh paths > said; echo "base $?"
sh restore.sh solved; settled; sh check.sh > said; echo "solved $?"; cat said
`;

const isOfPaths = (fault: BrokenScenario["fault"]) => fault === "wrong LOCAL_PREF" || fault === "missing export";

export const slug = (fault: string) => fault.replaceAll(" ", "-");

/** What the script prints in a lab that can have all of these faults. */
export async function tryFaults(place: string, to: Tool, some: readonly BrokenScenario[]): Promise<string> {
  const own = join(place, `${to}-${slug(some[0].fault)}`);
  for (const broken of some) {
    writeLab(join(own, "lab"), to, labOf(variantsOf(scenario, broken)));
    cpSync(join(own, "lab", "stages", "broken"), join(own, slug(broken.fault)), { recursive: true });
  }
  return runInLab(own, to, script(some));
}

/** Writes a lab as `anycast lab` does. */
export function writeLab(folder: string, to: Tool, lab: Lab): void {
  for (const { name, text, executable } of labTargets[to](lab)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (executable) chmodSync(file, 0o755);
  }
}

/** Starts the lab in the folder `lab` of `own`, and runs a script in it. @returns what it prints */
export async function runInLab(own: string, to: Tool, text: string): Promise<string> {
  writeFileSync(join(own, "try.sh"), text);
  const command =
    to === "frr" || to === "bird"
      ? ["sh", "lab.sh", "sh", "../try.sh"]
      : [
          ...["unshare", "--kill-child=KILL", "--fork", "--pid", "--mount", "--mount-proc", "--net"],
          ...["sh", writeStart(to, join(own, "lab"), join(own, "tools")), "sh", "../try.sh"],
        ];
  const { stdout, stderr } = await promisify(execFile)(command[0], command.slice(1), { cwd: join(own, "lab") });
  return stdout + stderr;
}

/** How the verdict of a fault differs from what it must be; empty if it is right. */
export function wrongIn(said: string, fault: BrokenScenario["fault"]): string {
  const [, lines] = new RegExp(`^broken ${slug(fault)} 1\\n((?:WRONG .*\\n)+)`, "m").exec(said) ?? [];
  return lines === undefined ? `the check does not fail: ${said}` : wrongLines(lines, fault);
}

/** The same for what check.sh says that is wrong. */
export function wrongLines(lines: string, fault: BrokenScenario["fault"]): string {
  // What is wrong is what the diagnosis says: paths for a fault of routing, else packets or a site that goes on announcing.
  if (/expected path/.test(lines) !== isOfPaths(fault)) return lines;
  if (fault === "MTU too small" && /with 60 octets/.test(lines)) return lines;
  if (fault.startsWith("static") && !/still announces/.test(lines)) return lines;
  return "";
}

/** The same for the end of the script: the base fails, the solved stage passes, and its sites withdrew. */
export function wrongAtEnd(said: string): string {
  const end = said.slice(said.search(/^base /m));
  return /^base 1\n/.test(end) && /^solved 0\n/m.test(end) && /withdraws/.test(end) ? "" : said;
}
