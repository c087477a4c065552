// `anycast kernel install`: registers the kernel for an external Jupyter: a shared server, JupyterHub, VS Code.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Failure } from "anycast-kit/cli";
import type { Command } from "commander";
import { execa } from "execa";
import { installKernel, kernelName } from "../../kernel/index.js";

interface Options {
  readonly prefix?: string;
  readonly user?: boolean;
  readonly sysPrefix?: boolean;
  readonly name: string;
  readonly memory?: string;
}

export function register(program: Command): void {
  program
    .command("kernel")
    .description("register the notebooks' kernel with Jupyter")
    .command("install")
    .description("write kernel.json, so that Jupyter, JupyterHub and VS Code offer the kernel in every folder")
    .option(
      "--prefix <path>",
      "for all users of this installation: <path>/share/jupyter/kernels (/usr/local, /opt/conda)",
    )
    .option("--user", "for your account only (the default)")
    .option("--sys-prefix", "for the Python environment that is active")
    .option("--name <name>", "the kernel's name; the lessons require tslab", kernelName)
    .option("--memory <MB>", "memory limit for the cells of one kernel (default: 1024)")
    .action(install);
}

async function install(options: Options): Promise<void> {
  const { prefix, user, sysPrefix, name, memory } = options;
  if ([prefix !== undefined, user, sysPrefix].filter(Boolean).length > 1)
    throw new Failure("--prefix, --user and --sys-prefix exclude each other.", "Use one of them.");
  if (!/^(?!\.+$)[A-Za-z0-9._-]+$/.test(name))
    throw new Failure(`--name must be letters, digits, ".", "_" and "-" (got ${JSON.stringify(name)}).`);
  if (memory !== undefined && !(Number.isInteger(Number(memory)) && Number(memory) >= 256))
    throw new Failure(`--memory must be an integer of at least 256 MB (got ${memory}).`);
  const kernels =
    prefix !== undefined
      ? join(resolve(prefix), "share", "jupyter", "kernels")
      : sysPrefix
        ? join(await activePrefix(), "share", "jupyter", "kernels")
        : join(userData(), "kernels");
  const file = await installKernel({ kernels, name, memory });
  console.log(`✔ Registered the kernel ${name}: ${file}`);
  if (name !== kernelName)
    console.log(
      `  The lessons require the kernel ${kernelName}; choose ${name} in Jupyter's menu (Kernel, Change Kernel).`,
    );
}

/** Where Jupyter looks for a user's kernels (jupyter_core, jupyter_data_dir). */
function userData(): string {
  if (process.env.JUPYTER_DATA_DIR) return process.env.JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32") return join(process.env.APPDATA ?? homedir(), "jupyter");
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "jupyter");
}

async function activePrefix(): Promise<string> {
  const named = process.env.VIRTUAL_ENV ?? process.env.CONDA_PREFIX;
  if (named && existsSync(named)) return named;
  const { stdout, exitCode } = await execa("python3", ["-c", "import sys; print(sys.prefix)"], { reject: false });
  if (exitCode === 0 && stdout.trim() !== "") return stdout.trim();
  throw new Failure("There is no active Python environment, and no python3.", "Activate one, or use --prefix.");
}
