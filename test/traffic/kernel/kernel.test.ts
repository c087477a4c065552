// Real Linux kernels beside the simulator. ANYCAST_KERNEL_TABLE=write writes what they did to data/kernel-validation.json.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  agrees,
  kernelComparison,
  outcomeText,
  type KernelComparison,
  type KernelObservations,
} from "../../../lib/course/research/linux/comparison.js";
import { SERVERS } from "../../../lib/course/research/linux/model.js";
import { kernelPredictions, type KernelOutcome } from "../../../lib/course/research/linux/predictions.js";
import { hashThresholdDisruption } from "../../../lib/kit/traffic/ecmp/hash-threshold.js";
import { writeWhole } from "../../../lib/kit/files/write-whole.js";
import { needs, repository } from "../../needs.js";
import { experiments } from "./experiments.js";
import { laboratory, type Laboratory } from "./laboratory.js";

const file = join(repository, "data", "kernel-validation.json");
const stored = () => JSON.parse(readFileSync(file, "utf8")) as KernelObservations;
const predictions = new Map(kernelPredictions().map((each) => [each.id, each]));

needs("root", "bird").describe("real kernels", () => {
  let lab: Laboratory;
  const observed: Record<string, KernelOutcome> = {};
  beforeAll(async () => {
    lab = await laboratory(SERVERS);
  });
  afterAll(() => lab?.close());

  for (const { name, run } of experiments)
    it(name, async () => {
      const found = await run(lab);
      Object.assign(observed, found);
      for (const [id, outcome] of Object.entries(found)) {
        const { claim, flows, predict, differs } = predictions.get(id)!;
        const predicted = predict();
        const told = `${claim}: predicted ${outcomeText(predicted)}, found ${outcomeText(outcome)}`;
        expect(agrees(predicted, outcome, flows), told).toBe(differs === undefined);
      }
    });

  it("do what the checked-in table says that they did", async () => {
    if (process.env.ANYCAST_KERNEL_TABLE === "write") await writeWhole(file, observationsText(observed));
    const before = stored().observed;
    expect(Object.keys(before).sort()).toEqual(Object.keys(observed).sort());
    for (const [id, outcome] of Object.entries(observed)) {
      const { claim, predict, flows } = predictions.get(id)!;
      // Two runs, each as noisy as the other: what was found then agrees with the prediction, and so does what is found now.
      expect(before[id].kind, claim).toBe(outcome.kind);
      if (outcome.kind === "words") expect(outcome, claim).toEqual(before[id]);
      else expect(agrees(predict(), outcome, flows), claim).toBe(agrees(predict(), before[id], flows));
    }
  });
});

describe("the table of kernels beside the simulator", () => {
  let comparison: KernelComparison | undefined;
  const compared = () => (comparison ??= kernelComparison(stored()));
  it("has a row for every prediction, and they agree but for two, which say why", () => {
    const { rows } = compared();
    expect(rows.map(({ id }) => id)).toEqual([...predictions.keys()]);
    const odd = rows.filter((row) => !row.agrees);
    expect(odd.map(({ id }) => id)).toEqual(["ports-again-veth", "fragments"]);
    expect(rows.filter(({ differs }) => differs !== undefined)).toEqual(odd);
  });
  it("says which kernel that was, and when", () => {
    const { kernel, date } = compared();
    expect(kernel).toMatch(/^\d+\.\d+/);
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
  it("agrees with RFC 2992 in what removing one of four costs: a half for the first, a third for the third", () => {
    const { rows } = compared();
    const shareOf = (id: string) => {
      const { observed: outcome } = rows.find((row) => row.id === id)!;
      return outcome.kind === "shares" ? outcome.shares[0] : NaN;
    };
    expect(hashThresholdDisruption(4, 1)).toBe(1 / 2);
    expect(hashThresholdDisruption(4, 3)).toBeCloseTo(1 / 3, 12);
    expect(Math.abs(shareOf("hash-threshold-first") - 1 / 2)).toBeLessThan(0.09);
    expect(Math.abs(shareOf("hash-threshold-third") - 1 / 3)).toBeLessThan(0.09);
  });
  it("is read as text: shares in percent, times in seconds", () => {
    expect(outcomeText({ kind: "shares", shares: [0.25, 1] })).toBe("25 / 100\u00a0%");
    expect(outcomeText({ kind: "seconds", seconds: 6.2 })).toBe("6.2\u00a0s");
  });
  it("tells noise from another outcome", () => {
    const half = { kind: "shares", shares: [0.5] } as const;
    expect(agrees(half, { kind: "shares", shares: [0.54] }, 800)).toBe(true);
    expect(agrees(half, { kind: "shares", shares: [0.75] }, 800)).toBe(false); // what modulo would do
    expect(agrees({ kind: "shares", shares: [0] }, { kind: "shares", shares: [0.001] }, 800)).toBe(false);
    expect(agrees({ kind: "words", words: "reset" }, { kind: "words", words: "silence" }, 1)).toBe(false);
    expect(() => kernelComparison({ ...stored(), observed: {} })).toThrow(/no outcome of policy-0/);
  });
});

function observationsText(observed: KernelObservations["observed"]): string {
  const version = (command: string, ...words: readonly string[]) =>
    /[\d.]{3,}/.exec(execFileSync("sh", ["-c", [command, ...words, "2>&1"].join(" ")]).toString())![0];
  const observations: KernelObservations = {
    format: "anycast-kernel-1",
    date: new Date().toISOString().slice(0, 10),
    kernel: release(),
    bird: version("PATH=$PATH:/usr/sbin bird", "--version"),
    iproute2: version("PATH=$PATH:/usr/sbin ip", "-V"),
    observed,
  };
  const lines = [...predictions.keys()].map((id) => `    ${JSON.stringify(id)}: ${JSON.stringify(observed[id])}`);
  const head = JSON.stringify({ ...observations, observed: undefined }, undefined, 2).replace(/\n}$/, "");
  return `${head},\n  "observed": {\n${lines.join(",\n")}\n  }\n}\n`;
}
