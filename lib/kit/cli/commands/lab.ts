// `anycast lab`: writes a scenario as a lab for netlab, containerlab, Kathará, or plain FRR and BIRD, and compares a lab's output.
import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import type { BrokenScenario, LabTarget } from "../../routers/index.js";
import { readText } from "../../files/index.js";
import { Failure } from "../failure.js";
import { inFile } from "../in-file.js";
import { oneLine } from "../terminal/index.js";
import { writeFolder } from "../out-folder.js";
import { readLabText } from "../lab-text.js";

/** The exit code when a router differs from its prediction. */
const DIFFERS = 2;

export function register(program: Command): void {
  const lab = program
    .command("lab")
    .description(
      "write a scenario as a lab for other tools, with the model's predictions; or compare a lab's output with them",
    )
    .argument("<scenario>", 'a scenario file (JSON), or "compare"')
    .argument("<folder>", "a new folder for the lab; with compare, the lab's folder")
    .addOption(
      new Option("--to <tool>", "what the lab is for").choices(["netlab", "containerlab", "kathara", "frr", "bird"]),
    )
    .option(
      "--break <seed>",
      "insert one fault, of routing or of the network; its diagnosis goes into solution/",
      whole,
    )
    .option("--public-numbers", "allow ASNs and prefixes that are neither for documentation nor private")
    .option("--json", "print JSON (compare)")
    .addHelpText(
      "after",
      "\nEvery lab has the stages base and solved, and broken with --break: sh restore.sh STAGE in its folder." +
        "\ncompare reads predictions.json and outputs/NODE.json (FRR: show bgp ... json) or outputs/NODE.txt (BIRD: show route all)." +
        "\nExit code: 0 if every best path is as predicted, 2 if one is not, 1 on an error." +
        "\n\nExamples:\n  npx anycast lab scenario.json --to netlab my-lab\n  npx anycast lab compare my-lab\n",
    );
  lab.action((scenario: string, folder: string, options: Options) =>
    scenario === "compare" ? compare(folder, options) : write(scenario, folder, options),
  );
}

interface Options {
  readonly to?: LabTarget;
  readonly break?: number;
  readonly publicNumbers?: boolean;
  readonly json?: boolean;
}

function whole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected an integer of 0 or more.");
}

async function write(file: string, folder: string, { to, break: seed, publicNumbers }: Options): Promise<void> {
  if (to === undefined) throw new Failure("No tool given.", "Add --to netlab, containerlab, kathara, frr or bird.");
  const { readScenario } = await import("../../routing/scenario/index.js");
  const { breakScenario, labOf, labTargets, refusePublicNumbers, variantsOf } = await import("../../routers/index.js");
  const scenario = readScenario(await readLabText(file), { file });
  await inFile(file, async () => {
    if (!publicNumbers) refusePublicNumbers(scenario);
    const broken = seed === undefined ? undefined : breakScenario(scenario, seed, { network: true });
    if (seed !== undefined && !broken)
      throw new Failure(
        `${file}: no single fault changes a best path or loses a packet.`,
        "Take a scenario with more ASes.",
      );
    const lab = labOf(variantsOf(scenario, broken));
    await writeFolder(folder, [...labTargets[to](lab), ...(broken ? [solution(broken)] : [])]);
    console.log(`${lab.nodes.length} nodes are in ${folder}. Start with ${join(folder, "README.md")}.`);
  });
}

const solution = ({ fault, diagnosis, moved, network }: BrokenScenario) => ({
  name: "solution/README.md",
  text: `# ${fault}\n\n${diagnosis}\n\n${network ? "Routers whose packets are lost" : "Routers whose best path it changes"}: ${moved.join(", ")}.\n\n\`sh restore.sh solved\` mends it.\n`,
});

async function compare(folder: string, { json }: Options): Promise<void> {
  const { compareLab, RoutersError } = await import("../../routers/index.js");
  const file = join(folder, "predictions.json");
  const predictions = await readText(file, { what: "the predictions of a lab" });
  const names = await readdir(join(folder, "outputs")).catch(() => {
    throw new Failure(`Folder not found: ${join(folder, "outputs")}.`, "Run collect.sh in the lab first.");
  });
  const outputs = new Map<string, string>();
  for (const name of names.filter((each) => /\.(json|txt)$/.test(each)))
    outputs.set(
      basename(name, extname(name)),
      await readText(join(folder, "outputs", name), { what: "what a router printed" }),
    );
  try {
    const rows = compareLab(predictions, outputs, file);
    const agreeing = rows.filter(({ agrees }) => agrees).length;
    const show = (path: readonly number[] | undefined) => (path ? path.join(" ") || "its own" : "no route");
    if (json) console.log(JSON.stringify({ agrees: agreeing === rows.length, routes: rows }));
    else {
      for (const { node, prefix, predicted, found, agrees, because } of rows) {
        console.log(
          oneLine(
            `${agrees ? "✔" : "✖"} ${node} ${prefix}: ${show(predicted)}${agrees ? "" : `, the router uses ${show(found)}`}`,
          ),
        );
        if (because) console.log(`  ${oneLine(because)}`);
      }
      console.log(`\n${agreeing} of ${rows.length} best paths are as predicted.`);
    }
    if (agreeing < rows.length) process.exitCode = DIFFERS;
  } catch (error) {
    if (error instanceof RoutersError) throw new Failure(error.message, error.remedy);
    throw error;
  }
}
