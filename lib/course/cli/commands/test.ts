// `npm test`: sets up what is missing, then every check and every test; ends with the numbers of passed, failed and skipped tests.
import { mkdir, readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { execa } from "execa";
import { Failure, runSteps } from "anycast-kit/cli";
import { places, repository } from "../repository.js";
import { setUp } from "../setup.js";

export function register(program: Command): void {
  program
    .command("test")
    .description("set up what is missing, check formatting, lint, types and layers, run all tests")
    .argument("[pattern...]", "run only the test files whose path contains one of these, and none of the checks")
    .option("--jupyter <path>", "use this installed Jupyter (its environment or program) instead of creating .venv")
    .action(test);
}

async function test(patterns: readonly string[], { jupyter: path }: { readonly jupyter?: string }): Promise<void> {
  const env: Record<string, string> = {};
  try {
    const jupyter = await setUp({ jupyter: path });
    if (path) env.ANYCAST_JUPYTER = jupyter.python;
  } catch (error) {
    // Without Jupyter the other tests still run; tests that need it are skipped by name.
    if (process.env.CI || !(error instanceof Failure)) throw error;
    console.log(`✖ ${error.message}\n  ${error.remedy ?? ""}\n  The tests that need Jupyter are skipped.`);
  }
  const failedChecks = patterns.length > 0 ? [] : await runChecks();
  const counts = await runTests(patterns, env);
  const failed = counts.failed + failedChecks.length;
  console.log("");
  for (const name of counts.skippedNames) console.log(`skipped: ${name}`);
  for (const name of failedChecks) console.log(`failed: ${name}`);
  const unexpected = process.env.CI ? counts.skippedNames.filter((name) => !mayBeSkippedInCI.test(name)) : [];
  if (unexpected.length > 0)
    console.log(
      `In CI only tests of data outside the repository may be skipped; ${unexpected.length} others were skipped.`,
    );
  console.log(`${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped`);
  if (failed > 0 || unexpected.length > 0) process.exitCode = 1;
}

/** The suffix that test/needs.ts appends to the name of a test with missing data. */
const mayBeSkippedInCI = /\[skipped: needs (.* and )?ANYCAST_SHARED\b/;

const bin = (name: string) => join(repository, "node_modules", ".bin", name);

/** Runs all static checks, even after a failure, and returns the names of the failed ones. */
async function runChecks(): Promise<string[]> {
  const notebooks = (await readdir(places.notebooks)).filter((name) => name.endsWith(".ipynb"));
  const files = notebooks.map((name) => join("notebooks", name));
  const checks: readonly (readonly [title: string, command: string, args: readonly string[]])[] = [
    ["Formatting", bin("prettier"), ["--check", "--log-level", "warn", "."]],
    ["Formatting of the notebooks", bin("anycast"), ["notebook", "format", "--check", ...files]],
    ["Lint of the notebooks", bin("anycast"), ["notebook", "lint", ...files]],
    // By path: TypeScript 5.0.4 is also installed for one test, and either may own the name `tsc`.
    ["Types", process.execPath, [join(repository, "node_modules", "typescript", "bin", "tsc"), "--noEmit"]],
    ["Layers", bin("depcruise"), ["lib", "--config", ".dependency-cruiser.cjs", "--output-type", "err"]],
    ["Unused files, exports and packages", bin("knip"), []],
    ["API pages", bin("typedoc"), ["--options", "lib/kit/typedoc.json", "--emit", "none"]],
  ];
  const begin = (command: string, args: readonly string[]) =>
    execa(command, args, { cwd: repository, reject: false, all: true, stdin: "ignore" });
  const failed: { title: string; said: string }[] = [];
  const step = (title: string, result: () => ReturnType<typeof begin>) => ({
    title,
    run: async () => {
      const { exitCode, all } = await result();
      if (exitCode === 0) return;
      failed.push({ title, said: all });
      return "FAILED, see below";
    },
  });
  // eslint takes as long as the others together, so it runs beside them.
  const lint = begin(bin("eslint"), ["--config", ".eslint.config.js", "."]);
  await runSteps([
    ...checks.map(([title, command, args]) => step(title, () => begin(command, args))),
    step("Lint", () => lint),
  ]);
  for (const { title, said } of failed) console.log(`\n── ${title}\n${said}`);
  return failed.map(({ title }) => title);
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly skippedNames: readonly string[];
}

/** The relevant part of vitest's JSON report. */
interface Report {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

async function runTests(patterns: readonly string[], env: Record<string, string>): Promise<Counts> {
  await mkdir(join(repository, ".cache"), { recursive: true });
  await rm(places.testResults, { force: true });
  const reporters = [
    `--reporter=${process.env.CI ? "verbose" : "default"}`,
    "--reporter=./test/slowest-and-retried.ts",
    "--reporter=json",
    `--outputFile.json=${places.testResults}`,
  ];
  const args = ["run", "--config", "test/vitest.config.ts", ...reporters, ...patterns];
  const { exitCode } = await execa(bin("vitest"), args, { cwd: repository, reject: false, stdio: "inherit", env });
  let report: Report;
  try {
    report = JSON.parse(await readFile(places.testResults, "utf8")) as Report;
  } catch {
    return { passed: 0, failed: 1, skipped: 0, skippedNames: [] }; // vitest itself failed, and has reported why
  }
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const count = (status: string) => tests.filter((one) => one.status === status).length;
  // A file that could not be loaded counts as failed although none of its tests has.
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((one) => one.status === "failed"),
  ).length;
  const skipped = tests.filter(({ status }) => status !== "passed" && status !== "failed");
  const failed = count("failed") + broken;
  return {
    passed: count("passed"),
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: skipped.length,
    skippedNames: skipped.map(({ fullName }) => fullName),
  };
}
