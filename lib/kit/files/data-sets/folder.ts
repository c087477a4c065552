// The user's folder of data sets: files, beside each a record of where it came from; in partial/ what is not finished.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { OutputError, writeWhole } from "../write-whole.js";
import { chooseDataSet, type ChosenDataSet, type DataSet } from "./catalogue.js";

/** Where a file came from. */
export interface DataSetRecord {
  readonly name: string;
  readonly from: string;
  /** ISO 8601. */
  readonly fetched: string;
  /** SHA-256 of the unpacked content, and of the file made from it. */
  readonly contentSha256: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Its size in words: "78,638 ASes, 493,350 links". */
  readonly size: string;
  readonly licence: string;
  /** Whether the content had the checksum that the kit knows; "first" where it knows none. */
  readonly checksum: "known" | "first";
}

/**
 * The folder of data sets: ANYCAST_DATA, or anycast-kit/data in the user's cache folder by the XDG Base Directory Specification.
 * @example dataFolder() // such as /home/me/.cache/anycast-kit/data
 */
export const dataFolder = (): string =>
  process.env.ANYCAST_DATA || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "anycast-kit", "data");

/** The path of a data set in the folder of data, whether it has been fetched or not. */
export const fileOf = ({ set, argument }: ChosenDataSet, folder: string): string => join(folder, set.file(argument));

const recordFile = (chosen: ChosenDataSet, folder: string) => `${fileOf(chosen, folder)}.source.json`;

/**
 * The record of a data set that is in the folder; undefined if it is not, or its record cannot be read.
 * @example recordOf(chooseDataSet("caida:2025-09"), folder) // undefined: it was not fetched
 */
export function recordOf(chosen: ChosenDataSet, folder: string): DataSetRecord | undefined {
  if (!existsSync(fileOf(chosen, folder))) return undefined;
  try {
    return JSON.parse(readFileSync(recordFile(chosen, folder), "utf8")) as DataSetRecord;
  } catch {
    return undefined;
  }
}

/**
 * The records of all variants of a data set that are in the folder.
 * @example recordsOf(chooseDataSet("as-sizes").set, folder) // []
 */
export function recordsOf({ name }: DataSet, folder: string = dataFolder()): readonly DataSetRecord[] {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .filter((file) => file.endsWith(".source.json"))
    .flatMap((file): DataSetRecord[] => {
      try {
        const record = JSON.parse(readFileSync(join(folder, file), "utf8")) as DataSetRecord;
        if (record.name !== name && !record.name.startsWith(`${name}:`)) return [];
        return recordOf(chooseDataSet(record.name), folder) ? [record] : [];
      } catch {
        return [];
      }
    });
}

export const writeRecord = (chosen: ChosenDataSet, folder: string, record: DataSetRecord): Promise<void> =>
  writeWhole(recordFile(chosen, folder), JSON.stringify(record, undefined, 1) + "\n");

/** Creates the folder and partial/ in it. @throws OutputError */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(join(folder, "partial"), { recursive: true }).catch((error: Error) => {
    throw new OutputError(
      `Cannot create ${join(folder, "partial")}: ${error.message}.`,
      "Name another folder in ANYCAST_DATA.",
    );
  });
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
