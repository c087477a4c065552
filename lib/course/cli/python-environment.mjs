// The project's own Python environment, .venv, from the pinned requirements.txt. Plain JavaScript on Node alone, because the bootstrap
// makes it while the npm packages are installed and the library is built.
// It is created in its final place, because its scripts contain absolute paths; a file in it, written last, marks it as complete.
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clearTimeout, setTimeout } from "node:timers";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const environment = join(root, ".venv");
const requirements = join(root, "requirements.txt");
const markFile = join(environment, "anycast-kit.json");
export const environmentPython = join(environment, "bin", "python");

/** What the reader can mend. */
export class PythonProblem extends Error {
  constructor(message, remedy, { noPython = false } = {}) {
    super(message);
    this.remedy = remedy;
    /** The only problem that does not prevent the HTML lessons. */
    this.noPython = noPython;
  }
}

const names = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
const oldest = 10;

/** The version of a Python, such as "3.11.2"; undefined if it does not run. */
export async function pythonVersion(command) {
  const script = "import sys; print('.'.join(map(str, sys.version_info[:3])))";
  const { code, said } = await run(command, ["-c", script]);
  return code === 0 && /^\d+\.\d+\.\d+\n$/.test(said) ? said.trim() : undefined;
}

/** A Python to make the environment from, 3.10 or newer, found on PATH. @throws PythonProblem when there is none */
export async function findPython() {
  let tooOld;
  for (const command of names) {
    const version = await pythonVersion(command);
    if (version === undefined) continue;
    const [major, minor] = version.split(".").map(Number);
    if (major === 3 && minor >= oldest) return { command, version };
    tooOld ??= version;
  }
  const found = tooOld ? `only Python ${tooOld} was found` : "no Python was found";
  throw new PythonProblem(
    `JupyterLab needs Python 3.${oldest} or newer, and ${found}.`,
    "On Debian or Ubuntu: apt install python3 python3-venv; elsewhere: python.org/downloads. Then run the same command again.\n" +
      "The HTML lessons need no Python: npm run lessons builds them; open dist/lessons/index.html in a browser.",
    { noPython: true },
  );
}

function readMark() {
  try {
    return JSON.parse(readFileSync(markFile, "utf8"));
  } catch {
    return undefined;
  }
}

