import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { breakScenario, compareLab, labOf, labTargets } from "../../../lib/kit/routers/labs/index.js";
import { planRouters } from "../../../lib/kit/routers/plan-routers.js";
import { readScenario } from "../../../lib/kit/routing/scenario/read.js";
import { needs, repository } from "../../needs.js";

const folder = join(repository, "test", "routers", "scenarios");
const read = (name: string) => readScenario(readFileSync(join(folder, `${name}.json`), "utf8"), { file: name });
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));
const scenarios = names.map(read);
const labs = scenarios.map((scenario) => labOf(planRouters(scenario)));
const text = (files: readonly { name: string; text: string }[], name: string) =>
  files.find((file) => file.name === name)!.text;

describe("every scenario as a lab", () => {
  it.each(Object.entries(labTargets))(
    "for %s has its predictions, a check and a page, under names that fit",
    (to, make) => {
      for (const lab of labs) {
        const files = make(lab);
        const own = files.map(({ name }) => name);
        expect(new Set(own).size).toBe(own.length);
        for (const name of ["README.md", "predictions.json", "collect.sh", "shared/site_server.py"])
          expect(own).toContain(name);
        // Kathará's names have no dashes.
        const named = (key: string, value: unknown) =>
          key === "node" && to === "kathara" ? String(value).replaceAll("-", "_") : value;
        expect(JSON.parse(text(files, "predictions.json"))).toEqual(
          JSON.parse(JSON.stringify(lab.predictions, named)) as unknown,
        );
        for (const { name } of lab.nodes) expect(name).toMatch(/^[rs][a-z0-9-]{1,15}$/);
      }
    },
  );

  it("for containerlab has no management network, and joins interfaces that are there", () => {
    for (const lab of labs) {
      type Clab = {
        topology: {
          groups: Record<string, Record<string, unknown>>;
          nodes: Record<string, { group: string }>;
          links: { endpoints: string[] }[];
        };
      };
      const { topology } = parse(text(labTargets.containerlab(lab), `${lab.name}.clab.yml`)) as Clab;
      expect(Object.values(topology.groups).map((group) => group["network-mode"])).toEqual(["none", "none"]);
      expect(Object.keys(topology.nodes)).toEqual(lab.nodes.map(({ name }) => name));
      const ends = topology.links.flatMap(({ endpoints }) => endpoints);
      expect(new Set(ends).size).toBe(ends.length);
      for (const end of ends) expect(topology.nodes[end.split(":")[0]]).toBeDefined();
    }
  });

  it("for netlab validates each session and each best path, under names of up to 16 characters", () => {
    for (const lab of labs) {
      const topology = parse(text(labTargets.netlab(lab), "topology.yml")) as {
        validate: Record<string, { nodes: string[]; plugin: string }>;
        nodes: Record<string, object>;
      };
      const checks = Object.entries(topology.validate);
      for (const [key, { nodes }] of checks) {
        expect(key).toMatch(/^[a-z_][a-z0-9_]{0,15}$/);
        for (const node of nodes) expect(topology.nodes[node]).toBeDefined();
      }
      expect(checks.filter(([key]) => key.startsWith("path")).length).toBe(lab.predictions.routes.length);
    }
  });
});

