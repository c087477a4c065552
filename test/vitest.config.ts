import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import MixedOrder from "./mixed-order.js";
import { filesByProject } from "./projects.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const lib = fileURLToPath(new URL("../lib", import.meta.url));

/** `npm run test:long` sets it: the long tests run, and only these. */
const isLong = process.env.ANYCAST_LONG === "1";
const long = "test/**/*.long.test.ts";

/** Of `unit` the pattern is given, not the list, so that a file that is new while `--watch` runs is found. */
const others = Object.entries(filesByProject(root)).filter(([name]) => name !== "unit");
const elsewhere = others.flatMap(([, files]) => files);

/** Tests that only compute, or start a command, share their worker's modules: loading the library for each file took a third of the time. */
const shared = new Set(["unit", "commands"]);

export default defineConfig({
  // Sources, not dist, as in tsconfig.json: a module must not be loaded twice.
  resolve: {
    alias: [
      { find: /^anycast-kit\/([a-z/-]+)$/, replacement: `${lib}/kit/$1/index.ts` },
      { find: /^anycast-kit$/, replacement: `${lib}/kit/index.ts` },
      { find: /^anycast-course$/, replacement: `${lib}/course/index.ts` },
    ],
  },
  root,
  test: {
    setupFiles: ["test/one-seed-in-ci.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // Tests wait for processes, servers and routers nearly half of their time.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: MixedOrder },
    passWithNoTests: isLong,
    reporters: [process.env.CI ? "verbose" : "default", "./test/slowest-and-retried.ts"],
    projects: [
      project("unit", [isLong ? long : "test/**/*.test.ts"], elsewhere),
      ...others.map(([name, files]) =>
        project(
          name,
          files.filter((file) => file.endsWith(".long.test.ts") === isLong),
          [],
        ),
      ),
    ].filter(({ test }) => test.include.length > 0),
  },
});

function project(name: string, include: string[], not: string[]) {
  const exclude = ["**/node_modules/**", ...(isLong ? [] : [long]), ...not];
  // Kernels, browsers and routers run beside other tests on CI's two cores, and one late answer in 4,700 tests must not fail a run.
  // The reporter names each test that needed a further try.
  const retry = process.env.CI && !isLong && name !== "unit" ? 2 : 0;
  return { extends: true as const, test: { name, include, exclude, retry, isolate: !shared.has(name) } };
}
