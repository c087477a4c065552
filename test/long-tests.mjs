// `npm run test:long`: the long tests (*.long.test.ts), with their full counts. `--today` runs the slice that CI runs on this date.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { testFiles } from "./projects.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const DAY_MS = 86_400_000;

/** One of seven files or other things, or of as many as there are, by the date (UTC): each has its turn at least once a week. */
export function sliceOf(files, date) {
  const slices = Math.min(7, files.length);
  const slice = slices === 0 ? 0 : Math.floor(date.getTime() / DAY_MS) % slices;
  return { slice, slices, files: files.filter((_file, i) => i % slices === slice) };
}

function main(args) {
  const all = testFiles(root).filter((file) => file.endsWith(".long.test.ts"));
  let files = [];
  if (args[0] === "--today") {
    args = args.slice(1);
    const today = sliceOf(all, new Date());
    files = today.files;
    const which = today.slices === 0 ? "there are none" : `slice ${today.slice + 1} of ${today.slices}`;
    console.log(`Long tests of ${new Date().toISOString().slice(0, 10)}: ${which}`);
    for (const file of files) console.log(`  ${file}`);
    if (files.length === 0) return 0;
  }
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const options = ["run", "--config", "test/vitest.config.ts", ...files, ...args];
  const env = { ...process.env, ANYCAST_LONG: "1" };
  return spawnSync(process.execPath, [vitest, ...options], { cwd: root, env, stdio: "inherit" }).status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
