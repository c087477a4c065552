// A Python to make the environment from: 3.10 or newer, found on PATH.
import { execa } from "execa";
import { Failure } from "anycast-kit/cli";

export interface Python {
  readonly command: string;
  /** Such as "3.11.2". */
  readonly version: string;
}

const names = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
const oldest = 10;

/** What to do without Python. */
export const pythonRemedy =
  "On Debian or Ubuntu: apt install python3 python3-venv; elsewhere: python.org/downloads. Then run the same command again.\n" +
  "The HTML lessons need no Python: npm run lessons builds them; open dist/lessons/index.html in a browser.";

/** The only failure that does not prevent the HTML lessons. */
export class NoPython extends Failure {}

/** The version of a Python, such as "3.11.2"; undefined if it does not run. */
export async function pythonVersion(command: string): Promise<string | undefined> {
  const script = "import sys; print('.'.join(map(str, sys.version_info[:3])))";
  const { stdout, exitCode } = await execa(command, ["-c", script], { reject: false, stdin: "ignore" });
  return exitCode === 0 && /^\d+\.\d+\.\d+$/.test(stdout) ? stdout : undefined;
}

/** @throws Failure when there is none, or none recent enough */
export async function findPython(): Promise<Python> {
  let tooOld: string | undefined;
  for (const command of names) {
    const version = await pythonVersion(command);
    if (version === undefined) continue;
    const [major, minor] = version.split(".").map(Number);
    if (major === 3 && minor >= oldest) return { command, version };
    tooOld ??= version;
  }
  const found = tooOld ? `only Python ${tooOld} was found` : "no Python was found";
  throw new NoPython(`JupyterLab needs Python 3.${oldest} or newer, and ${found}.`, pythonRemedy);
}
