// The project's own Python environment, .venv, from the pinned requirements.txt.
// It is created in its final place, because its scripts contain absolute paths; a file in it, written last, marks it as complete.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { Failure } from "anycast-kit/cli";
import { writeWhole } from "anycast-kit/files";
import { findPython, pythonVersion, type Python } from "./python.js";
import { places, shortly } from "./repository.js";

interface Mark {
  readonly state: "making" | "whole";
  /** Hash of the requirements.txt it was made from. */
  readonly requirements: string;
  /** Version of the Python it was made with. */
  readonly python: string;
}

const markFile = join(places.environment, "anycast-kit.json");
export const environmentPython = join(places.environment, "bin", "python");

async function readMark(): Promise<Mark | undefined> {
  try {
    return JSON.parse(await readFile(markFile, "utf8")) as Mark;
  } catch {
    return undefined;
  }
}

const writeMark = (mark: Mark) => writeWhole(markFile, JSON.stringify(mark) + "\n");

const hashOf = async (file: string) =>
  createHash("sha256")
    .update(await readFile(file))
    .digest("hex");

/** Whether .venv is complete, made from the current requirements, and its Python still runs. */
export async function environmentIsReady(): Promise<boolean> {
  const mark = await readMark();
  if (mark?.state !== "whole" || mark.requirements !== (await hashOf(places.requirements))) return false;
  return (await pythonVersion(environmentPython)) === mark.python;
}

export interface EnvironmentOptions {
  readonly progress?: (text: string) => void;
  /** Receives the process id of each program that writes into the environment. */
  readonly working?: (pid: number) => void;
}

/**
 * Creates .venv, or creates it again after an interrupted attempt. A .venv not created by the kit is moved aside.
 * @throws Failure without a usable Python, or when the package index does not answer
 */
export async function makeEnvironment({
  progress = () => {},
  working = () => {},
}: EnvironmentOptions = {}): Promise<void> {
  const mark = await readMark();
  const keep = mark?.state === "whole" && (await pythonVersion(environmentPython)) === mark.python;
  const python = keep ? { command: environmentPython, version: mark.python } : await findPython();
  if (!keep && mark) await rm(places.environment, { recursive: true, force: true });
  else if (!mark && existsSync(places.environment))
    await rename(places.environment, `${places.environment}.old-${Date.now()}`);

  await mkdir(places.environment, { recursive: true });
  const made = { requirements: await hashOf(places.requirements), python: python.version };
  await writeMark({ ...made, state: "making" });
  // JupyterLab contains CommonJS scripts, which Node would read as ES modules because of this repository's package.json.
  await writeWhole(join(places.environment, "package.json"), '{ "type": "commonjs" }\n');
  if (!keep) {
    progress("python -m venv");
    const venv = execa(python.command, ["-m", "venv", places.environment], {
      reject: false,
      all: true,
      stdin: "ignore",
    });
    if (venv.pid) working(venv.pid);
    const { exitCode, all } = await venv;
    if (exitCode !== 0) throw noVenv(python, all);
  }
  await installRequirements({ progress, working });
  await writeMark({ ...made, state: "whole" });
}

function noVenv({ command, version }: Python, said: string): Failure {
  const [major, minor] = version.split(".");
  if (/ensurepip|No module named .?venv/.test(said))
    return new Failure(
      `${command} (Python ${version}) cannot create environments, because its venv module is incomplete.`,
      `On Debian or Ubuntu: apt install python3-venv (or python${major}.${minor}-venv). Then run the same command again.`,
    );
  return new Failure(`${command} -m venv ${shortly(places.environment)} failed: ${lastLines(said)}`);
}

const lastLines = (text: string, count = 4) => text.trim().split("\n").slice(-count).join("\n");

/** pip waits 7 s for an answer and tries three times; without a first answer it is stopped after 15 s. */
async function installRequirements({ progress, working }: Required<EnvironmentOptions>) {
  const args = [
    "-m",
    "pip",
    "install",
    "--require-hashes",
    "--no-input",
    "--disable-pip-version-check",
    "--progress-bar",
    "off",
  ];
  const pip = execa(
    environmentPython,
    [...args, "--timeout", "7", "--retries", "2", "--requirement", places.requirements],
    {
      reject: false,
      all: true,
      stdin: "ignore",
      env: { PIP_USER: "0", PIP_REQUIRE_VIRTUALENV: "0" },
    },
  );
  if (pip.pid) working(pip.pid);
  let silent = false;
  const patience = setTimeout(() => {
    silent = true;
    pip.kill("SIGKILL");
  }, 15_000);
  pip.all.on("data", (text: Buffer) => {
    const line = String(text);
    if (/^\s*(Downloading|Using cached|Processing|Requirement already satisfied)/m.test(line)) clearTimeout(patience);
    const name = /^Collecting (\S+)/m.exec(line)?.[1] ?? (/^Installing/m.test(line) ? "installing" : undefined);
    if (name) progress(name);
  });
  const { exitCode, all } = await pip;
  clearTimeout(patience);
  if (exitCode === 0) return;
  if (
    silent ||
    /timed out|Max retries|Retrying \(|NewConnectionError|ConnectionError|ProtocolError|ReadTimeout|SSLError/.test(all)
  ) {
    const index = /Looking in indexes: (\S+?),?\s/.exec(all)?.[1];
    throw new Failure(
      `The Python package index ${index ? `${index} ` : ""}does not answer, so JupyterLab could not be installed.`,
      "Check the network and the proxy, or name another index: PIP_INDEX_URL=https://.../simple npm start\n" +
        "Or use a JupyterLab that is installed already: npm start -- --jupyter PATH (its environment, or its jupyter program).",
    );
  }
  const errors = all.split("\n").filter((line) => line.startsWith("ERROR:"));
  throw new Failure(
    `pip could not install ${shortly(places.requirements)}: ${errors.length > 0 ? errors.join("\n") : lastLines(all)}`,
    "Fix the reported problem, then run the same command again. Or use a JupyterLab that is installed already: npm start -- --jupyter PATH",
  );
}
