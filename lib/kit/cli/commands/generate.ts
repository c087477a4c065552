// `anycast generate`: generates an Internet of any size from a seed.
import { gzipSync } from "node:zlib";
import type { Command } from "commander";
import type { GeneratedInternet } from "../../topology/generator/index.js";
import { checkOutput, writeWhole } from "../../files/index.js";
import { Failure } from "../failure.js";
import { number } from "../terminal/index.js";

export function register(program: Command): void {
  program
    .command("generate")
    .description(
      "generate an Internet (tiers, exchange points, PoPs in real cities) with the statistics of the AS graph of 2025",
    )
    .argument(
      "<out>",
      "output file: .txt (CAIDA serial-1), .json (with PoPs, cities, names) or .asg (compact); .txt.gz and .json.gz are compressed",
    )
    .requiredOption("--ases <n>", "100 to 100,000 ASes", wholeNumber)
    .requiredOption("--seed <n>", "the same seed gives the same Internet", wholeNumber)
    .action(generate);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Failure(`"${text}" is not an integer.`);
  return Number(text);
}

async function generate(out: string, options: { readonly ases: number; readonly seed: number }): Promise<void> {
  const ending = /\.(txt|json|asg)(\.gz)?$/.exec(out)?.[0];
  if (ending === undefined || ending === ".asg.gz")
    throw new Failure(`${out}: unknown format.`, "The name must end in .txt, .json, .asg, .txt.gz or .json.gz.");
  await checkOutput(out);
  const { generateInternet } = await import("../../topology/generator/index.js");
  const start = performance.now();
  const internet = generateInternet(options);
  const ms = performance.now() - start;
  const bytes = await encode(internet, ending);
  await writeWhole(out, bytes);
  const { graph, clique, exchanges } = internet;
  console.log(
    `${out}: ${number(graph.asns.length)} ASes, ${number(graph.links)} links; ${clique.length} ASes at the top, ` +
      `${exchanges.length} exchange points; made in ${ms.toFixed(0)} ms.`,
  );
}

async function encode({ graph, clique }: GeneratedInternet, ending: string): Promise<Uint8Array | string> {
  const { asGraphOf, encodeAsGraph, encodeAsRel } = await import("../../topology/index.js");
  if (ending === ".asg") return encodeAsGraph(graph);
  const text = ending.startsWith(".txt") ? encodeAsRel(graph, clique) : JSON.stringify(asGraphOf(graph)) + "\n";
  return ending.endsWith(".gz") ? gzipSync(text) : text;
}
