// Which project of vitest a test file belongs to. A file says itself what it needs of the machine, by `needs("chromium")` and so on
// (needs.ts), so that no list of files can be out of date.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The first that fits. `unit` is all the rest: no browser, no Jupyter, no jail, no routers, no command in a process of its own. */
const projects = [
  ["package", ({ file }) => file.startsWith("test/package/")],
  ["browser", ({ needs }) => needs.includes("chromium")],
  ["kernel", ({ needs }) => needs.includes("jupyter") || needs.includes("bwrap")],
  ["routers", ({ needs }) => ["bird", "root", "netlab", "kathara"].some((each) => needs.includes(each))],
  ["commands", ({ file }) => file.startsWith("test/cli/")],
];

/** @returns {string[]} all test files, as paths below the root: "test/routing/spf.test.ts" */
export const testFiles = (root) =>
  readdirSync(join(root, "test"), { recursive: true })
    .map((file) => `test/${String(file).replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".test.ts"))
    .sort();

/** @returns {"unit" | "commands" | "package" | "browser" | "kernel" | "routers"} by the path of a test file and its text */
export function projectOf(file, text) {
  const needs = [...text.matchAll(/\bneeds\(([^)]*)\)/g)].flatMap(([, names]) => names.match(/\w+/g) ?? []);
  return projects.find(([, fits]) => fits({ file, needs }))?.[0] ?? "unit";
}

/** @returns {Record<string, string[]>} the test files of each project */
export function filesByProject(root) {
  const found = { unit: [], commands: [], kernel: [], browser: [], routers: [], package: [] };
  for (const file of testFiles(root)) found[projectOf(file, readFileSync(join(root, file), "utf8"))].push(file);
  return found;
}
