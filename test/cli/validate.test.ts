// `anycast validate`: what it says without data, and on the shared data what the repository says. An unseen pair: validate.long.test.ts.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it, describe } from "vitest";
import { validationResults } from "../../lib/course/research/validation-results.js";
import { publishedDeployments } from "../../lib/course/research/validation/deployments.js";
import { readExperiments, readInputs } from "../../lib/course/research/validation/inputs.js";
import { validatePeering } from "../../lib/course/research/validation/peering.js";
import { rankCorrelation, validateSixPops } from "../../lib/course/research/validation/six-pops.js";
import { summaryOf } from "../../lib/course/research/validation/summary.js";
import { needs, repository, shared } from "../needs.js";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "anycast-validate-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const validate = (...words: string[]) =>
  execa(process.execPath, [join(repository, "lib", "kit", "cli", "anycast.mjs"), "validate", ...words], {
    reject: false,
    cwd: folder,
  });

describe("anycast validate", () => {
  it("is what npm run validate runs", () => {
    const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(scripts.validate).toMatch(/anycast\.mjs validate$/);
  });

  it("says what is missing, by name, and ends well", async () => {
    const { exitCode, stdout, stderr } = await validate("--shared", join(folder, "nothing"));
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^validate: skipped, because these files are missing:\n .*peering-two-site\.json\.gz\n/);
  });

  it("has no default outside the repository: without a folder it says how to name one, and ends well", async () => {
    const command = [join(repository, "lib", "kit", "cli", "anycast.mjs"), "validate"];
    const env = { ANYCAST_SHARED: "" };
    const { exitCode, stdout } = await execa(process.execPath, command, { cwd: folder, env });
    expect([exitCode, stdout]).toEqual([
      0,
      "validate: skipped, because no folder of measured data was named.\nName it with --shared FOLDER or ANYCAST_SHARED.",
    ]);
    const help = await execa(process.execPath, [...command, "--help"], { cwd: folder });
    expect(help.stdout).not.toContain("..");
    expect(help.stdout).not.toContain(repository);
  });

  it.each([
    ["cut short", () => gzipSync('{"2_x_y": {}}').subarray(0, 20), /cut\.gz is damaged or truncated/],
    ["no JSON", () => Buffer.from("pairs"), /cut\.gz is not valid JSON/],
    [
      "of two sites and a third",
      () =>
        gzipSync(
          JSON.stringify({ p: { sites: ["x", "y"], observed: { bgp: { "1": ["z"] } }, paths: { x: [], y: [] } } }),
        ),
      /p > observed > bgp > 1: z must be x or y/,
    ],
  ])("ends with one error and no file where the experiments are %s", async (_what, bytes, message) => {
    const file = join(folder, "cut.gz");
    writeFileSync(file, bytes());
    const out = join(folder, "out");
    const { exitCode, stderr } = await validate("--experiments", file, "--out", out, "--shared", folder);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr.match(/✖/g)).toHaveLength(1);
    expect(existsSync(out)).toBe(false);
  });
});

describe("anycast validate --published", () => {
  it("writes data/published.json again, byte for byte, without shared data", async () => {
    const file = join(folder, "published.json");
    const { exitCode, stdout } = await validate("--published", file, "--shared", join(folder, "nothing"));
    expect([exitCode, stdout]).toEqual([0, `The table is in ${file}.`]);
    expect(readFileSync(file, "utf8")).toBe(readFileSync(join(repository, "data", "published.json"), "utf8"));
  }, 300_000);
});

describe("rankCorrelation", () => {
  it("is 1 for the same order, -1 for the reverse, shares ranks between equals, and is undefined without an order", () => {
    expect(rankCorrelation([1, 5, 9], [2, 3, 4])).toBeCloseTo(1, 12);
    expect(rankCorrelation([1, 5, 9], [4, 3, 2])).toBeCloseTo(-1, 12);
    expect(rankCorrelation([1, 1, 2], [1, 2, 3])).toBeCloseTo(Math.sqrt(3) / 2, 12);
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeUndefined();
  });
});

