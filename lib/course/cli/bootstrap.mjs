// The first thing that runs after a clone: `node lib/course/cli/bootstrap.mjs start|test|unit|lessons|doctor`.
// Nothing is installed or compiled yet, so this is plain JavaScript on Node alone. It checks Node, installs the npm
// packages and builds the library where they are missing or out of date, then runs the compiled command line.
import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";
import { fileURLToPath } from "node:url";
import { takeLock } from "./lock.mjs";
import { beginEnvironment } from "./python-environment.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const at = (...parts) => join(root, ...parts);
const stamp = at("lib", "course", "dist", ".sources");
let lock;

/** Child processes before the command line takes over: Ctrl-C ends them too, even if only this process receives the signal. */
const working = new Set();
const end = (code) => () => {
  for (const pid of working) {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // it has ended
    }
  }
  lock?.release();
  process.exit(code);
};
const endings = { SIGINT: end(130), SIGTERM: end(143), SIGHUP: end(129) };
for (const [signal, listener] of Object.entries(endings)) process.on(signal, listener);

/** Quotes a path for a shell. */
const quoted = (path) => `'${path.replaceAll("'", String.raw`'\''`)}'`;

/** Node's require() must load ES modules, since tslab loads the library that way: 20.19, 22.12, 23 and later. */
const nodeIsRecent = process.features.require_module === true;

/** Only tests need the devDependencies of package.json, which are more than half of all packages. */
const needsDevelopment = ["test", "unit"].includes(process.argv[2]);

/** npm writes node_modules/.package-lock.json last, so the packages it lists are completely installed. */
function packagesAreInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages;
    const installed = JSON.parse(readFileSync(at("node_modules", ".package-lock.json"), "utf8")).packages;
    return Object.entries(wanted).every(([path, { version, optional, dev, devOptional }]) => {
      if (path === "" || (!needsDevelopment && dev)) return true;
      return installed[path] ? installed[path].version === version : optional || devOptional;
    });
  } catch {
    return false;
  }
}

/** A hash over all inputs of the build. */
function sources() {
  const hash = createHash("sha256");
  const add = (folder) => {
    for (const entry of readdirSync(at(folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!["dist", "generated", "node_modules"].includes(entry.name)) add(path);
      } else if (entry.isFile())
        hash
          .update(path)
          .update("\0")
          .update(readFileSync(at(path)))
          .update("\0");
    }
  };
  add("lib");
  add("data");
  for (const file of ["tsconfig.json", "package-lock.json"]) hash.update(readFileSync(at(file)));
  return hash.digest("hex");
}

const libraryIsBuilt = () => existsSync(stamp) && readFileSync(stamp, "utf8") === sources();

function stop(what, remedy) {
  console.error(`✖ ${what}\n  ${remedy.replaceAll("\n", "\n  ")}`);
  process.exit(1);
}

/** Runs a command and keeps its output for the case of failure; gives up after `patience` seconds without an answer. */
function run(title, command, args, { patience = Infinity, answered = /(?!)/ } = {}) {
  console.log(`❯ ${title}`);
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], detached: true });
    if (child.pid) {
      working.add(child.pid);
      lock.add(child.pid);
    }
    let output = "";
    let silent = false;
    const giveUp = () => {
      silent = true;
      process.kill(-child.pid, "SIGKILL"); // npm delays a gentler signal until its requests have ended
    };
    let timer = patience === Infinity ? undefined : setTimeout(giveUp, patience * 1000);
    const listen = (text) => {
      output += text;
      if (timer === undefined || !answered.test(String(text))) return;
      clearTimeout(timer);
      timer = setTimeout(giveUp, 300_000); // it answers: allow a slow connection time for one large package
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("error", (error) => resolve({ ok: false, silent, output: error.message }));
    child.on("close", (code) => {
      clearTimeout(timer);
      working.delete(child.pid);
      if (code === 0) console.log(`✔ ${title} [${((performance.now() - began) / 1000).toFixed(1)} s]`);
      resolve({ ok: code === 0, silent, output });
    });
  });
}

