// Countries and addresses of ASes, from the data set as-sizes or a file like it.
import type { AsSize } from "../anycast/planned/index.js";
import { Failure } from "./failure.js";

/** Countries and addresses by ASN; undefined if there is no such data set and none was named. */
export async function readAsSizes(named: string | undefined): Promise<ReadonlyMap<number, AsSize> | undefined> {
  const { dataSetFile, DataSetError, readText } = await import("../files/index.js");
  let file: string;
  try {
    file = dataSetFile(named ?? "as-sizes");
  } catch (error) {
    if (named === undefined && error instanceof DataSetError) return undefined;
    throw error;
  }
  const [head, ...lines] = (await readText(file, { what: "sizes of ASes" })).split("\n");
  if (!/^asn,name,ipv4_addresses,country\b/.test(head))
    throw new Failure(
      `${file}:1: expected the columns asn,name,ipv4_addresses,country.`,
      "See anycast data get as-sizes.",
    );
  // The name may hold commas; what follows it does not.
  const row = /^(\d{1,10}),.*,(\d+),([A-Z]{0,2})(?:,[\d.]*)?\r?$/;
  return new Map(
    lines.flatMap((line) => {
      const [, asn, addresses, country] = row.exec(line) ?? [];
      return asn === undefined ? [] : [[Number(asn), { addresses: Number(addresses), country }] as const];
    }),
  );
}