needs("ANYCAST_SHARED").describe("on the shared data", () => {
  const published = () => join(shared, "data", "catchments", "peering-two-site.json.gz");

  it("finds again what data/validation.json says of small pairs and of the six PoPs", async () => {
    const inputs = await readInputs(shared, published(), await readExperiments(published()));
    expect(`${JSON.stringify(publishedDeployments(inputs), undefined, 1)}\n`).toBe(
      readFileSync(join(repository, "data", "deployments.json"), "utf8"),
    );
    const few = inputs.experiments.filter(({ observed }) => observed.size < 9000);
    expect(few).toHaveLength(2);
    const { report: peering } = validatePeering({ ...inputs, experiments: few }, () => undefined);
    const now = summaryOf({
      format: "anycast-validation-1",
      inputs: { experiments: inputs.experimentsFile, graphs: inputs.graphs.map(({ name }) => name) },
      peering,
      sixPops: validateSixPops(inputs),
    });
    const ofSites = (sites: readonly string[]) =>
      validationResults.peering.byPair.find((each) => each.sites.join() === sites.join());
    expect(now.independent).toEqual(validationResults.independent);
    for (const each of now.peering.byPair) expect(each).toEqual(ofSites(each.sites));
    for (const each of now.peering.unseen.byPair)
      expect(each).toEqual(
        validationResults.peering.unseen.byPair.find(({ sites }) => sites.join() === each.sites.join()),
      );
    expect(now.sixPops).toEqual(validationResults.sixPops);
    expect(now.inputs).toEqual(validationResults.inputs);
  }, 300_000);
});

describe("validationResults", () => {
  const of = (id: string) => validationResults.peering.methods.find((method) => method.id === id)!;

  it("tells that plain simulation misses the guess, and that observed neighbours beat it", () => {
    expect(of("plain-toposcope-201806").accuracy).toBeLessThan(of("larger").accuracy);
    expect(of("cross-validated").accuracy).toBeGreaterThan(of("larger").accuracy);
    expect(of("cross-validated").pairsWorseThanLarger).toBe(0);
    expect(of("larger").balanced).toBe(0.5);
  });

  it("says what to expect at sites that it never saw, and that its probabilities hold", () => {
    const { unseen, observations } = validationResults.peering;
    const method = (id: string) => unseen.methods.find((each) => each.id === id)!;
    expect(method("chosen-100").accuracy).toBeGreaterThan(method("drawn-100").accuracy);
    expect(method("none").accuracy).toBeLessThan(of("no-probes").accuracy);
    expect(unseen.namedRightly).toBe(unseen.named);
    for (const { id, reliability, brier, ofPairs, abstaining } of unseen.methods) {
      expect(brier).toBeLessThan(0.25);
      expect(ofPairs).toEqual([...ofPairs].sort((a, b) => a - b));
      expect(abstaining[0].answered).toBe(1);
      if (id === "none") expect(reliability.reduce((sum, [ases]) => sum + ases, 0)).toBe(observations);
    }
  });

  it("says of sites that it never saw what the page about measurements says", () => {
    const { methods } = validationResults.peering.unseen;
    const page = readFileSync(join(repository, "lib", "docs", "measurements.md"), "utf8").replaceAll(/ +/g, " ");
    const percent = (part: number) => `${Math.round(100 * part)} %`;
    for (const { id, accuracy, ofPairs, brier } of methods.filter(({ id }) => id !== "chosen-10"))
      expect(page, id).toContain(
        `| ${percent(accuracy)} | ${percent(ofPairs[0])}, ${percent(ofPairs[2])} | ${brier.toFixed(3)} |`,
      );
    const chosen = methods.find(({ id }) => id === "chosen-100")!;
    const least = chosen.abstaining.find((each) => each.least === 0.8)!;
    expect(page).toContain(`miss the observed shares by ${chosen.calibrationError.toFixed(3)} on average`);
    expect(page).toContain(
      `answers for ${percent(least.answered)} of the ASes and is right for ${percent(least.accuracy!)} of these`,
    );
  });

  it("pools what it says of the pairs", () => {
    const { byPair, observations } = validationResults.peering;
    expect(byPair.reduce((sum, { ases }) => sum + ases, 0)).toBe(observations);
    const pooled = byPair.reduce((sum, { ases, accuracy }) => sum + ases * accuracy.larger, 0) / observations;
    expect(pooled).toBeCloseTo(of("larger").accuracy, 2);
  });
});