describe("a lab's output, compared with its predictions", () => {
  const lab = labOf(planRouters(read("as-path-length")));
  const predictions = JSON.stringify(lab.predictions);
  const frrSays = (path: readonly number[], reason: string) =>
    JSON.stringify({
      prefix: "192.0.2.0/24",
      paths: [
        {
          aspath: { segments: [{ type: "as-sequence", list: path }] },
          bestpath: { overall: true, selectionReason: reason },
        },
      ],
    });
  const outputs = new Map(
    lab.predictions.routes.map(({ node, path }) => [node, path ? frrSays(path, "AS Path") : "{}"]),
  );
  it("agrees where it is the same", () =>
    expect(compareLab(predictions, outputs).every(({ agrees }) => agrees)).toBe(true));
  it("names the vendor's rule where it is not", () => {
    const [{ node }] = lab.predictions.routes;
    const rows = compareLab(predictions, new Map([...outputs, [node, frrSays([7], "Older Path")]]));
    const row = rows.find((each) => each.node === node)!;
    expect(row).toMatchObject({ agrees: false, found: [7] });
    expect(row.because).toMatch(/FRR 8\.4 decided by "Older Path": .*docs\.frrouting\.org/);
  });
  it("reads BIRD's too", () => {
    const bird = "192.0.2.0/24         unicast [to_AS1 10:00:00.000] * (100) [AS1i]\n\tBGP.as_path: 7 8\n";
    const [{ node }] = lab.predictions.routes;
    expect(compareLab(predictions, new Map([...outputs, [node, bird]]))[0]).toMatchObject({
      found: [7, 8],
      agrees: false,
    });
  });
  it("takes the first of BIRD's routes to a prefix, and its last prefix", () => {
    const bird = [
      "BIRD 2.0.12 ready.",
      "Table master6:",
      "2001:db8::/32        unicast [to_AS1 10:00:00.000] * (100) [AS1i]",
      "\tBGP.as_path: 9",
      "Table master4:",
      "192.0.2.0/24         unicast [to_AS1 10:00:00.000] * (100) [AS1i]",
      "\tvia 10.0.0.1 on e0",
      "\tBGP.as_path: 7 8",
      "                     unicast [to_AS2 10:00:00.000] (100) [AS2i]",
      "\tvia 10.0.0.2 on e1",
      "\tBGP.as_path: 5 6 4",
      "",
    ].join("\n");
    const [{ node }] = lab.predictions.routes;
    expect(compareLab(predictions, new Map([...outputs, [node, bird]]))[0].found).toEqual([7, 8]);
  });
  it.each(["", "command not found", '{"prefix":"192.0.2.0/24","paths":[{'])(
    "refuses %j for what a router printed, which is not the same as no route",
    (said) => {
      const [{ node }] = lab.predictions.routes;
      expect(() => compareLab(predictions, new Map([...outputs, [node, said]]))).toThrow(
        new RegExp(`what ${node} printed is neither FRR's JSON nor BIRD's`),
      );
    },
  );
  it.each(["% Network not in table\n", "{}", "BIRD 2.0.12 ready.\n"])("takes %j for no route", (said) => {
    const [{ node }] = lab.predictions.routes;
    expect(compareLab(predictions, new Map([...outputs, [node, said]]))[0]).not.toHaveProperty("found");
  });
  it.each([
    ["{", /predictions\.json: .*line 1/],
    ['{"format":"x"}', /predictions\.json: format: expected "anycast-predictions"/],
    [predictions.replace('"version":1', '"version":1,"version":1'), /predictions\.json: duplicate key version/],
  ])("that cannot be read is one error", (bad, message) => expect(() => compareLab(bad, outputs)).toThrow(message));
  it("without a node's output is one error", () =>
    expect(() => compareLab(predictions, new Map())).toThrow(/outputs\/ has no output of r64501/));
});

describe("a broken lab", () => {
  it("has one fault that moves a router, the same for the same seed, with its diagnosis", () => {
    const scenario = read("anycast-four-sites");
    const faults = [1, 2, 3, 4, 5, 6].map((seed) => breakScenario(scenario, seed)!);
    for (const { moved, diagnosis } of faults) {
      expect(moved.length).toBeGreaterThan(0);
      expect(diagnosis).toMatch(/check its .* filters?\.$/);
    }
    expect(breakScenario(scenario, 1)).toEqual(faults[0]);
    expect(new Set(faults.map(({ diagnosis }) => diagnosis)).size).toBeGreaterThan(1);
  });
});

needs("frr", "root").describe("the lab of plain FRR files runs", () => {
  let place: string;
  beforeAll(() => (place = mkdtempSync(join(tmpdir(), "anycast-lab-"))));
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  it("and its check passes, fails on an altered prediction, and its outputs compare", async () => {
    const lab = labOf(planRouters(read("med-across-routers")));
    for (const { name, text: content } of labTargets.frr(lab)) {
      mkdirSync(dirname(join(place, name)), { recursive: true });
      writeFileSync(join(place, name), content);
    }
    const check = readFileSync(join(place, "check.sh"), "utf8");
    writeFileSync(join(place, "altered.sh"), check.replace('"64510"', '"64599"'));
    const script = `i=0; until sh check.sh > checked 2>&1 || [ $i = 40 ]; do i=$((i+1)); sleep 1; done; cat checked; sh altered.sh; echo altered $?; sh collect.sh; sh check.sh > last; echo check $?`;
    const { stdout } = await promisify(execFile)("sh", ["lab.sh", "sh", "-c", script], { cwd: place });
    expect(stdout).toMatch(/altered 1\ncheck 0\n$/);
    expect(stdout).toMatch(/WRONG r64501-\S+ 192\.0\.2\.0\/24: expected path '64599', got '64510'/);
    const outputs = new Map(
      readdirSync(join(place, "outputs")).map((name) => [
        name.replace(".json", ""),
        readFileSync(join(place, "outputs", name), "utf8"),
      ]),
    );
    const rows = compareLab(readFileSync(join(place, "predictions.json"), "utf8"), outputs);
    expect(rows.map(({ agrees }) => agrees)).toEqual([true, true]);
  }, 120_000);
});
