// The set-up that start, test and lessons share: the Python environment and the kernel in it.
import { environmentIsReady, makeEnvironment } from "./environment.js";
import { installedJupyter, ownJupyter, registerKernel, type Jupyter } from "./jupyter.js";
import { releaseLock, workUnderLock } from "./setup-lock.js";
import { runSteps, type Step } from "anycast-kit/cli";

export interface SetUpOptions {
  /** An installed Jupyter to use instead of creating .venv. Defaults to ANYCAST_JUPYTER. */
  readonly jupyter?: string;
  /** What to do after it, as steps of the same list. */
  readonly then?: readonly Step[];
}

/** Shows its steps, does what is missing, and returns the Jupyter to use. */
export async function setUp({
  jupyter: path = process.env.ANYCAST_JUPYTER,
  then = [],
}: SetUpOptions = {}): Promise<Jupyter> {
  const jupyter = path ? await installedJupyter(path) : ownJupyter();
  const environment: Step = path
    ? { title: "Use the JupyterLab that is there", run: () => Promise.resolve(jupyter.python) }
    : {
        title: "Make the Python environment .venv",
        run: async (progress) => {
          if (await environmentIsReady()) return "it is there";
          await makeEnvironment({ progress, working: workUnderLock });
        },
      };
  const kernel: Step = { title: "Register the TypeScript kernel", run: () => registerKernel(jupyter) };
  await runSteps([environment, kernel, ...then]);
  releaseLock();
  return jupyter;
}