function writeBeside(path, text) {
  const beside = `${path}.${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
  writeFileSync(beside, text, { flag: "wx" });
  renameSync(beside, path);
}

const writeMark = (mark) => writeBeside(markFile, `${JSON.stringify(mark)}\n`);
const hashOfRequirements = () => createHash("sha256").update(readFileSync(requirements)).digest("hex");

/** Whether .venv is complete, made from the current requirements, and its Python still runs. */
export async function environmentIsReady() {
  const mark = readMark();
  if (mark?.state !== "whole" || mark.requirements !== hashOfRequirements()) return false;
  return (await pythonVersion(environmentPython)) === mark.python;
}

let early;

/** Begins to make .venv where it is missing; `makeEnvironment` then waits for it. */
export function beginEnvironment(working) {
  early = { progress: () => {} };
  early.ended = environmentIsReady()
    .then((ready) => ready || make((text) => early.progress(text), working))
    .then(
      () => undefined,
      (error) => ({ error }),
    );
}

/**
 * Creates .venv, or creates it again after an interrupted attempt. A .venv not created by the kit is moved aside.
 * @param options.progress receives what is done now
 * @param options.working receives the process id of each program that writes into the environment
 * @throws PythonProblem without a usable Python, or when the package index does not answer
 * @public called by environment.ts
 */
export async function makeEnvironment({ progress = () => {}, working = () => {} } = {}) {
  if (!early) return make(progress, working);
  early.progress = progress;
  const failed = await early.ended;
  early = undefined;
  if (failed) throw failed.error;
}

async function make(progress, working) {
  const mark = readMark();
  const keep = mark?.state === "whole" && (await pythonVersion(environmentPython)) === mark.python;
  const python = keep ? { command: environmentPython, version: mark.python } : await findPython();
  if (!keep && mark) rmSync(environment, { recursive: true, force: true });
  else if (!mark && existsSync(environment)) renameSync(environment, `${environment}.old-${Date.now()}`);

  mkdirSync(environment, { recursive: true });
  const made = { requirements: hashOfRequirements(), python: python.version };
  writeMark({ ...made, state: "making" });
  // JupyterLab contains CommonJS scripts, which Node would read as ES modules because of this repository's package.json.
  writeBeside(join(environment, "package.json"), '{ "type": "commonjs" }\n');
  if (!keep) {
    progress("python -m venv");
    const { code, said } = await run(python.command, ["-m", "venv", environment], { working });
    if (code !== 0) throw noVenv(python, said);
  }
  await installRequirements(progress, working);
  writeMark({ ...made, state: "whole" });
}

function noVenv({ command, version }, said) {
  const [major, minor] = version.split(".");
  if (/ensurepip|No module named .?venv/.test(said))
    return new PythonProblem(
      `${command} (Python ${version}) cannot create environments, because its venv module is incomplete.`,
      `On Debian or Ubuntu: apt install python3-venv (or python${major}.${minor}-venv). Then run the same command again.`,
    );
  return new PythonProblem(`${command} -m venv .venv failed: ${lastLines(said)}`);
}

const lastLines = (text, count = 4) => text.trim().split("\n").slice(-count).join("\n");

/** pip waits 7 s for an answer and tries three times; without a first answer it is stopped after 15 s. */
async function installRequirements(progress, working) {
  const quietly = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"];
  const patiently = ["--timeout", "7", "--retries", "2"];
  // Python compiles what is used when it is first used: compiling all of it takes as long as the rest of the installation.
  const args = ["-m", "pip", "install", "--no-compile", "--require-hashes", ...quietly, ...patiently, "--requirement", requirements]; // prettier-ignore
  let silent = false;
  let patience;
  const { code, said } = await run(environmentPython, args, {
    working,
    env: { PIP_USER: "0", PIP_REQUIRE_VIRTUALENV: "0" },
    started: (kill) => {
      patience = setTimeout(() => {
        silent = true;
        kill();
      }, 15_000);
    },
    heard: (text) => {
      if (/^\s*(Downloading|Using cached|Processing|Requirement already satisfied)/m.test(text)) clearTimeout(patience);
      const name = /^Collecting (\S+)/m.exec(text)?.[1] ?? (/^Installing/m.test(text) ? "installing" : undefined);
      if (name) progress(name);
    },
  });
  clearTimeout(patience);
  if (code === 0) return;
  if (
    silent ||
    /timed out|Max retries|Retrying \(|NewConnectionError|ConnectionError|ProtocolError|ReadTimeout|SSLError/.test(said)
  ) {
    const index = /Looking in indexes: (\S+?),?\s/.exec(said)?.[1];
    throw new PythonProblem(
      `The Python package index ${index ? `${index} ` : ""}does not answer, so JupyterLab could not be installed.`,
      "Check the network and the proxy, or name another index: PIP_INDEX_URL=https://.../simple npm start\n" +
        "Or use a JupyterLab that is installed already: npm start -- --jupyter PATH (its environment, or its jupyter program).",
    );
  }
  const errors = said.split("\n").filter((line) => line.startsWith("ERROR:"));
  throw new PythonProblem(
    `pip could not install requirements.txt: ${errors.length > 0 ? errors.join("\n") : lastLines(said)}`,
    "Fix the reported problem, then run the same command again. Or use a JupyterLab that is installed already: npm start -- --jupyter PATH",
  );
}

/** Runs a program that ends with this process, with the programs it started itself; gives its exit code and all it printed. */
function run(command, args, { env = {}, working = () => {}, started = () => {}, heard = () => {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      env: { ...process.env, ...env },
    });
    const kill = () => {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // it has ended
      }
    };
    if (child.pid) {
      process.on("exit", kill);
      working(child.pid);
      started(kill);
    }
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        said += text;
        heard(text);
      });
    child.on("error", (error) => resolve({ code: 1, said: error.message }));
    child.on("close", (code) => {
      process.off("exit", kill);
      resolve({ code: code ?? 1, said });
    });
  });
}
