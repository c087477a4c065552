// A process that runs nbgrader's own code. It gets one request at a time; requests and answers are lines of JSON (nbgrader/course.py).
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { delimiter, dirname, join } from "node:path";
import { temporaryFolder } from "anycast-kit/files";
import { courseScript, placesIn, ClassError } from "./folder.js";

export interface Grade {
  readonly auto: number | null;
  readonly manual: number | null;
  readonly extra: number | null;
  readonly max: number;
  /** Whether it still has to be graded by hand. */
  readonly waits: boolean;
}

export interface SubmissionGrades {
  readonly student: string;
  readonly assignment: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string | null;
  readonly comments: Readonly<Record<string, string>>;
  readonly grades: Readonly<Record<string, Grade>>;
}

export interface Scores {
  readonly submissions: readonly SubmissionGrades[];
  readonly students: readonly string[];
}

export interface Course {
  release(assignment: string): Promise<void>;
  autograde(assignment: string, student: string): Promise<void>;
  scores(): Promise<Scores>;
  /** Writes a mark that was given by hand. */
  mark(request: {
    assignment: string;
    student: string;
    cell: string;
    score: number;
    comment?: string;
    commentCell?: string;
  }): Promise<void>;
  /** Deletes a student. Resolves to whether the gradebook had the student. */
  forget(student: string): Promise<boolean>;
  close(): void;
}

/** @param python the interpreter of an environment that has nbgrader */
export function openCourse({ root, python }: { readonly root: string; readonly python: string }): Course {
  const kernels = join(placesIn(root).kernels, "share", "jupyter");
  const temporary = temporaryFolder("nbgrader");
  const child = spawn(python, [courseScript, root], {
    cwd: root,
    detached: true, // a process group of its own: nbgrader starts other programs
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH: `${dirname(python)}${delimiter}${process.env.PATH ?? ""}`, // nbgrader calls its `alembic` by name
      JUPYTER_PATH: process.env.JUPYTER_PATH ? `${kernels}${delimiter}${process.env.JUPYTER_PATH}` : kernels,
      TMPDIR: temporary.path,
      ANYCAST_RESULTS_READY: "1",
      PYTHONDONTWRITEBYTECODE: "1",
    },
  });
  // Ctrl-C ends it with the command. What it writes is whole at any moment: the gradebook is a database, a release is moved in place.
  const stop = () => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    temporary.remove();
  };
  process.once("exit", stop);
  child.once("exit", () => {
    process.off("exit", stop);
    temporary.remove();
  });
  let said = "";
  const waiting: { done: (answer: Answer) => void; failed: (error: Error) => void }[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-8000)));
  child.stdin.on("error", () => {});
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.done(JSON.parse(line) as Answer));
  const ended = (why: string) => {
    const error = new ClassError(`nbgrader (${python}) ended: ${why}\n${said.trim().split("\n").slice(-6).join("\n")}`);
    for (const { failed } of waiting.splice(0)) failed(error);
  };
  child.on("error", (error) => ended(error.message));
  child.on("close", (code) => ended(`exit code ${code}`));

  const ask = (request: object) =>
    new Promise<Answer>((done, failed) => {
      waiting.push({ done, failed });
      child.stdin.write(`${JSON.stringify(request)}\n`);
    });
  const must = async (what: string, request: object) => {
    const answer = await ask(request);
    if (answer.success === false) throw new ClassError(`${what} failed in nbgrader:\n${lastLines(answer.log ?? "")}`);
    return answer;
  };
  return {
    release: async (assignment) => void (await must(`Releasing ${assignment}`, { do: "release", assignment })),
    autograde: async (assignment, student) =>
      void (await must(`Grading ${assignment} of ${student}`, { do: "autograde", assignment, student })),
    scores: async () => (await must("Reading the gradebook", { do: "scores" })) as unknown as Scores,
    mark: async (request) =>
      void (await must("Writing a mark", { do: "manual", notebook: request.assignment, ...request })),
    forget: async (student) => (await must("Deleting a student", { do: "forget", student })).known === true,
    close: () => child.stdin.end(),
  };
}

type Answer = { readonly success?: boolean; readonly log?: string; readonly known?: boolean };

const lastLines = (text: string) => text.trim().split("\n").slice(-12).join("\n");
