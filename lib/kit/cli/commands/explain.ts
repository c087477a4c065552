// `anycast explain`: explains why an AS uses its site.
import type { Command } from "commander";
import type { Candidate, Explanation } from "../../routing/bgp/index.js";
import { Failure } from "../failure.js";
import { inFile } from "../in-file.js";
import { openQuestion, withQuestion, type QuestionOptions } from "../routing-question.js";

export function register(program: Command): void {
  const command = program
    .command("explain")
    .description("explain why an AS uses its site: the candidates, and the rule that removed each")
    .argument("<asn>", "the AS to explain", parseAsn);
  withQuestion(command)
    .option("--json", "print JSON, with every candidate; one entry per prefix if the scenario has several")
    .addHelpText("after", "\nExample:\n  npx anycast-kit explain AS3356 scenario.json\n")
    .action(explainAs);
}

function parseAsn(text: string): number {
  const digits = /^(?:AS)?(\d{1,10})$/i.exec(text)?.[1];
  if (digits === undefined) throw new Failure(`"${text}" is not an ASN.`, "Write it like 3356 or AS3356.");
  return Number(digits);
}

/** Number of candidates to show. */
const SHOWN = 20;

async function explainAs(asn: number, scenario: string | undefined, options: QuestionOptions): Promise<void> {
  const { describeCandidate, explain, stableStates, steadyStates } = await import("../../routing/bgp/index.js");
  const { file, problem } = await openQuestion(scenario, options);
  const { asns } = problem.topology;
  if (!asns.includes(asn))
    throw new Failure(
      `${file}: AS${asn} is not in the graph of ${asns.length} ASes.`,
      `Name one of them, such as ${[...asns.slice(0, 3)].map((each) => `AS${each}`).join(" or ")}.`,
    );
  const states = await inFile(file, () => steadyStates(problem));
  const explanations = await inFile(file, () =>
    states.map((state): Answer => {
      const [here, ...others] = stableStates(state).states.map((each) => explain(each, asn));
      return others.length > 0 ? { ...here, otherStates: others } : here;
    }),
  );
  const several = states.length > 1;
  const prefixed = states.map(({ problem: { prefix } }, i) => ({ prefix: prefix.text, ...explanations[i] }));
  if (options.json) console.log(JSON.stringify(several ? { prefixes: prefixed } : explanations[0]));
  else
    prefixed.forEach((explanation, i) => {
      if (several) console.log(`${i > 0 ? "\n" : ""}${explanation.prefix}`);
      print(explanation, describeCandidate);
    });
}

/** The explanation, and those in the other states in which the routes can settle. */
type Answer = Explanation & { readonly otherStates?: readonly Explanation[] };

function print(
  { sentence, candidates, refused, otherStates = [] }: Answer,
  describe: (candidate: Candidate) => string,
): void {
  console.log(sentence);
  if (candidates.length > 0) console.log("\nCandidates:");
  for (const candidate of candidates.slice(0, SHOWN)) console.log(`  ${describe(candidate)}`);
  if (candidates.length > SHOWN) console.log(`  and ${candidates.length - SHOWN} more (--json shows all)`);
  const told = refused.filter(({ why }) => why !== "no-route");
  if (told.length > 0) console.log("\nNot received, or dropped:");
  for (const { neighbour, because } of told.slice(0, SHOWN)) console.log(`  AS${neighbour}: ${because}`);
  if (told.length > SHOWN) console.log(`  and ${told.length - SHOWN} more (--json shows all)`);
  if (otherStates.length === 0) return;
  console.log(
    `\n! These routes have ${otherStates.length + 1} stable states. Which one is reached depends on the order of messages (RFC 4264). ` +
      `${otherStates.length === 1 ? "In the other" : "In the others"}:`,
  );
  for (const other of otherStates) console.log(`  ${other.sentence}`);
}
