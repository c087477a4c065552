// Fetches a data set: terms, download, checksum, unpacking, conversion, one reading; then it is renamed into place.
import { createWriteStream } from "node:fs";
import { rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { temporaryFile } from "../temporary/index.js";
import { removeLeftOversOf, temporaryName } from "../write-whole.js";
import { chooseDataSet, type ChosenDataSet } from "./catalogue.js";
import { download, forget, type DownloadProgress } from "./download.js";
import { DataSetError } from "./error.js";
import { dataFolder, fileOf, makeFolder, recordOf, sha256Of, writeRecord, type DataSetRecord } from "./folder.js";
import type { Licence } from "./licences.js";
import { locked } from "./lock.js";
import { unpack } from "./unpack.js";

export interface GetDataSetOptions {
  /** A file, or an address (file, http, https), instead of the one that the kit knows. */
  readonly from?: string;
  /** Asked where the terms must be accepted; false stops. */
  readonly accept: (licence: Licence) => boolean | Promise<boolean>;
  /** Fetches it also where it is there. */
  readonly again?: boolean;
  /** Defaults to `dataFolder()`. */
  readonly folder?: string;
  /** Called as bytes arrive. */
  readonly onProgress?: (progress: DownloadProgress) => void;
}

export interface GotDataSet {
  readonly file: string;
  readonly record: DataSetRecord;
  /** Whether it was there before, intact. */
  readonly wasThere: boolean;
}

/**
 * Fetches a data set into the user's folder, or finds it there.
 * @example (await getDataSet("caida:2020-01", { from: asRelFile, folder, accept: () => true })).record.size // "3 ASes, 2 links"
 * @param name as on the command line: "caida:2025-09"
 * @throws DataSetError with a remedy; nothing half-written is left, and a partial download is resumed by the next call
 */
export async function getDataSet(name: string, options: GetDataSetOptions): Promise<GotDataSet> {
  const chosen = chooseDataSet(name);
  const { folder = dataFolder(), from, again = from !== undefined } = options;
  const file = fileOf(chosen, folder);
  const there = again ? undefined : recordOf(chosen, folder);
  if (there && (await sha256Of(file)) === there.sha256) return { file, record: there, wasThere: true };
  const { licence } = chosen.set;
  if (licence.mustAccept && !(await options.accept(licence)))
    throw new DataSetError(
      `${chosen.text}: the terms were not accepted. Nothing was fetched.`,
      `Read ${licence.address}, then add --accept-licence.`,
    );
  await makeFolder(folder);
  const partial = join(folder, "partial", chosen.set.file(chosen.argument));
  return locked(`${partial}.lock`, chosen.text, async () => {
    const address = from ?? chosen.set.address(chosen.argument);
    const local = localFile(address);
    if (local === undefined)
      await download(address, { partial, most: chosen.set.most, remedy: remedyOf(chosen, from), ...options });
    try {
      const record = await settle(chosen, { packedFile: local ?? partial, from: address, folder });
      return { file, record, wasThere: false };
    } finally {
      // A complete download that is not the data set would be taken for it again.
      if (local === undefined) await forget(partial);
    }
  });
}

/** A path, if `from` is one or a file: address. */
function localFile(from: string): string | undefined {
  if (/^https?:/i.test(from)) return undefined;
  if (!/^file:/i.test(from)) return from;
  try {
    return fileURLToPath(from);
  } catch {
    throw new DataSetError(
      `"${from}" is not the address of a file on this machine.`,
      "Write it like file:///home/me/x.bz2.",
    );
  }
}

const remedyOf = ({ set }: ChosenDataSet, from: string | undefined) =>
  from === undefined
    ? `The address was last checked on ${set.checked.date}, in ${set.checked.found}. If it has moved, pass another with --from.`
    : "Check the address.";

interface Downloaded {
  readonly packedFile: string;
  readonly from: string;
  readonly folder: string;
}

/** Unpacks, converts, checks and renames. */
async function settle(chosen: ChosenDataSet, { packedFile, from, folder }: Downloaded): Promise<DataSetRecord> {
  const { set, argument, text } = chosen;
  const found = await stat(packedFile).catch(() => undefined);
  if (!found?.isFile())
    throw new DataSetError(
      `${from}: ${found ? "not a file on a disk" : "file not found"}.`,
      "Name another with --from.",
    );
  if (found.size > set.most)
    throw new DataSetError(`${from} has more than ${set.most / 1e6} MB.`, `This is not ${text}.`);
  const file = fileOf(chosen, folder);
  removeLeftOversOf(file);
  const beside = temporaryName(file);
  const remove = temporaryFile(beside);
  try {
    const contentSha256 = await writeContent(chosen, { packedFile, from, beside });
    const size = await set.check(beside);
    const sha256 = await sha256Of(beside);
    const { size: bytes } = await stat(beside);
    const checksum = set.sha256?.[argument] === undefined ? "first" : "known";
    const fetched = new Date().toISOString();
    const record = { name: text, from, fetched, contentSha256, sha256, bytes, size, licence: set.licence.name, checksum } as const; // prettier-ignore
    await rename(beside, file);
    await writeRecord(chosen, folder, record);
    return record;
  } catch (error) {
    throw about(error as Error, beside, from);
  } finally {
    remove();
  }
}

async function writeContent(
  { set, argument, text }: ChosenDataSet,
  { packedFile, from, beside }: { readonly packedFile: string; readonly from: string; readonly beside: string },
): Promise<string> {
  const { content, sha256 } = unpack(packedFile, from);
  const chunks = set.convert ? Readable.from([await set.convert(content, argument)]) : content;
  await pipeline(chunks, createWriteStream(beside, { flags: "wx" }));
  const got = sha256();
  const expected = set.sha256?.[argument];
  if (expected !== undefined && got !== expected)
    throw new DataSetError(
      `${from} is not ${text}: expected SHA-256 ${expected}, got ${got}.`,
      "The file at the address has changed or was altered on its path. Fetch it again later, or pass another copy with --from.",
    );
  return got;
}

/** The error of a reader, about the place that the data came from and not about a temporary file. */
function about(error: Error, beside: string, from: string): Error {
  const message = error.message.replaceAll(beside, from);
  if ("remedy" in error || "code" in error) {
    error.message = message;
    return error;
  }
  return new DataSetError(message, "This is not the data set, or it is damaged. Pass another copy with --from.");
}
