// Tells Jupyter about the kernel: writes share/jupyter/kernels/tslab/kernel.json with absolute paths, so that neither PATH,
// nor IPython, nor the right shell matters (tslab's own `install` needs all three).
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWhole } from "anycast-kit/files";
import { KernelError } from "./kernel-error.js";

/** The name that notebooks require (`metadata.kernelspec.name`). */
export const kernelName = "tslab";

/** The compiled launcher of this library; beside this file, or in dist where this file is run as source. */
export const launcherPath = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "../dist/kernel/launcher.js" : "./launcher.js", import.meta.url),
);

/** Node up to 22.12 warns of require() of an ES module, which is how tslab imports one; a warning is not for the learner. */
const nodeFlags = ["--disable-warning=ExperimentalWarning"];

export interface InstalledKernel {
  /** The kernel.json that was found. */
  readonly file: string;
  readonly argv: readonly string[];
  /** Its problems, one sentence each; empty if there are none. */
  readonly problems: readonly string[];
}

const kernelsIn = (prefix: string): string => join(resolve(prefix), "share", "jupyter", "kernels");
const specFile = (prefix: string): string => join(kernelsIn(prefix), kernelName, "kernel.json");

/**
 * Registers the kernel `tslab`, run by the launcher, under a prefix (a virtual environment, or any folder whose
 * share/jupyter stands in JUPYTER_PATH). Written beside, then renamed: a killed install leaves the old one.
 * @returns the path of kernel.json
 * @throws KernelError if the launcher is not built or the folder is not writable
 */
export async function installKernel({
  prefix,
  kernels = kernelsIn(prefix ?? "."),
  name = kernelName,
  memory,
  launcher = launcherPath,
  nodePath = process.execPath,
}: {
  readonly prefix?: string;
  /** The folder of Jupyter's kernels itself, in place of `prefix`. */
  readonly kernels?: string;
  readonly name?: string;
  /** MB that the cells of one kernel may use. */
  readonly memory?: string;
  readonly launcher?: string;
  readonly nodePath?: string;
}): Promise<string> {
  if (!existsSync(launcher))
    throw new KernelError(`The kernel's launcher is not built: ${launcher} does not exist. Run \`npm run build\`.`, {
      failure: "kernel",
    });
  const limit = memory === undefined ? [] : ["--memory", memory];
  const argv = [resolve(nodePath), ...nodeFlags, resolve(launcher), ...limit, "--config-path", "{connection_file}"];
  return write(join(kernels, name, "kernel.json"), argv, name === kernelName ? "TypeScript" : `TypeScript (${name})`);
}

/** Registers unmodified tslab, without the launcher, under the same name, to show that the lessons run there too. */
export async function installPlainKernel({
  prefix,
  nodePath = process.execPath,
}: {
  readonly prefix: string;
  readonly nodePath?: string;
}): Promise<string> {
  const tslab = join(dirname(createRequire(import.meta.url).resolve("tslab/package.json")), "bin", "tslab");
  return write(specFile(prefix), [resolve(nodePath), tslab, "kernel", "--config-path", "{connection_file}"]);
}

/** The kernel registered under a prefix, with what is wrong with it; null if there is none. */
export async function findKernel({ prefix }: { readonly prefix: string }): Promise<InstalledKernel | null> {
  const file = specFile(prefix);
  if (!existsSync(file)) return null;
  let argv: unknown;
  try {
    ({ argv } = JSON.parse(await readFile(file, "utf8")) as { argv?: unknown });
  } catch (error) {
    return { file, argv: [], problems: [`${file} cannot be read: ${(error as Error).message}.`] };
  }
  if (!Array.isArray(argv) || argv.length === 0 || !argv.every((word) => typeof word === "string"))
    return { file, argv: [], problems: [`${file}: "argv" must be a list of strings that starts the kernel.`] };
  const words = argv;
  const problems: string[] = [];
  if (!existsSync(words[0]))
    problems.push(`${file} starts ${words[0]}, which does not exist (was Node moved or updated?).`);
  const program = words.slice(1).find((word) => !word.startsWith("-"));
  if (program !== undefined && !existsSync(program))
    problems.push(`${file} runs ${program}, which does not exist (was the course's folder moved, or not built?).`);
  else if (program !== launcherPath)
    problems.push(`${file} runs ${program ?? "nothing"}, not this course's ${launcherPath}.`);
  return { file, argv: words, problems };
}

async function write(file: string, argv: readonly string[], displayName = "TypeScript"): Promise<string> {
  const spec = { argv, display_name: displayName, interrupt_mode: "signal", language: "typescript" };
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeWhole(file, JSON.stringify(spec, null, 1) + "\n");
  } catch (cause) {
    throw new KernelError(`Cannot register the kernel in ${dirname(file)}: ${(cause as Error).message}.`, {
      failure: "kernel",
      cause,
    });
  }
  return file;
}
