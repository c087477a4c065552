// `anycast compare`: designs side by side under the same users, on generated Internets or on a real AS graph.
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { liveCells } from "../live-cells.js";
import type { ComparisonRow } from "../../anycast/designs/index.js";
import type { Figure } from "../../figures/core/index.js";
import { writeWhole } from "../../files/index.js";
import { Failure } from "../failure.js";
import { checkOutFiles } from "../out-file.js";

interface Options {
  readonly asRel?: string;
  readonly json?: string | true;
  readonly html?: string;
  readonly workers: number;
  readonly cache?: string;
  readonly shard?: string;
  readonly merge?: boolean;
}

export function register(program: Command): void {
  program
    .command("compare")
    .description(
      "compare designs (global, GeoDNS, regional, hybrid, unicast) under the same users, sites and Internets",
    )
    .argument("<design...>", "comparison files (JSON): sites, designs, the data of DNS, which sites fail")
    .option(
      "--as-rel <file>",
      "a real AS graph instead of generated ones: a file of CAIDA or of anycast generate, or caida:2025-09",
    )
    .option("--json [out]", "print JSON instead of a table, or write it to a file")
    .option("--html <out>", "also write a report as a single HTML file")
    .option("--workers <n>", "number of worker threads (default: one per core); does not change the results", workers)
    .option(
      "--cache <folder>",
      "folder of finished work, so that a stopped sweep can resume (default: ~/.cache/anycast-kit/cells)",
    )
    .option("--shard <i/n>", "compute only part i of n of the work, into the cache folder, which all parts share")
    .option("--merge", "compute nothing: make the report from the cache folder, which all shards have filled")
    .addHelpText("after", help)
    .action(compare);
}

const help = `
Each file is a whole comparison; a file without "sites" adds designs or other settings to the first one. All must have the
same ases, seeds and demand: the users are equal, and what differs is the design. Designs stand side by side under their own
names, with the file's name in front where two files use one name.

Every design on every seed is a cell of a sweep. Ctrl-C stops it; the same command goes on with what is not finished. A cell
is used again only where its inputs and the library are the same.

On several machines: each computes a shard into a folder that all of them share, in any order; one merges. The report is the
same, byte for byte. A shard that was stopped is started again.

Examples:
  npx anycast-kit compare data/designs/five-sites.json --html report.html
  parallel npx anycast-kit compare five.json --cache /shared/cells --shard {}/4 ::: 1 2 3 4
  npx anycast-kit compare five.json --cache /shared/cells --merge --json five-report.json
`;

function workers(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 256) throw new Failure(`--workers must be an integer from 1 to 256 (got ${text}).`);
  return number;
}

async function compare(names: readonly string[], options: Options): Promise<void> {
  const { asRel, json, html, merge = false } = options;
  const { parseShard } = await import("../sweep/index.js");
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  if (shard && (merge || json !== undefined || html !== undefined))
    throw new Failure(
      "A shard makes no report.",
      "Run all shards, then the same command with --merge in the place of --shard.",
    );
  const outs = { ...(typeof json === "string" && { "--json": json }), ...(html !== undefined && { "--html": html }) };
  await checkOutFiles({ outs, inputs: asRel === undefined ? names : [...names, asRel] });
  const { readComparisonFiles, namedDesigns } = await import("../sweep/index.js");
  const { cellsOf, codeDigest } = await import("../sweep/index.js");
  const { usualFolder } = await import("../sweep/index.js");
  const read = await readComparisonFiles(names, { anyCity: asRel !== undefined });
  const { readGivenGraph, seedsThatMatter } = await import("../sweep/index.js");
  const given = asRel === undefined ? undefined : await readGivenGraph(asRel);
  const files = given ? seedsThatMatter(read, given.graph) : read;
  const designs = namedDesigns(files);
  const cells = cellsOf(designs, { code: codeDigest(), ...(given && { graph: given.report.sha256 }) });
  const { cellsOfShard, checkComplete, sweepWithProgress } = await import("../sweep/index.js");
  const folder = options.cache ?? usualFolder();
  const sweep = {
    folder,
    workers: options.workers ?? availableParallelism(),
    ...(given && { graph: given.graph }),
  };
  if (shard) {
    const own = cellsOfShard(cells, shard);
    await sweepWithProgress(own, sweep);
    console.log(`Shard ${shard.number} of ${shard.of}: its ${own.length} of ${cells.length} cells are in ${folder}.`);
    return;
  }
  if (merge) checkComplete(cells, folder);
  const rows = await sweepWithProgress(cells, sweep);
  const { comparisonCells, comparisonPage, comparisonReport, differencesTable, failuresTables, measuresTable } =
    await import("../../report/comparison/index.js");
  const report = comparisonReport({
    command: ["npx anycast compare", ...names.map(quoted), ...(asRel ? ["--as-rel", quoted(asRel)] : [])].join(" "),
    inputs: files.map(({ file, sha256, comparison }) => ({ file, sha256, comparison })),
    ...(given && { graph: given.report }),
    designs: designs.map(({ name, file, design }) => ({ name, input: files.indexOf(file), design })),
    rows,
  });
  // All output is created before any of it is written.
  const text = JSON.stringify(report) + "\n";
  const make = html === undefined ? undefined : liveCells();
  const cellsOfPage = comparisonCells(report);
  const live = cellsOfPage.length > 0 ? await make?.(cellsOfPage) : undefined;
  const page = html === undefined ? "" : comparisonPage(report, { pictures: picturesOf(rows), live });
  if (typeof json === "string") await writeWhole(json, text);
  if (html !== undefined) await writeWhole(html, page);
  if (json === true) return void process.stdout.write(text);
  if (json === undefined) {
    const tables = [measuresTable(report), differencesTable(report), ...failuresTables(report)];
    for (const table of tables) if (table) console.log(withoutDescription(table));
  }
  for (const out of Object.values(outs)) console.log(`The comparison is in ${out}.`);
}

const picturesOf = (rows: readonly ComparisonRow[]) =>
  new Map(rows.flatMap(({ design, picture }) => (picture ? [[design, picture] as const] : [])));

/** A terminal shows the table; the page explains its measures. */
const withoutDescription = ({ text, description }: Figure) => text.replace(`\n${description}\n`, "");

/** Quotes a word for a shell. */
const quoted = (word: string) => (/^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);
