// `npm start`: everything a learner needs, then JupyterLab on lesson 1.
import { Option, InvalidArgumentError, type Command } from "commander";
import { openClass } from "../../classroom/index.js";
import { instructorsJupyter } from "../jupyter.js";
import { freePort, startLab, type LabOptions } from "../lab-server.js";
import { exitCodes, onEndSignal, type EndSignal } from "anycast-kit/cli";
import { places, shortly } from "../repository.js";
import { setUp } from "../setup.js";
import { copyLessons, findLesson, lessonFiles, type Copied } from "../workspace.js";

interface Options {
  readonly browser: boolean;
  readonly port?: number;
  readonly ip: string;
  readonly fresh?: readonly string[];
  readonly jupyter?: string;
  readonly instructor?: string;
}

export function register(program: Command): void {
  program
    .command("start")
    .description("set up what is missing, copy the lessons to workspace/, open JupyterLab on lesson 1")
    .option("--no-browser", "do not open a browser, only print the address")
    .option(
      "--port <number>",
      "listen on this port; fails if it is taken (default: the first free one from 8888)",
      port,
    )
    .option(
      "--ip <address>",
      "listen on this address; 0.0.0.0 makes JupyterLab reachable from outside a container",
      "localhost",
    )
    .option(
      "--fresh <lesson...>",
      "reset these lessons, by number, such as 2b; your old copies are moved to workspace/old",
    )
    .option("--instructor <dir>", "open this class folder with nbgrader's formgrader, to mark answers by hand")
    .addOption(
      new Option(
        "--jupyter <path>",
        "use this installed JupyterLab (its environment or program) instead of creating .venv",
      ),
    )
    .action(start);
}

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 65535) return number;
  throw new InvalidArgumentError("The port must be a number from 1 to 65535.");
}

async function start(options: Options): Promise<void> {
  const usedPort = await freePort(options.port, options.ip);
  const opened =
    options.instructor === undefined ? await openLessons(options) : await openMarking(options.instructor, options);
  const lab = await startLab({ ...opened, port: usedPort, ip: options.ip, browser: options.browser });
  let code: number | undefined;
  const stop = (signal: EndSignal) => {
    if (code !== undefined) return;
    code = exitCodes[signal];
    console.log(`\nStopping JupyterLab. Your work is in ${shortly(opened.folder)}/.`);
    void lab.stop();
  };
  const handled = onEndSignal((signal) => {
    handled(); // a second one ends the command at once
    stop(signal);
  });
  endWithNpm(() => stop("SIGTERM"));
  console.log(`\nJupyterLab is running. Open:\n\n  ${lab.address}\n\nCtrl-C stops it.`);
  const ended = await lab.ended;
  process.exitCode = code ?? ended ?? 0;
}

type Opened = Pick<LabOptions, "jupyter" | "folder" | "path">;

async function openLessons(options: Options): Promise<Opened> {
  const lessons = await lessonFiles(places.notebooks);
  const fresh = (options.fresh ?? []).map((wanted) => findLesson(lessons, wanted));
  let moved: readonly string[] = [];
  let older: Copied["older"] = [];
  const jupyter = await setUp({
    jupyter: options.jupyter,
    then: [
      {
        title: `Copy the lessons to ${shortly(places.workspace)}/`,
        run: async () => {
          const copied = await copyLessons({ ...places, fresh, now: new Date() });
          moved = copied.moved;
          older = copied.older;
          return copied.added.length > 0 ? copied.added.join(", ") : "yours are kept";
        },
      },
    ],
  });
  for (const path of moved) console.log(`  Your old copy is ${shortly(path)}`);
  for (const { file, yours, now } of older)
    console.log(
      `! ${file} has a new edition (${now}). Your copy (${yours}) is kept.\n  To start the new one: npm start -- --fresh ${file.split("-")[0]}  (your copy moves to workspace/old)`,
    );
  return { jupyter, folder: places.workspace, path: `/lab/tree/${fresh[0] ?? lessons[0]}` };
}

/** A class folder, with nbgrader's formgrader. @throws ClassError if it is none */
async function openMarking(folder: string, { jupyter }: Options): Promise<Opened> {
  const { root } = await openClass(folder);
  return { jupyter: await instructorsJupyter(await setUp({ jupyter })), folder: root, path: "/formgrader/" };
}

/** A killed npm cannot notify this process; JupyterLab must not be left behind. */
function endWithNpm(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    stop();
  }, 1000);
  watch.unref();
}