async function installPackages() {
  const which = needsDevelopment ? "--include=dev" : "--omit=dev";
  const args = ["ci", which, "--prefer-offline", "--loglevel=http", "--no-progress"];
  const npm = await run("Install the npm packages", "npm", args, {
    patience: 20,
    answered: /npm http (cache|fetch \w+ [23])/,
  });
  if (npm.ok) return;
  const said = npm.output
    .split("\n")
    .filter((line) => /^npm (error|ERR!) /.test(line) && !/complete log|[-_]logs/.test(line));
  if (
    npm.silent ||
    /ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EIDLETIMEOUT|ERR_SOCKET_TIMEOUT/.test(npm.output)
  ) {
    const registry = spawnSync("npm", ["config", "get", "registry"], { cwd: root, encoding: "utf8" }).stdout?.trim();
    stop(
      `The npm registry ${registry ?? ""} does not answer, so the packages could not be installed.`,
      "Check the network and the proxy (npm config get proxy), or name another registry:\n" +
        "  npm_config_registry=https://... npm start\nThen run the same command again; packages already downloaded are kept.",
    );
  }
  stop(
    `npm ci failed: ${said.slice(0, 4).join("\n") || npm.output.trim().split("\n").slice(-4).join("\n")}`,
    "Fix the reported problem, then run the same command again. `npm ci` in this folder shows the full output.",
  );
}

async function buildLibrary() {
  const before = sources();
  const build = await run("Build the library", process.execPath, [at("lib", "build.mjs"), "--no-check"]);
  if (!build.ok) stop("The library could not be built.", build.output.trim());
  const beside = `${stamp}.${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
  writeFileSync(beside, before, { flag: "wx" });
  renameSync(beside, stamp);
}

/** Checks that must run before the full doctor is compiled. */
function firstAid() {
  const python = spawnSync("python3", ["--version"], { encoding: "utf8" });
  console.log(`✔ Node ${process.versions.node}`);
  if (python.status === 0) console.log(`✔ ${python.stdout.trim()}`);
  else console.log("✖ Python was not found: on Debian or Ubuntu, apt install python3 python3-venv");
  console.log(packagesAreInstalled() ? "✔ npm packages" : "✖ The npm packages are not installed, or out of date");
  console.log("✖ The library is not built, or older than its sources");
  console.log("\nTo fix it: npm start (installs and builds what is missing), then npm run doctor again.");
  process.exit(1);
}

/** Whether the command will make .venv: not with a Jupyter that is there, and not for its help. */
const makesEnvironment = () =>
  ["start", "test", "lessons"].includes(command) &&
  !process.env.ANYCAST_JUPYTER &&
  !args.some((arg) => /^(--jupyter\b|--help$|-h$)/.test(arg));

/** Plain vitest, by default on the project `unit`, and on `commands` too where files are named. @returns its exit code */
function unitTests(args) {
  const isWatch = args.some((arg) => /^(-w|--watch)$/.test(arg));
  const named = args.some((arg) => arg.startsWith("test/"));
  const byDefault = named ? ["--project", "unit", "--project", "commands"] : ["--project", "unit"];
  const project = args.some((arg) => arg.startsWith("--project")) ? [] : byDefault;
  const vitest = [at("node_modules", "vitest", "vitest.mjs"), isWatch ? "watch" : "run"];
  const options = ["--config", "test/vitest.config.ts", ...project, ...args];
  return spawnSync(process.execPath, [...vitest, ...options], { cwd: root, stdio: "inherit" }).status ?? 1;
}

const [command, ...args] = process.argv.slice(2);
if (!nodeIsRecent)
  stop(
    `anycast-kit needs Node 20.19 or newer (in the 22 series 22.12); this is Node ${process.versions.node}.`,
    "Install a current Node, for example from nodejs.org or with a version manager (nvm install 22), then run the same command again.",
  );
if (command === "doctor") {
  if (!packagesAreInstalled() || !libraryIsBuilt()) firstAid();
} else {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    stop(
      `The folder ${root} is not writable. The kit keeps its packages, its Python environment and your copy of the lessons there.`,
      "Copy the folder to a place that is yours (cp -r), or make it writable, then run the same command there.",
    );
  }
  const lockFile = at(".cache", "setup.lock");
  let atWork = [];
  lock = await takeLock(lockFile, {
    waiting: (others) => {
      atWork = others;
      console.log(`❯ Another set-up is running in this folder (process ${others.join(", ")}): waiting for it`);
    },
  });
  if (!lock)
    stop(
      `Another set-up (process ${atWork.join(", ")}) has been running in this folder for two minutes, according to ${lockFile}.`,
      `Wait for it, or end it (kill ${atWork.join(" ")}), then try again. If it is not a set-up: rm ${quoted(lockFile)}`,
    );
  const needsPackages = !packagesAreInstalled();
  // The Python environment takes as long as the two: it is made beside them.
  if (needsPackages && makesEnvironment()) beginEnvironment(lock.add);
  if (needsPackages) await installPackages();
  if (!libraryIsBuilt()) await buildLibrary();
}
if (command === "unit") {
  lock.release();
  process.exit(unitTests(args));
}
const { main } = await import("../dist/cli/main.js");
for (const [signal, listener] of Object.entries(endings)) process.off(signal, listener); // main has its own
await main([process.argv[0], "anycast", command, ...args], lock);
