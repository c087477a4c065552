// `anycast explain`: why an AS uses the site it uses.
import type { Command } from "commander";
import type { BgpAnnouncement, Candidate, TieBreak } from "../../routing/bgp/index.js";
import { Failure } from "../failure.js";
import { collectSites, parseTieBreak, siteHelp } from "../site-option.js";

interface Options {
  readonly asRel: string;
  readonly site: readonly BgpAnnouncement[];
  readonly tieBreak: TieBreak;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command("explain")
    .description("say why an AS uses the site it uses: its candidates, and the rule that removed each")
    .argument("<asn>", "the AS that is asked", parseAsn)
    .requiredOption("--as-rel <file>", "AS relationships, as for anycast catchment")
    .requiredOption("--site <name=asn,...>", siteHelp, collectSites)
    .option("--tie-break <how>", "between equally good routes: lowest-asn, router or all", parseTieBreak, "lowest-asn")
    .option("--json", "print JSON, with every candidate")
    .action(explainAs);
}

function parseAsn(text: string): number {
  const digits = /^(?:AS)?(\d{1,10})$/i.exec(text)?.[1];
  if (digits === undefined) throw new Failure(`"${text}" is no ASN.`, "Write it like 3356 or AS3356.");
  return Number(digits);
}

/** As many candidates as a person reads. */
const SHOWN = 20;

async function explainAs(asn: number, { asRel, site, tieBreak, json = false }: Options): Promise<void> {
  const { openAsGraph } = await import("../as-graph-file.js");
  const { explain, steadyState } = await import("../../routing/bgp/index.js");
  const { graph } = await openAsGraph(asRel, json);
  const explanation = explain(steadyState({ topology: graph, announcements: site, tieBreak }), asn);
  if (json) {
    console.log(JSON.stringify(explanation));
    return;
  }
  const { sentence, candidates, refused } = explanation;
  console.log(sentence);
  if (candidates.length > 0) console.log("\nCandidates:");
  for (const candidate of candidates.slice(0, SHOWN)) console.log(`  ${describe(candidate)}`);
  if (candidates.length > SHOWN) console.log(`  and ${candidates.length - SHOWN} more (--json shows all)`);
  const told = refused.filter(({ why }) => why !== "no-route");
  if (told.length > 0) console.log("\nNot heard, or dropped:");
  for (const { neighbour, because } of told.slice(0, SHOWN)) console.log(`  AS${neighbour}: ${because}`);
  if (told.length > SHOWN) console.log(`  and ${told.length - SHOWN} more (--json shows all)`);
}

function describe({ route, verdict, rule, because }: Candidate): string {
  const what = `site ${route.site} by ${route.learned === "own" ? "its own announcement" : `AS path ${route.path.join(" ")} (${route.learned})`}`;
  if (verdict === "used") return `used: ${what}`;
  return `${verdict === "tied" ? "tied" : "out "}: ${what}: ${rule ? `${rule}: ` : ""}${because}`;
}
