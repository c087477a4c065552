// A shard of a sweep: the part of its cells that one machine computes, into a cache folder that all shards share. Which cells
// these are follows from the inputs alone, so that every machine comes to the same division.
import { Failure } from "../failure.js";
import type { Cell } from "./cell.js";
import { readCell } from "./store.js";

export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** More machines than this are a typing mistake. */
const mostShards = 10_000;

/** @param text "2/4" @throws Failure */
export function parseShard(text: string): Shard {
  const [, number, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text)?.map(Number) ?? [0, 0, 0];
  if (number >= 1 && number <= of && of <= mostShards) return { number, of };
  throw new Failure(`--shard must be i/n, with i from 1 to n (got ${text}).`, "Write it like --shard 2/4.");
}

/**
 * The cells of one shard. Cells that share their Internet stay together, as one machine then generates it once; if there are
 * fewer Internets than shards, they are divided.
 */
export function cellsOfShard(cells: readonly Cell[], { number, of }: Shard): readonly Cell[] {
  const internet = ({ named, seed }: Cell) => `${named.file.file}\n${seed}`;
  const internets = [...new Set(cells.map(internet))];
  const turn =
    internets.length >= of ? (cell: Cell) => internets.indexOf(internet(cell)) : (_cell: Cell, i: number) => i;
  return cells.filter((cell, i) => turn(cell, i) % of === number - 1);
}

/** @throws Failure that names cells which no shard has computed */
export function checkComplete(cells: readonly Cell[], folder: string): void {
  const missing = cells.filter(({ key }) => readCell(folder, key) === undefined);
  if (missing.length === 0) return;
  const some = missing.slice(0, 3).map(({ named, seed }) => `${named.name}, seed ${seed}`);
  throw new Failure(
    `${missing.length} of ${cells.length} cells are missing in ${folder}: ${some.join("; ")}${missing.length > 3 ? "; ..." : ""}.`,
    "Run the shards that did not finish again, with the same files, version and cache folder; or leave out --merge to compute the rest here.",
  );
}
