// Every reader takes damaged files: it reads them or throws its own error, which names the file, and never a raw one of the
// language or of a library. Used by fuzz.test.ts with a slice, by fuzz.long.test.ts with ten thousand for each.
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect } from "vitest";
import { readNotebook } from "../../../lib/course/notebook/index.js";
import { decodeAsGraph, encodeAsGraph, parseAsRel, readDesignComparison } from "../../../lib/kit/index.js";
import { readCell, writeCell } from "../../../lib/kit/cli/sweep/store.js";
import { readNetwork, readScenario } from "../../../lib/kit/routing/index.js";
import { playScenario, steadyStatesOf } from "../../../lib/kit/routing/scenario/index.js";
import { compile, defineAsGraph } from "../../../lib/kit/topology/index.js";
import { repository } from "../../needs.js";
import { changedJson, damaged } from "./mutations.js";

const all = (...folder: string[]) =>
  readdirSync(join(repository, ...folder))
    .filter((name) => name.endsWith(".json"))
    .map((name) => readFileSync(join(repository, ...folder, name), "utf8"));

const scenarios = all("test", "routers", "scenarios").filter((text) => text.length < 20_000);
const comparisons = all("data", "designs");
const lessons = ["1-shared-ip", "3-udp-success"].map((name) =>
  readFileSync(join(repository, "notebooks", `${name}.ipynb`), "utf8"),
);
const asRel = "# input clique: 1 2\n# source:x\n1|2|0|bgp\n1|3|-1|bgp\n2|4|-1\n3|5|-1\n";
const compact = Buffer.from(
  encodeAsGraph(compile(defineAsGraph({ ases: [{ asn: 1 }, { asn: 2 }], links: [{ provider: 1, customer: 2 }] }))),
).toString("latin1");
const networks = [
  readFileSync(join(repository, "data", "abilene.json"), "utf8"),
  '{"nodes": [{"id": 0, "label": "London"}, {"id": 1, "label": "Paris"}], "links": [{"source": 0, "target": 1}]}',
  '<?xml version="1.0"?><graphml><key id="d0" for="node" attr.name="label" attr.type="string"/><graph edgedefault="undirected"><node id="a"><data key="d0">London</data></node><node id="b"><data key="d0">Rome</data></node><edge source="a" target="b"/></graph></graphml>',
  'graph [\n node [ id 0 label "London" Latitude 51.5 Longitude -0.1 ]\n node [ id 1 label "Rome" ]\n edge [ source 0 target 1 ]\n]\n',
  "nodes:\n  r1: { location: London }\n  r2: { location: Rome }\nlinks: [ r1-r2, { r1: , r2: , km: 30 } ]\n",
  "?SNDlib native format; type: network; version: 1.0\nNODES (\n London ( -0.1 51.5 )\n Rome ( 12.5 41.9 )\n)\nLINKS (\n L1 ( London Rome ) 0 0 0 0 ( )\n)\n",
];

const folder = mkdtempSync(join(tmpdir(), "anycast-fuzz-"));
const row = { sites: [], rttPercentilesMs: [] } as never;
writeCell(folder, "good", row);
const cell = readFileSync(join(folder, readdirSync(folder)[0]), "utf8");
const cellFile = join(folder, readdirSync(folder)[0]);

interface Reader {
  readonly inputs: fc.Arbitrary<string>;
  readonly read: (text: string) => unknown;
  /** Names of the errors that are the reader's own. */
  readonly errors: readonly string[];
}

const file = "the-file";
const own = (texts: readonly string[]) => fc.oneof(damaged(texts), changedJson(texts));

export const readers: Readonly<Record<string, Reader>> = {
  "a scenario": {
    inputs: own(scenarios),
    read: (text) => readScenario(text, { file }),
    errors: ["ScenarioError"],
  },
  "a comparison": {
    inputs: own(comparisons),
    read: (text) => readDesignComparison(text, { file }),
    errors: ["DesignComparisonError"],
  },
  "a network": {
    inputs: fc.oneof(damaged(networks), changedJson(networks.slice(0, 2))),
    read: (text) => readNetwork(text, { file }),
    errors: ["NetworkFileError"],
  },
  "AS relationships": {
    inputs: damaged([asRel]),
    read: (text) => parseAsRel(text, { file }),
    errors: ["AsRelError"],
  },
  "a compact graph": {
    inputs: damaged([compact]),
    read: (text) => decodeAsGraph(Buffer.from(text, "latin1"), file),
    errors: ["AsGraphFileError"],
  },
  "a notebook": {
    inputs: own(lessons),
    read: (text) => readNotebook(text, { file }),
    errors: ["NotebookError"],
  },
  "a cell of the cache": {
    inputs: damaged([cell]),
    read: (text) => {
      writeFileSync(cellFile, text);
      const found = readCell(folder, "good");
      if (found !== undefined) expect(text).toBe(cell);
    },
    errors: [],
  },
};

/** Routes a scenario that was read: what its policies and events break must have a name, too. */
export const played: Reader = {
  inputs: changedJson(scenarios.filter((text) => text.length < 6000)),
  read: (text) => {
    const scenario = readScenario(text, { file });
    if (scenario.events.length > 0) playScenario(scenario);
    else steadyStatesOf(scenario);
  },
  errors: ["ScenarioError", "AnnouncementError", "NoSteadyStateError", "ConvergenceError", "AddressError"],
};

/** What no user should ever read. */
const raw =
  /Cannot read prop|is not a function|is not iterable|undefined|\[object|Invalid input|Unrecognized key|expected string, received|call stack|Invalid array length|NaN/;

export async function survives({ inputs, read, errors }: Reader, numRuns: number, names = true): Promise<void> {
  await fc.assert(
    fc.asyncProperty(inputs, async (text) => {
      const begin = performance.now();
      try {
        await read(text);
      } catch (error) {
        const { name, message } = error as Error;
        expect(errors, (error as Error).stack).toContain(name);
        if (names) expect(message).toContain(file);
        expect(message.replaceAll(/"[^"]*"/g, ""), message).not.toMatch(raw);
        expect(message.length, message).toBeLessThan(1200);
      }
      expect(performance.now() - begin).toBeLessThan(20_000); // a hang, not a measurement
    }),
    { numRuns, endOnFailure: true },
  );
}

export { folder };
