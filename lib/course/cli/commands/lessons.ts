// `npm run lessons`: executes the notebooks on the real kernel and writes dist/lessons/, one page each and an index.
import { join } from "node:path";
import type { Command } from "commander";
import type { Executed } from "../publishing.js";
import type { Jupyter } from "../jupyter.js";
import { NoPython } from "../environment.js";
import { places, shortly } from "../repository.js";
import { setUp } from "../setup.js";
import { runSteps } from "anycast-kit/cli";
import { lessonFiles } from "../workspace.js";

export function register(program: Command): void {
  program
    .command("lessons")
    .description("execute the course's notebooks and write them as HTML pages to dist/lessons")
    .option("--no-solutions", "leave solutions and mark schemes out")
    .option("--jupyter <path>", "use this installed Jupyter (its environment or program), make no .venv")
    .option("--shared-runtime", "write what runs the cells once beside the pages, not into each")
    .action(lessons);
}

interface Options {
  readonly jupyter?: string;
  readonly solutions: boolean;
  readonly sharedRuntime?: boolean;
}

async function lessons({ jupyter: path, solutions, sharedRuntime }: Options): Promise<void> {
  const files = await lessonFiles(places.notebooks);
  const jupyter = await jupyterOrNone(path);
  const { executeLesson, writePages } = await import("../publishing.js"); // loads charts and highlighting, half a second
  const executed: Executed[] = [];
  let warnings: readonly string[] = [];
  await runSteps([
    ...files.map((file) => ({
      title: `Execute ${file}`,
      run: async (progress: (text: string) => void) => {
        const onCell = ({ number, of }: { number: number; of: number }) => progress(`cell ${number} of ${of}`);
        executed.push(await executeLesson(join(places.notebooks, file), { jupyter, onCell }));
      },
    })),
    {
      title: `Write the pages to ${shortly(places.pages)}/`,
      run: async () => {
        const pages = await writePages({
          lessons: executed,
          out: places.pages,
          course: true,
          apiPages: places.apiPages,
          solutions,
          sharedRuntime,
        });
        warnings = pages.warnings;
        return pages.written.map((page) => shortly(page).split("/").at(-1)).join(", ");
      },
    },
  ]);
  for (const warning of warnings) console.log(`! ${warning}`);
  console.log(`\nOpen ${join(places.pages, "index.html")} in a browser: no server and no network needed.`);
}

/** The lessons can be built and read without Python; only Jupyter needs it. */
async function jupyterOrNone(path: string | undefined): Promise<Jupyter | undefined> {
  try {
    return await setUp({ jupyter: path });
  } catch (error) {
    if (!(error instanceof NoPython)) throw error;
    console.log(`! ${error.message} The lessons are built without Jupyter.`);
    return undefined;
  }
}
