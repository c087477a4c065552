// The labs of all scenarios, written as a tool's files and read by that tool.
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { labOf, labTargets, variantsOf, type Lab, type LabTarget } from "../../../lib/kit/routers/labs/index.js";
import { readScenario, type Scenario } from "../../../lib/kit/routing/scenario/index.js";
import { netlab, repository } from "../../needs.js";

const folder = join(repository, "test", "routers", "scenarios");
const named = (change: Partial<Scenario>): Scenario => ({
  ...readScenario(readFileSync(join(folder, "anycast-two-sites-one-origin.json"), "utf8")),
  ...change,
});
const awkward: Scenario[] = [
  named({ name: `"quoted", it's a=b; $(reboot) {{ x }} # \n – Zürich` }),
  named({ name: "名前" }),
  readScenario(
    JSON.stringify({
      format: "anycast-scenario",
      version: 1,
      name: "IPv6 only, two sites in one AS, names with everything",
      ases: [{ asn: 4200000000 }, { asn: 4200000001 }, { asn: 64510 }],
      links: [
        { provider: 4200000000, customer: 64510 },
        { provider: 4200000001, customer: 64510 },
        { peers: [4200000000, 4200000001] },
      ],
      announcements: [
        { site: "São Paulo / 1 'GRU'", origin: 64510, prefix: "2001:db8::/48", neighbours: [4200000000] },
        { site: 'São Paulo / 1 "GRU"', origin: 64510, prefix: "2001:db8::/48", neighbours: [4200000001] },
      ],
    }),
  ),
];
export const labs = [
  ...readdirSync(folder).map((file) => readScenario(readFileSync(join(folder, file), "utf8"), { file })),
  ...awkward,
].map((scenario) => labOf(variantsOf(scenario)));

/** The folder of each lab. */
export function write(labs: readonly Lab[], place: string, to: LabTarget): string[] {
  return labs.map((lab, i) => {
    const own = join(place, String(i));
    for (const { name, text } of labTargets[to](lab)) {
      mkdirSync(dirname(join(own, name)), { recursive: true });
      writeFileSync(join(own, name), text);
    }
    return own;
  });
}

/** A line of JSON for each lab. */
export async function read(python: string, program: string, folders: readonly string[]): Promise<unknown[]> {
  const words = [join(repository, "test", "routers", "labs", program), ...folders];
  const env = { ...process.env, HOME: dirname(folders[0]), PYTHONDONTWRITEBYTECODE: "1" };
  const { stdout } = await promisify(execFile)(python, words, { env, maxBuffer: 1e8 });
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

/** netlab itself makes each lab, with our filters in the configuration of each node. */
export async function acceptedByNetlab(labs: readonly Lab[], place: string): Promise<void> {
  const folders = write(labs, place, "netlab");
  const said = await read(join(dirname(netlab), "python"), "create_labs.py", folders);
  expect(said.filter((each) => each !== null)).toEqual([]);
  expect(said).toHaveLength(labs.length);
  const configurations = labs.flatMap(({ nodes }, i) =>
    nodes.map(({ name }) => readFileSync(join(folders[i], "node_files", name, "anycast"), "utf8")),
  );
  // A router whose sessions are all inside its AS has nothing to filter.
  const atBorders = configurations.filter((text) => /^ *neighbor (?!.* route-reflector-client$)/m.test(text));
  expect(atBorders.length).toBeGreaterThan(0.9 * configurations.length);
  for (const text of atBorders) expect(text).toMatch(/route-map \S+ (in|out)/);
}
