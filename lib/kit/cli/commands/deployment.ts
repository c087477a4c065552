// `anycast deployment`: evaluates an engineer's own deployment on an AS graph.
import type { Command } from "commander";
import type { PlannedEvaluation, UserCounts } from "../../anycast/planned/index.js";
import { inFile } from "../in-file.js";
import { runSteps } from "../terminal/index.js";

interface Options {
  readonly asRel: string;
  readonly users?: string;
  readonly asSizes?: string;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command("deployment")
    .description(
      "evaluate your own deployment: shares, latency, the loss of each site and upstream, what prepending moves",
    )
    .argument("<file>", "a deployment file (JSON)")
    .requiredOption("--as-rel <file>", "AS relationships: a file, or a data set that was fetched (caida:2025-09)")
    .option("--users <file>", "users: a CSV file of asn,users or country,users (default: by the addresses of each AS)")
    .option("--as-sizes <file>", "countries and addresses of ASes, as CSV (default: the data set as-sizes, if fetched)")
    .option("--json", "print JSON instead of tables")
    .addHelpText("after", help)
    .action(evaluate);
}

const help = `
The file: {"format": "anycast-deployment", "version": 1, "asn": 64500, "demand": 100, "seeds": [1, 2, 3],
  "sites": {"A": {"city": "Los Angeles", "upstreams": [226], "peers": [], "prepend": 0, "prependTo": {"226": 1},
                  "communities": [{"kind": "no-export"}], "capacity": 80}, ...}}

The links of the AS graph are measured, the places of its networks are not: each seed draws them again, and every number is
the mean with the smallest and the largest of the seeds. With --as-sizes the first city of each network is drawn in its country;
without it and --users the users are drawn as well.

Example:
  npx anycast-kit deployment data/deployments/b-root-2017.json --as-rel caida:2025-09
`;

async function evaluate(file: string, { asRel, users, asSizes, json = false }: Options): Promise<void> {
  const { readText } = await import("../../files/index.js");
  const { readPlannedDeployment, readUsers } = await import("../../anycast/planned/index.js");
  const planned = readPlannedDeployment(await readText(file, { what: "a deployment" }), file);
  const counts = users === undefined ? undefined : readUsers(await readText(users, { what: "users" }), users);
  const { readAsSizes } = await import("../as-sizes.js");
  const sizes = await readAsSizes(asSizes);
  const { openAsGraph } = await import("../as-graph-file.js");
  const { graph } = await openAsGraph(asRel, true);
  const seeds = graph.geography ? planned.seeds.slice(0, 1) : planned.seeds;
  let found: Evaluated | undefined;
  await runSteps(
    seeds.map((seed) => ({
      title: `Internet of seed ${seed}`,
      run: async (progress: (text: string) => void) => {
        const { clientsOf, deployPlanned, evaluatePlanned } = await import("../../anycast/planned/index.js");
        const deployment = await inFile(file, () => deployPlanned(planned, { graph, seed, ...(sizes && { sizes }) }));
        const { clients, leftOut } = await inFile(users ?? file, () =>
          clientsOf(deployment.topology, { ...(counts && { counts }), ...(sizes && { sizes }) }),
        );
        const onProgress = (done: number, all: number) => progress(`${done} of ${all} changes`);
        const evaluation = evaluatePlanned(planned, { deployment, clients, onProgress });
        found = { leftOut, seeds: [...(found?.seeds ?? []), { seed, evaluation }] };
      },
    })),
    { to: "stderr" },
  );
  const weighedBy = usersBy(counts, sizes);
  if (json) return void console.log(JSON.stringify({ deployment: planned, asRel, users: weighedBy, ...found }));
  const { plannedText } = await import("../planned-text.js");
  console.log(plannedText(planned, found!.seeds, { users: weighedBy, leftOut: found!.leftOut }));
}

interface Evaluated {
  /** Users that are not in the graph. */
  readonly leftOut: number;
  readonly seeds: readonly { readonly seed: number; readonly evaluation: PlannedEvaluation }[];
}

const usersBy = (counts: UserCounts | undefined, sizes: unknown): string =>
  counts ? `as given, by ${counts.by}` : sizes ? "by IPv4 addresses of each AS" : "drawn at random";
