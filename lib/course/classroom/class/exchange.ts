// Collects from nbgrader's exchange, the folder through which accounts of one machine hand in. Every account can write there, so a
// submission counts only for the account that owns it, and only if it is a plain file: a link could name a file of the instructor.
import { constants } from "node:fs";
import { lstat, open, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { writeWhole } from "anycast-kit/files";
import { secretFile, takeLatest, type Collected, type HandedIn } from "./collect.js";
import type { Course, Exchange } from "./course-process.js";
import { checkStudent, ClassError, placesIn, type ClassFolder } from "./folder.js";
import type { Roster } from "./roster.js";

/** Bytes that a file of a submission may have. */
const largestFile = 50_000_000;

/** A submission that was written this much later than its name says is reported, ms. */
const lateWrite = 600_000;

/**
 * Copies the latest submission of each student from the exchange into `submitted/`.
 * @throws ClassError if the exchange is not a folder, or if nothing was released there
 */
export async function collectFromExchange({
  folder,
  exchange,
  assignment,
  roster,
}: {
  readonly folder: ClassFolder;
  readonly exchange: Exchange;
  readonly assignment: string;
  readonly roster: Roster;
}): Promise<Collected> {
  if (exchange.root === null)
    throw new ClassError(`The exchange is not a folder. Collect with nbgrader: nbgrader collect ${assignment}`);
  const inbound = join(exchange.root, exchange.course, "inbound");
  const names = await readdir(inbound).catch((error: NodeJS.ErrnoException) => {
    throw new ClassError(
      `${inbound} cannot be read (${error.code}). Release to the exchange first: npx anycast class release ${assignment} --exchange`,
    );
  });
  const handedIn: HandedIn[] = [];
  const left: string[] = [];
  for (const name of names.sort()) {
    const named = partsOf(name);
    if (named?.assignment !== assignment) continue;
    try {
      const uid = await ownerOf(join(inbound, name), named.student, exchange.checkOwner);
      const { bytes, written } = await readPlain(join(inbound, name, `${assignment}.ipynb`), uid);
      const secret = await readPlain(join(inbound, name, secretFile), uid).catch(() => undefined);
      const student = knownStudent(named.student, roster);
      if (written.getTime() - named.time.getTime() > lateWrite)
        left.push(
          `${name}: was written at ${written.toISOString()}, later than its name says; taken with the time of its name.`,
        );
      const beside = secret && { [secretFile]: Buffer.from(secret.bytes).toString("utf8") };
      handedIn.push({ student, path: name, bytes, modified: named.time, beside });
    } catch (error) {
      left.push(`${name}: ${(error as Error).message}`);
    }
  }
  return takeLatest(folder, assignment, handedIn, left);
}

/** Puts a feedback page into the exchange. @returns false if the work was not handed in there, so that nobody could fetch it */
export async function feedbackToExchange(
  folder: ClassFolder,
  course: Course,
  { assignment, student }: { readonly assignment: string; readonly student: string },
): Promise<boolean> {
  const at = placesIn(folder.root);
  const read = (name: string) => readFile(join(at.submitted(assignment, student), name), "utf8").catch(() => undefined);
  const [secret, time] = [await read(secretFile), await read("timestamp.txt")];
  if (secret === undefined || time === undefined) return false;
  // nbgrader reads both beside the page.
  await writeWhole(join(at.feedback(assignment, student), secretFile), secret);
  await writeWhole(join(at.feedback(assignment, student), "timestamp.txt"), time);
  await course.releaseFeedback(assignment, student);
  return true;
}

/** STUDENT+ASSIGNMENT+TIME, and since nbgrader 0.6 +RANDOM; the student's own name may hold a plus. */
function partsOf(name: string): { student: string; assignment: string; time: Date } | undefined {
  const found = /^(.+?)\+([^+]+)\+(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)? UTC(\+[^+]*)?$/.exec(name);
  if (!found) return undefined;
  const [, student, assignment, day, clock] = found;
  const time = new Date(`${day}T${clock}Z`);
  return Number.isNaN(time.getTime()) ? undefined : { student, assignment, time };
}

/** The user id that the files must have; undefined if it does not matter. @throws Error if another account owns the folder */
async function ownerOf(path: string, student: string, check: boolean): Promise<number | undefined> {
  const { uid } = await lstat(path);
  if (!check) return undefined;
  const { stdout } = await execa("id", ["-nu", "--", String(uid)], { reject: false });
  if (stdout.trim() === student) return uid;
  throw new Error(`says it is from ${student} and belongs to ${stdout.trim() || `user ${uid}`}; not taken.`);
}

function knownStudent(id: string, roster: Roster): string {
  if (roster.isEmpty) return checkStudent(id);
  if (roster.students.some((student) => student.id === id)) return id;
  throw new Error(`"${id}" is nobody in students.csv.`);
}

async function readPlain(file: string, uid: number | undefined): Promise<{ bytes: Uint8Array; written: Date }> {
  // Without NONBLOCK a pipe would wait for a writer.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ELOOP" ? `${file} is a link; not taken.` : `${file} cannot be read (${error.code}).`,
    );
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Error(`${file} is not a plain file; not taken.`);
    if (stat.nlink !== 1 || (uid !== undefined && stat.uid !== uid))
      throw new Error(`${file} is another account's file, or has a second name; not taken.`);
    if (stat.size > largestFile)
      throw new Error(`${file} has more than ${largestFile / 1e6} MB; not taken. Ask for it without outputs.`);
    return { bytes: await handle.readFile(), written: stat.ctime };
  } finally {
    await handle.close();
  }
}
