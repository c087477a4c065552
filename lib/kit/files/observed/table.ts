// Observations as a table: Verfploeter's (block, site), or a log of identities (address or ASN, then what the server said). Columns
// are found by their names; separators are commas, tabs or semicolons.
import { ObservationError } from "./error.js";
import { linesOf } from "./lines.js";
import type { Observation } from "./observation.js";

const columns = {
  asn: ["asn", "as"],
  address: ["address", "ip", "block", "prefix", "network", "src", "client"],
  seen: ["site", "nsid", "identity", "hostname", "hostname.bind", "id.server", "pop", "catchment"],
  weight: ["weight", "count", "queries", "load", "blocks"],
} as const;

/** Limits: on lines (Verfploeter's whole list has 6 million), and on the characters of one line. */
const most = { rows: 20_000_000, line: 100_000 } as const;

/**
 * Reads a table of observations: Verfploeter's (block, site), or a log of identities (address or ASN, then what the server said).
 * @example readObservationTable("asn,site\n64500,A\n", "table.csv") // [{"asn":64500,"seen":"A","weight":1}]
 * @throws ObservationError with file and line
 */
export const readObservationTable = (text: string, file: string): readonly Observation[] => [
  ...observationsInTable(text, file),
];

/**
 * Reads a table of observations row by row: all rows at once may be more than memory can hold.
 * @example [...observationsInTable("asn,site\n64500,A\n", "table.csv")] // [{"asn":64500,"seen":"A","weight":1}]
 * @throws ObservationError with file and line
 */
export function* observationsInTable(text: string, file: string): Generator<Observation, void> {
  const lines = shortLines(text.startsWith("\uFEFF") ? text.slice(1) : text, file);
  const first = lines.next().value ?? "";
  const separator = [",", "\t", ";"].find((each) => first.includes(each)) ?? ",";
  const head = first.split(separator).map((cell) => plain(cell).toLowerCase());
  const at = Object.fromEntries(
    Object.entries(columns).map(([name, words]) => [
      name,
      head.findIndex((cell) => (words as readonly string[]).includes(cell)),
    ]),
  ) as Record<keyof typeof columns, number>;
  if (at.seen < 0 || (at.asn < 0 && at.address < 0))
    throw new ObservationError(
      `${file}:1: expected a first line with the columns asn or address, and site or nsid (got "${first.slice(0, 80)}").`,
      "Add a first line such as: address,site",
    );
  let number = 1;
  for (const line of lines) {
    number++;
    const cells = line.split(separator);
    const cell = (column: number) => (column < 0 ? undefined : plain(cells[column] ?? ""));
    const seen = cell(at.seen)!;
    if (seen === "") continue; // a blank line, or no answer
    const fail = (problem: string) =>
      new ObservationError(`${file}:${number}: ${problem}.`, "Correct the line, or remove it.");
    const weight = at.weight < 0 ? 1 : Number(cell(at.weight));
    if (!(weight >= 0 && weight < Infinity))
      throw fail(`weight must be a number of 0 or more (got "${cells[at.weight]}")`);
    const written = cell(at.asn);
    const asn = written === undefined ? undefined : /^(?:AS)?(\d{1,10})$/i.exec(written)?.[1];
    if (written !== undefined && asn === undefined) throw fail(`expected an ASN (got "${written.slice(0, 40)}")`);
    const address = cell(at.address);
    yield { ...(asn !== undefined && { asn: Number(asn) }), ...(address !== undefined && { address }), seen, weight };
  }
}

/** A cell without blanks and quotes around it. */
function plain(cell: string): string {
  const text = cell.trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function* shortLines(text: string, file: string): Generator<string, void> {
  let number = 0;
  for (const line of linesOf(text)) {
    const fail = (problem: string) => new ObservationError(`${file}:${number}: ${problem}`, "Pass a part of it.");
    if (++number > most.rows) throw fail(`the file has more than ${most.rows} lines, the most that are read.`);
    if (line.length > most.line) throw fail(`the line has more than ${most.line} characters, the most that are read.`);
    yield line;
  }
}
