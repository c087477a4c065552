// `npm run doctor`: checks each requirement of the lessons, and says what is wrong and how to fix it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { execa } from "execa";
import { executeNotebook, findKernel, type NotebookJson } from "../../kernel/index.js";
import { environmentIsReady, findPython } from "../environment.js";
import { Failure } from "anycast-kit/cli";
import { temporaryFolder } from "anycast-kit/files";
import { installedJupyter, ownJupyter, type Jupyter } from "../jupyter.js";

import { places, repository } from "../repository.js";

export function register(program: Command): void {
  program
    .command("doctor")
    .description("check Node, Python, Jupyter and the kernel, run a test cell, say how to fix what is wrong")
    .option("--jupyter <path>", "check this installed Jupyter (its environment or program) instead of .venv")
    .action(({ jupyter }: { readonly jupyter?: string }) => doctor(jupyter ?? process.env.ANYCAST_JUPYTER));
}

const makeIt = "npm start makes it.";

async function doctor(path: string | undefined): Promise<void> {
  let ill = 0;
  /** Runs one check: its text on success, otherwise the fault and the remedy. */
  const check = async (name: string, examine: () => Promise<string>): Promise<boolean> => {
    try {
      console.log(`✔ ${name}: ${await examine()}`);
      return true;
    } catch (error) {
      ill++;
      console.log(`✖ ${name}: ${(error as Error).message.replaceAll("\n", "\n  ")}`);
      if (error instanceof Failure && error.remedy)
        console.log(`  To fix it: ${error.remedy.replaceAll("\n", "\n  ")}`);
      return false;
    }
  };
  const skip = (name: string, why: string) => console.log(`– ${name}: not checked, because ${why}`);

  await check("Node", () => Promise.resolve(process.versions.node));
  await check("Library", libraryVersion);
  let jupyter: Jupyter | undefined;
  if (path === undefined) {
    await check("Python", async () => {
      const { command, version } = await findPython();
      return `${version} (${command})`;
    });
  }
  const jupyterWorks = await check("Jupyter", async () => {
    jupyter = path === undefined ? await ownEnvironment() : await installedJupyter(path);
    return jupyterVersions(jupyter);
  });
  if (!jupyterWorks || !jupyter) {
    skip("Kernel", "there is no Jupyter");
    skip("Test cell", "there is no Jupyter");
  } else {
    const { kernelPrefix } = jupyter;
    const used = jupyter;
    if (await check("Kernel", () => kernel(kernelPrefix))) await check("Test cell", () => testCell(used));
    else skip("Test cell", "there is no kernel to run it");
  }
  console.log(
    ill === 0
      ? "\nEverything works: npm start opens the lessons."
      : `\n${ill === 1 ? "One thing is" : `${ill} things are`} wrong.`,
  );
  if (ill > 0) process.exitCode = 1;
}

async function libraryVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(repository, "lib", "kit", "package.json"), "utf8")) as {
    version: string;
  };
  return `anycast-kit ${version}, built`;
}

async function ownEnvironment(): Promise<Jupyter> {
  if (await environmentIsReady()) return ownJupyter();
  throw new Failure(`${places.environment} is missing, unfinished or out of date.`, makeIt);
}

async function jupyterVersions({ python }: Jupyter): Promise<string> {
  const script =
    "from importlib.metadata import version as v; print('JupyterLab', v('jupyterlab') + ', nbclient', v('nbclient'))";
  const { stdout, exitCode, stderr } = await execa(python, ["-c", script], { reject: false, stdin: "ignore" });
  if (exitCode === 0) return stdout;
  throw new Failure(
    `${python} lacks what the lessons need (${stderr.trim().split("\n").at(-1)}).`,
    `${python} -m pip install jupyterlab nbclient, or remove .venv and run npm start to create it again.`,
  );
}

async function kernel(prefix: string): Promise<string> {
  const found = await findKernel({ prefix });
  if (!found) throw new Failure(`The kernel tslab is not registered in ${prefix}.`, "npm start registers it.");
  if (found.problems.length > 0) throw new Failure(found.problems.join("\n"), "npm start registers it again.");
  return `tslab, ${found.file}`;
}

/** A cell that needs everything: types, the library by name, an output. */
const source =
  'import { parsePrefix } from "anycast-kit";\nconst { length }: { length: number } = parsePrefix("192.0.2.0/24");\nconsole.log(length);';

async function testCell(jupyter: Jupyter): Promise<string> {
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  const cell = { id: "test-cell", cell_type: "code", source, metadata: {}, outputs: [], execution_count: null };
  const notebook: NotebookJson = { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells: [cell] };
  // Not in the clone, where every notebook finds the library: a learner's own folder is the harder case.
  const cwd = temporaryFolder("doctor");
  try {
    const { cells } = await executeNotebook({ notebook, cwd: cwd.path, jupyter: jupyter.python, env: jupyter.env });
    const said = JSON.stringify(cells[0]?.outputs);
    if (!said.includes("24")) throw new Failure(`It ran, but answered ${said}.`, "Report this, with the line above.");
    return "ran, and the library answered (in a folder outside the clone)";
  } finally {
    cwd.remove();
  }
}
