// The Jupyter to use: the project's own .venv, or an installed one given by the user. Settings for Jupyter are in
// .cache/jupyter, so that an external environment is never modified.
import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { installKernel } from "../kernel/index.js";
import { Failure } from "anycast-kit/cli";
import { writeWhole } from "anycast-kit/files";
import { environmentPython } from "./environment.js";
import { places } from "./repository.js";

export interface Jupyter {
  /** The Python that has JupyterLab. */
  readonly python: string;
  /** The environment's prefix; its kernels are in share/jupyter/kernels. */
  readonly kernelPrefix: string;
  /** Variables that make this Jupyter find our kernel first, and our settings. */
  readonly env: Readonly<Record<string, string>>;
}

function jupyterOf(python: string, kernelPrefix: string): Jupyter {
  const first = (folder: string, others?: string) => (others ? `${folder}${delimiter}${others}` : folder);
  const env = {
    JUPYTER_PATH: first(join(kernelPrefix, "share", "jupyter"), process.env.JUPYTER_PATH),
    JUPYTER_CONFIG_PATH: first(join(places.jupyter, "etc"), process.env.JUPYTER_CONFIG_PATH),
  };
  return { python, kernelPrefix, env };
}

/** The project's own. */
export const ownJupyter = (): Jupyter => jupyterOf(environmentPython, places.environment);

/**
 * An installed Jupyter, not modified: the kernel is registered in .cache/jupyter.
 * @param path an environment's folder, its python, or its jupyter or jupyter-lab program
 * @throws Failure if there is none
 */
export async function installedJupyter(path: string): Promise<Jupyter> {
  const named = resolve(path);
  const python = existsSync(named) ? pythonBehind(named) : undefined;
  if (python === undefined)
    throw new Failure(
      `--jupyter ${path}: Jupyter not found.`,
      "Give the folder of a Python environment that has JupyterLab, or its python, jupyter or jupyter-lab program.",
    );
  const { exitCode, stderr } = await execa(python, ["-c", "import jupyterlab"], { reject: false, stdin: "ignore" });
  if (exitCode !== 0)
    throw new Failure(
      `--jupyter ${path}: ${python} cannot load JupyterLab (${stderr.trim().split("\n").at(-1)}).`,
      `Install it there (${python} -m pip install jupyterlab), or omit --jupyter to let the kit create its own environment.`,
    );
  return jupyterOf(python, places.jupyter);
}

/** A folder has bin/python; a program is python itself, or a script whose first lines name its python. */
function pythonBehind(path: string): string | undefined {
  if (statSync(path).isDirectory())
    return ["python", "python3"].map((name) => join(path, "bin", name)).find((file) => existsSync(file));
  if (/^python[\d.]*$/.test(basename(path))) return path;
  const head = readFileSync(path, "utf8").slice(0, 500);
  return /^#!(\S*python[\d.]*)/.exec(head)?.[1] ?? /^'''exec' "?([^"\s]+)"?/m.exec(head)?.[1];
}

/** The Jupyter to use without creating one: ANYCAST_JUPYTER if set, otherwise the project's own. */
export const chosenJupyter = async (path = process.env.ANYCAST_JUPYTER): Promise<Jupyter> =>
  path ? installedJupyter(path) : ownJupyter();

/** Settings that are the same for learners and instructors: no news from the network, no builds. */
const quiet = { "@jupyterlab/apputils-extension:announcements": true };

/** Registers the kernel, and writes settings that stop JupyterLab from fetching news or builds. */
export async function registerKernel(jupyter: Jupyter): Promise<void> {
  await installKernel({ prefix: jupyter.kernelPrefix });
  // Learners get no tools for instructors in their menus.
  await writeSettings(join(places.jupyter, "etc"), { ...quiet, "@jupyter/nbgrader": true });
}

/**
 * The same Jupyter for an instructor: with nbgrader's menus, and with its programs on PATH, because nbgrader starts them by name.
 */
export async function instructorsJupyter(jupyter: Jupyter): Promise<Jupyter> {
  const settings = join(places.jupyter, "etc-instructor");
  await writeSettings(settings, quiet);
  const before = process.env.JUPYTER_CONFIG_PATH;
  const env = {
    ...jupyter.env,
    PATH: `${dirname(jupyter.python)}${delimiter}${process.env.PATH ?? ""}`,
    JUPYTER_CONFIG_PATH: before ? `${settings}${delimiter}${before}` : settings,
  };
  return { ...jupyter, env };
}

async function writeSettings(folder: string, disabledExtensions: Readonly<Record<string, boolean>>): Promise<void> {
  const settings = join(folder, "labconfig");
  await mkdir(settings, { recursive: true });
  const page = { disabledExtensions, buildAvailable: false, buildCheck: false };
  await writeWhole(join(settings, "page_config.json"), JSON.stringify(page, null, 2) + "\n");
}
