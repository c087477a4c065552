// `anycast compare`: designs side by side under the same users, on generated Internets or on a real AS graph.
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { writeWhole } from "../../publish/write-page.js";
import { Failure } from "../failure.js";

interface Options {
  readonly asRel?: string;
  readonly json?: string | true;
  readonly html?: string;
  readonly workers: number;
  readonly cache?: string;
}

export function register(program: Command): void {
  program
    .command("compare")
    .description(
      "compare designs (global, GeoDNS, regional, hybrid, unicast) under the same users, sites and Internets",
    )
    .argument("<design...>", "comparison files (JSON): sites, designs, what DNS knows, which sites die")
    .option("--as-rel <file>", "a real AS graph in place of the generated ones: CAIDA's, or a file of anycast generate")
    .option("--json [out]", "JSON in place of the table; into a file where one is named")
    .option("--html <out>", "also write a report as one HTML file")
    .option("--workers <n>", "how many threads compute (default: one for each core); the results are the same", workers)
    .option(
      "--cache <folder>",
      "where finished work is kept, so that a sweep that was stopped goes on (default: ~/.cache/anycast-kit/cells)",
    )
    .addHelpText("after", help)
    .action(compare);
}

const help = `
Each file is a whole comparison; a file without "sites" adds designs or other settings to the first one. All must have the
same ases, seeds and demand: the users are equal, and what differs is the design. Designs stand side by side under their own
names, with the file's name in front where two files use one name.

Every design on every seed is a cell of a sweep. Ctrl-C stops it; the same command goes on with what is not finished. A cell
is used again only where its inputs and the library are the same.

Example:
  npx anycast compare data/designs/five-sites.json --html report.html
`;

function workers(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 256) throw new Failure(`--workers ${text}: give a whole number from 1 to 256.`);
  return number;
}

async function compare(names: readonly string[], options: Options): Promise<void> {
  const { json, html } = options;
  for (const out of [json, html]) if (typeof out === "string") await checkOut(out, names);
  const { readComparisonFiles, namedDesigns } = await import("../sweep/inputs.js");
  const { cellsOf, codeDigest, digest } = await import("../sweep/cell.js");
  const { usualFolder } = await import("../sweep/store.js");
  const files = await readComparisonFiles(names);
  const designs = namedDesigns(files);
  const cells = cellsOf(designs, { code: codeDigest() });
  const { sweepWithProgress } = await import("../sweep/progress.js");
  const rows = await sweepWithProgress(cells, {
    folder: options.cache ?? usualFolder(),
    workers: options.workers ?? availableParallelism(),
  });
  const { comparisonReport, failuresTable, measuresTable } = await import("../../publish/comparison/index.js");
  const report = comparisonReport({
    command: [
      "npx anycast compare",
      ...names.map(quoted),
      ...(options.asRel ? ["--as-rel", quoted(options.asRel)] : []),
    ].join(" "),
    inputs: await Promise.all(
      files.map(async ({ file, comparison }) => ({ file, sha256: digest(await readFile(file)), comparison })),
    ),
    designs: designs.map(({ name, file, design }) => ({ name, input: files.indexOf(file), design })),
    rows,
  });
  const text = JSON.stringify(report, undefined, 1) + "\n";
  if (typeof json === "string") await writeWhole(json, text);
  if (json === true) process.stdout.write(text);
  if (json === undefined) {
    console.log(measuresTable(report).text);
    console.log(failuresTable(report)?.text ?? "");
  }
}

/** A word as a shell takes it. */
const quoted = (word: string) => (/^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);

/** Refuses to write over what a person has written: an input, or another comparison that an option took for its value. */
async function checkOut(out: string, inputs: readonly string[]): Promise<void> {
  const refuse = () => {
    throw new Failure(
      `${out} is a comparison: it is not written over.`,
      "Name another file to write, or put the option behind the comparisons.",
    );
  };
  if (inputs.includes(out)) refuse();
  const before = await readFile(out, "utf8").catch(() => "");
  if (/^\s*\{\s*"format"\s*:\s*"anycast-comparison"/.test(before)) refuse();
}
