// Collects from nbgrader's exchange, the folder through which accounts of one machine hand in. Every account can write there, so a
// submission counts only for the account that owns it, and only if it is a plain file: a link could name a file of the instructor.
import { constants } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { readText, writeWhole } from "anycast-kit/files";
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
  const byStudent = new Map<string, Version[]>();
  for (const name of names.sort().reverse()) {
    const named = partsOf(name);
    if (named?.assignment !== assignment) continue;
    const versions = byStudent.get(named.student);
    if (versions) versions.push({ name, named });
    else byStudent.set(named.student, [{ name, named }]);
  }
  // One student at a time, and only the latest version: together all of them may be larger than memory.
  const collected = { taken: [] as Collected["taken"][number][], left: [] as string[] };
  for (const versions of [...byStudent.values()].reverse()) {
    const { latest, left } = await latestOf(versions);
    const { taken, left: more } = await takeLatest(folder, assignment, latest ? [latest] : [], left);
    collected.taken.push(...taken);
    collected.left.push(...more);
  }
  return collected;

  async function latestOf(versions: readonly Version[]) {
    const left: string[] = [];
    let latest: HandedIn | undefined;
    for (const { name, named } of [...versions].sort((a, b) => b.named.time.getTime() - a.named.time.getTime())) {
      if (latest) left.push(`${name}: ${latest.student} submitted a later version, ${latest.path}.`);
      else latest = await take(name, named, left);
    }
    return { latest, left };
  }

  async function take(name: string, named: NamedParts, left: string[]): Promise<HandedIn | undefined> {
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
      return { student, path: name, bytes, modified: named.time, beside };
    } catch (error) {
      left.push(`${name}: ${(error as Error).message}`);
      return undefined;
    }
  }
}

interface NamedParts {
  readonly student: string;
  readonly assignment: string;
  readonly time: Date;
}

interface Version {
  readonly name: string;
  readonly named: NamedParts;
}

/** Bytes of what nbgrader writes beside a notebook. */
const MOST_BESIDE = 10_000;

/** Puts a feedback page into the exchange. @returns false if the work was not handed in there, so that nobody could fetch it */
export async function feedbackToExchange(
  folder: ClassFolder,
  course: Course,
  { assignment, student }: { readonly assignment: string; readonly student: string },
): Promise<boolean> {
  const at = placesIn(folder.root);
  const read = (name: string) =>
    readText(join(at.submitted(assignment, student), name), { most: MOST_BESIDE }).catch(() => undefined);
  const [secret, time] = [await read(secretFile), await read("timestamp.txt")];
  if (secret === undefined || time === undefined) return false;
  // nbgrader reads both beside the page.
  await writeWhole(join(at.feedback(assignment, student), secretFile), secret);
  await writeWhole(join(at.feedback(assignment, student), "timestamp.txt"), time);
  await course.releaseFeedback(assignment, student);
  return true;
}

/** STUDENT+ASSIGNMENT+TIME, and since nbgrader 0.6 +RANDOM; the student's own name may hold a plus. */
function partsOf(name: string): NamedParts | undefined {
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
