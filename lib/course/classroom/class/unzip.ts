// The notebooks in a zip, unpacked piece by piece: what a zip says about the size of a file may be a lie, so the bytes are counted.
import { Unzip, UnzipInflate, unzipSync } from "fflate";
import { ClassError } from "./folder.js";

/** Limits in bytes: of one file, and of all files. A lesson with its figures has 4 MB. */
export const most = { file: 50_000_000, all: 1_000_000_000 } as const;

/** Bytes that are unpacked at a time: they become at most a thousand times as many. */
const step = 1 << 14;

/** @returns the files by path; `tooLarge` has the paths of those beyond the limit. @throws ClassError for a zip that is damaged or too large */
export function unzipNotebooks(
  zip: Uint8Array,
  from: string,
): { readonly files: ReadonlyMap<string, Uint8Array>; readonly tooLarge: readonly string[] } {
  const sizes = sizesIn(zip, from);
  const damaged = (problem: string) => new ClassError(`${from} is neither a folder nor a whole zip (${problem}).`);
  const files = new Map<string, Uint8Array>();
  const tooLarge = new Set<string>([...sizes].filter(([, size]) => size > most.file).map(([name]) => name));
  let all = 0;
  const unzip = new Unzip((file) => {
    const expected = sizes.get(file.name);
    if (expected === undefined || tooLarge.has(file.name)) return;
    const chunks: Uint8Array[] = [];
    let size = 0;
    file.ondata = (error, chunk, isLast) => {
      if (error) throw damaged(`${file.name}: ${error.message}`);
      size += chunk.length;
      all += chunk.length;
      if (size > expected) throw damaged(`${file.name} is larger than the zip says`);
      if (all > most.all) throw new ClassError(`${from} unpacks to more than ${most.all / 1e9} GB. Split it.`);
      chunks.push(chunk);
      if (isLast) files.set(file.name, Buffer.concat(chunks));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < zip.length; at += step) unzip.push(zip.subarray(at, at + step), at + step >= zip.length);
  } catch (error) {
    throw error instanceof ClassError ? error : damaged((error as Error).message);
  }
  for (const [name, size] of sizes)
    if (!tooLarge.has(name) && files.get(name)?.length !== size) throw damaged(`${name} is not whole`);
  return { files, tooLarge: [...tooLarge] };
}

/** The notebooks that the directory at the end of the zip names, with the sizes that it gives. */
function sizesIn(zip: Uint8Array, from: string): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  try {
    unzipSync(zip, {
      filter({ name, originalSize }) {
        if (name.endsWith(".ipynb") && !name.startsWith("__MACOSX/")) sizes.set(name, originalSize);
        return false;
      },
    });
  } catch (error) {
    throw new ClassError(`${from} is neither a folder nor a whole zip (${(error as Error).message}).`);
  }
  return sizes;
}
