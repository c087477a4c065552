// `anycast ask`: questions that operators ask, each a scenario with its answer: lists, runs and explains them.
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import type { Command } from "commander";
import { readText } from "../../files/index.js";
import { Failure } from "../failure.js";
import { number } from "../terminal/index.js";
import { inFile } from "../in-file.js";

/** data/questions of the repository. */
const folder = fileURLToPath(new URL("../../../../../data/questions", import.meta.url));

/** The exit code when the scenario contradicts the answer. */
const DIFFERS = 2;

export function register(program: Command): void {
  program
    .command("ask")
    .description("the questions operators ask about anycast: list them, or run one and read the answer")
    .argument("[question]", "the name of a question, or a question file (JSON) of your own (default: list all)")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  npx anycast ask\n  npx anycast ask drain\n  npx anycast ask my-question.json\n",
    )
    .action(ask);
}

async function ask(name: string | undefined, { json }: { readonly json?: boolean }): Promise<void> {
  const { answerQuestion, readQuestion } = await import("../../routing/scenario/index.js");
  const { answerRuns } = await import("../../anycast/questions/index.js");
  const names = (await readdir(folder)).filter((each) => each.endsWith(".json")).map((each) => each.slice(0, -5));
  const read = async (each: string) =>
    readQuestion(await readFile(join(folder, `${each}.json`), "utf8"), { file: `${each}.json` });
  if (name === undefined) {
    const all = await Promise.all(names.sort().map(async (each) => ({ name: each, title: (await read(each)).title })));
    if (json) return console.log(JSON.stringify(all));
    const width = Math.max(...names.map(({ length }) => length));
    for (const each of all) console.log(`${each.name.padEnd(width)}  ${each.title}`);
    return;
  }
  const isFile = !names.includes(name) && /[/\\]|\.json$/i.test(name);
  if (!isFile && !names.includes(name))
    throw new Failure(
      `Unknown question "${name}".`,
      "Run npx anycast ask to list them, or give a question file (.json).",
    );
  const question = isFile
    ? readQuestion(await readText(name, { what: "a question" }), { file: name })
    : await read(name);
  const [found, runs] = await inFile(name, () => [answerQuestion(question), answerRuns(question)] as const);
  const holds = found.holds && runs.every((run) => run.holds);
  if (!holds) process.exitCode = DIFFERS;
  const { title, question: asked, look, answer } = question;
  if (json) return console.log(JSON.stringify({ name, title, question: asked, look, answer, found, runs, holds }));
  console.log(`${title}\n\n${asked}\nLook at: ${look}\n`);
  for (const [asn, site] of Object.entries(found.after)) {
    const before = found.before[Number(asn)];
    const six = found.after6[Number(asn)];
    console.log(
      `  AS${asn}: ${before === site ? `site ${site ?? "none"}` : `site ${before ?? "none"}, then ${site ?? "none"}`}${six === undefined ? "" : `; IPv6 site ${six}`}`,
    );
  }
  console.log(`  A client loses queries for ${number(Math.round(found.lostMs))} ms at most.`);
  if (found.awayMs > 0)
    console.log(
      `  A client is at another site, and then back, for ${number(Math.round(found.awayMs / 1000))} s at most.`,
    );
  for (const run of runs) {
    console.log(`  ${run.name}:${run.holds ? "" : " not as the answer says"}`);
    for (const line of run.found) console.log(`    ${line}`);
  }
  console.log(`\n${answer}${holds ? "" : "\n✖ The scenario contradicts this answer."}`);
}
