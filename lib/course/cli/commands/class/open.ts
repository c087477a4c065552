// Shared by the commands of `anycast class`: the class folder, the Python interpreter, and the gradebook, open during a command.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "anycast-kit/cli";
import { assignmentOf, openClass, openCourse, type ClassFolder, type Course } from "../../../classroom/index.js";
import { chosenJupyter } from "../../jupyter.js";

export interface ClassOption {
  /** The class folder. */
  readonly class: string;
}

export const classOption = ["--class <dir>", "the class folder", process.env.ANYCAST_CLASS ?? "."] as const;

export const folderOf = ({ class: folder }: ClassOption): Promise<ClassFolder> => openClass(resolve(folder));

/** The given lessons, or all lessons of the class. */
export const assignmentsOf = (folder: ClassFolder, wanted: readonly string[]): readonly string[] =>
  wanted.length === 0 ? folder.lessons : wanted.map((each) => assignmentOf(folder, each));

/** @throws Failure if there is no Python with nbgrader */
export async function withCourse<T>(folder: ClassFolder, work: (course: Course) => Promise<T>): Promise<T> {
  const { python } = await chosenJupyter();
  if (!existsSync(python))
    throw new Failure(
      "There is no Python environment with nbgrader yet.",
      "Run `npm start` once to create one, or set ANYCAST_JUPYTER=DIR to an existing one.",
    );
  const course = openCourse({ root: folder.root, python });
  try {
    return await work(course);
  } finally {
    course.close();
  }
}
