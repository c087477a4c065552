// `anycast lab`: writes a scenario as a lab for netlab, containerlab, Kathará, or plain FRR and BIRD, and compares a lab's output.
import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import type { LabTarget } from "../../routers/index.js";
import { readText } from "../../files/index.js";
import { Failure } from "../failure.js";
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
    .option("--break <seed>", "insert one fault; its diagnosis goes into solution/", whole)
    .option("--json", "print JSON (compare)")
    .addHelpText(
      "after",
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
  readonly json?: boolean;
}

function whole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected an integer of 0 or more.");
}

async function write(file: string, folder: string, { to, break: seed }: Options): Promise<void> {
  if (to === undefined) throw new Failure("No tool given.", "Add --to netlab, containerlab, kathara, frr or bird.");
  const { readScenario } = await import("../../routing/scenario/index.js");
  const { breakScenario, labOf, labTargets, planRouters, RoutersError } = await import("../../routers/index.js");
  const scenario = readScenario(await readLabText(file), { file });
  try {
    const plan = planRouters(scenario);
    const solved = labTargets[to](labOf(plan));
    if (seed === undefined) await writeFolder(folder, solved);
    else {
      const broken = breakScenario(scenario, seed);
      if (!broken)
        throw new Failure(`${file}: no single fault changes a best path.`, "Take a scenario with more ASes.");
      const solution = `# ${broken.fault}\n\n${broken.diagnosis}\n\nRouters whose best path it changes: ${broken.moved.join(", ") || "those of the longer prefix"}.\n`;
      await writeFolder(folder, [
        ...labTargets[to](labOf(planRouters(broken.scenario), plan)),
        { name: "solution/README.md", text: solution },
        ...solved.map((each) => ({ ...each, name: `solution/lab/${each.name}` })),
      ]);
    }
    console.log(`${plan.routers.length} nodes are in ${folder}. Start with ${join(folder, "README.md")}.`);
  } catch (error) {
    if (error instanceof RoutersError) throw new Failure(`${file}: ${error.message}`, error.remedy);
    throw error;
  }
}

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
          `${agrees ? "✔" : "✖"} ${node} ${prefix}: ${show(predicted)}${agrees ? "" : `, the router uses ${show(found)}`}`,
        );
        if (because) console.log(`  ${because}`);
      }
      console.log(`\n${agreeing} of ${rows.length} best paths are as predicted.`);
    }
    if (agreeing < rows.length) process.exitCode = DIFFERS;
  } catch (error) {
    if (error instanceof RoutersError) throw new Failure(error.message, error.remedy);
    throw error;
  }
}
