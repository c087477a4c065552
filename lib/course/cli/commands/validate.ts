// `anycast validate`, which `npm run validate` runs: predictions against measured catchments.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { writeWhole } from "anycast-kit/files";

interface Options {
  readonly experiments?: string;
  readonly shared?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly predictions?: string;
  readonly summary?: string;
  readonly published?: string;
  readonly deployments?: string;
}

export function register(program: Command): void {
  program
    .command("validate")
    .description("compare predicted catchments with measured ones: PEERING's two-site experiments, a six-PoP case")
    .option(
      "--experiments <file>",
      "experiments in the format of peering-two-site.json, plain or gzip (default: those of the folder or data set)",
    )
    .option(
      "--shared <folder>",
      "folder with data/as-rel, data/catchments and data/sites (default: the folder that ANYCAST_SHARED names; " +
        "without one, the data sets fetched by anycast data get)",
    )
    .option(
      "--out <folder>",
      "folder for validation.md, validation.json and reliability.svg (default: print Markdown, write nothing)",
    )
    .option("--json", "print JSON instead of Markdown")
    .option("--predictions <file>", "write every cross-validated prediction with its reason, as CSV")
    .option("--summary <file>", "write the numbers that the lessons show, as in data/validation.json")
    .option(
      "--published <file>",
      "only write the table of published numbers beside ours, as in data/published.json; needs no shared data",
    )
    .option(
      "--deployments <file>",
      "only write the table of deployments with published shares beside the plain model, as in data/deployments.json",
    )
    .addHelpText(
      "after",
      "\nWhere the shared data are missing it says so and ends with 0: nothing was validated. A file of experiments that is\nmalformed ends with 1 and names the field; no file is written then.\n\nExample:\n  npm run validate -- --experiments unseen.json.gz --out /tmp/report\n",
    )
    .action(validate);
}

async function validate(options: Options): Promise<void> {
  const { experiments: file, out, json, predictions, summary, published } = options;
  if (published !== undefined) return writePublished(published);
  const { defaultExperiments, missingDataSets, missingFiles, readExperiments, readInputs } =
    await import("../../research/validation/index.js");
  // The caller's input is read first, so that mistakes in it are reported even if there is nothing to compare with.
  const given = file === undefined ? undefined : await readExperiments(file);
  const shared = (options.shared ?? process.env.ANYCAST_SHARED) || undefined;
  const unfetched = shared === undefined ? missingDataSets() : [];
  if (unfetched.length > 0) {
    console.log("validate: skipped, because no folder of measured data was named.");
    console.log("Name it with --shared FOLDER or ANYCAST_SHARED.");
    console.error("Or fetch the public data sets, and run the same command again:");
    for (const name of unfetched) console.error(`  npx anycast data get ${name}`);
    return;
  }
  const missing = shared === undefined ? [] : missingFiles(shared);
  if (missing.length > 0) {
    console.log(`validate: skipped, because these files are missing:\n  ${missing.join("\n  ")}`);
    console.log("Name the folder of measured data with --shared FOLDER or ANYCAST_SHARED.");
    return;
  }
  const progress = (text: string) => console.error(`validate: ${text}`);
  progress("reading experiments and AS graphs");
  const name = file ?? defaultExperiments(shared);
  const inputs = await readInputs(shared, name, given ?? (await readExperiments(name)));
  if (options.deployments !== undefined) {
    const { publishedDeployments, deploymentsMarkdown } = await import("../../research/validation/index.js");
    const results = publishedDeployments(inputs);
    await writeWhole(options.deployments, JSON.stringify(results, undefined, 1) + "\n");
    console.log(deploymentsMarkdown(results.rows, true));
    console.log(`\nThe table is in ${options.deployments}.`);
    return;
  }
  const { validatePeering } = await import("../../research/validation/index.js");
  const { validateSixPops } = await import("../../research/validation/index.js");
  const { reportMarkdown } = await import("../../research/validation/index.js");
  const { report: peering, predictions: rows } = validatePeering(inputs, progress);
  progress("six PoPs");
  const report = {
    format: "anycast-validation-1" as const,
    inputs: { experiments: inputs.experimentsFile, graphs: inputs.graphs.map((each) => each.name) },
    peering,
    sixPops: validateSixPops(inputs),
  };
  const markdown = reportMarkdown(report, out === undefined ? undefined : "reliability.svg");
  const text = JSON.stringify(report, undefined, 1) + "\n";
  if (out !== undefined) {
    await mkdir(out, { recursive: true });
    await writeWhole(join(out, "validation.md"), markdown);
    await writeWhole(join(out, "validation.json"), text);
    const { reliabilityFigure } = await import("../../research/validation/index.js");
    const { svgFile } = await import("anycast-kit/figures");
    await writeWhole(join(out, "reliability.svg"), svgFile(reliabilityFigure(peering.unseen)));
    console.log(`The report is in ${join(out, "validation.md")}, with validation.json and reliability.svg beside it.`);
  } else process.stdout.write(json ? text : markdown);
  if (predictions !== undefined) {
    const { csvFormat } = await import("d3-dsv");
    const fixed = rows.map((each) => ({ ...each, probability: each.probability.toFixed(4) }));
    await writeWhole(predictions, csvFormat(fixed) + "\n");
  }
  if (summary !== undefined) {
    const { summaryOf } = await import("../../research/validation/index.js");
    await writeWhole(summary, JSON.stringify(summaryOf(report), undefined, 1) + "\n");
  }
}

async function writePublished(file: string): Promise<void> {
  console.error("validate: published numbers beside ours, on three Internets: some ten seconds");
  const { publishedComparison } = await import("../../research/published/index.js");
  await writeWhole(file, JSON.stringify(publishedComparison(), undefined, 1) + "\n");
  console.log(`The table is in ${file}.`);
}
