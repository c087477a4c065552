// `anycast routers`: runs the same scenario on real routers (BIRD, FRR) and compares them with the model.
import { join } from "node:path";
import { Option, type Command } from "commander";
import type { NamedDifference, RouterAgreement, RoutersPlan, TrafficRow, UsedRoute } from "../../routers/index.js";
import { Failure } from "../failure.js";
import { readLabText } from "../lab-text.js";
import { writeFolder } from "../out-folder.js";
import { runSteps } from "../steps.js";

interface Options {
  readonly json?: boolean;
  readonly export?: string;
  readonly with: "bird" | "frr" | "both";
  readonly traffic?: boolean;
}

/** The exit code when routers differ. */
const DIFFERS = 2;

export function register(program: Command): void {
  program
    .command("routers")
    .description(
      "run a scenario on real routers (BIRD 2 or FRR, one network namespace each) and compare every best path",
    )
    .argument("<scenario>", "a scenario file (JSON); its events are not played")
    .option("--json", "print JSON")
    .addOption(
      new Option("--with <daemon>", "which router software to run").choices(["bird", "frr", "both"]).default("bird"),
    )
    .option(
      "--traffic",
      "also query a name server at each site from every router (UDP, TCP), and compare which site answers",
    )
    .option("--export <folder>", "only write BIRD's configurations and a start script to a new folder")
    .addHelpText(
      "after",
      "\nNeeds bird2 or frr, iproute2, and root or user namespaces. Everything runs inside the namespaces and is removed afterwards." +
        "\nNot supported on routers: events, disabled rules, route reflectors and IGP links (each AS has an iBGP full mesh, and static routes with the IGP's cost).\n" +
        "\n\nExit code: 0 if every router agrees with the model, 2 if one differs, 1 on an error." +
        "\n\nExample:\n  npx anycast-kit routers test/routers/scenarios/local-pref-beats-prepending.json\n",
    )
    .action(compare);
}

async function compare(file: string, options: Options): Promise<void> {
  const { NoSteadyStateError } = await import("../../routing/bgp/index.js");
  const { readScenario } = await import("../../routing/scenario/index.js");
  const { agreement, bird, differences, frr, joined, planRouters, RoutersError, runOn, runTraffic } =
    await import("../../routers/index.js");
  const scenario = readScenario(await readLabText(file), { file });
  const stop = new AbortController();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const onSignal = (signal: NodeJS.Signals) => stop.abort(signal);
  try {
    const plan = planRouters(scenario);
    if (options.export !== undefined) return await exportTo(options.export, plan);
    for (const signal of signals) process.on(signal, onSignal);
    let rows: readonly RouterAgreement[] = [];
    const daemons = options.with === "both" ? [bird, frr] : [options.with === "frr" ? frr : bird];
    const found: (readonly RouterAgreement[])[] = [];
    for (const daemon of daemons) {
      const run = async (onProgress: (text: string) => void) => {
        const compared = (routes: Parameters<typeof agreement>[1]) => agreement(plan, routes, daemon.name);
        const isExpected = (_plan: number, routes: Parameters<typeof agreement>[1]) =>
          compared(routes).every(({ agrees }) => agrees);
        const [routes] = await runOn(daemon, [plan], { onProgress, signal: stop.signal, isExpected });
        found.push(compared(routes));
      };
      if (options.json || !process.stdout.isTTY) await run(() => undefined);
      else await runSteps([{ title: `Run ${scenario.name} on ${daemon.title}`, run }]);
    }
    rows = found.length === 2 ? joined(found[0], found[1]) : found[0];
    const asked: (readonly TrafficRow[])[] = [];
    if (options.traffic)
      for (const daemon of daemons) asked.push((await runTraffic(daemon, [plan], { signal: stop.signal }))[0]);
    print(scenario.name, rows, differences(plan, rows), options, asked);
    if (asked.flat().some(({ agrees }) => !agrees)) process.exitCode = DIFFERS;
    if (rows.some(({ agrees }) => !agrees)) process.exitCode = DIFFERS;
  } catch (error) {
    if (stop.signal.aborted) process.exit(stop.signal.reason === "SIGINT" ? 130 : 143);
    if (error instanceof RoutersError) throw new Failure(`${file}: ${error.message}`, error.remedy);
    if (error instanceof NoSteadyStateError) throw new Failure(`${file}: ${error.message}`);
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

const titles = { bird: "BIRD", frr: "FRR" } as const;

function print(
  name: string,
  rows: readonly RouterAgreement[],
  named: readonly NamedDifference[],
  { json, with: on }: Options,
  asked: readonly (readonly TrafficRow[])[],
): void {
  const agreeing = rows.filter(({ agrees }) => agrees).length;
  if (json)
    return console.log(
      JSON.stringify({
        name,
        agrees: agreeing === rows.length,
        routers: rows,
        differences: named,
        ...(asked.length > 0 && { traffic: asked.flat() }),
      }),
    );
  const several = new Set(rows.map(({ prefix }) => prefix)).size > 1;
  const daemons = on === "both" ? (["bird", "frr"] as const) : [on];
  const path = (route: UsedRoute | undefined) => (route ? route.path.join(" ") || "(its own)" : "no route");
  const differing = (what: "site" | "session", row: RouterAgreement): string => {
    const ours = row.ours?.[what];
    const others = daemons.filter((daemon) => row[daemon]?.[what] !== ours);
    if (others.length === 0) return ours ?? "";
    return [`ours ${ours ?? "none"}`, ...others.map((each) => `${titles[each]} ${row[each]?.[what] ?? "none"}`)].join(
      ", ",
    );
  };
  const table = [
    [
      "",
      "Router",
      ...(several ? ["Prefix"] : []),
      "Our path",
      ...daemons.map((daemon) => `${titles[daemon]}'s path`),
      "Site",
      `By ${daemons.map((daemon) => `${titles[daemon]}'s`).join(" and ")} session`,
      "Decided by",
    ],
    ...rows.map((row) => [
      row.agrees ? "✔" : "✖",
      row.router,
      ...(several ? [row.prefix] : []),
      path(row.ours),
      ...daemons.map((daemon) => path(row[daemon])),
      differing("site", row),
      differing("session", row),
      row.rule ?? (row.ours && row.ours.path.length > 0 ? "the only route" : ""),
    ]),
  ];
  const widths = table[0].map((_head, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    );
  for (const { router, because } of named) console.log(`  ${router}: ${because}.`);
  console.log(
    `\n${name}: ${agreeing} of ${rows.length} best paths are the same on ${daemons.map((each) => titles[each]).join(" and on ")}.`,
  );
  asked.forEach((answers, i) => {
    console.log(`\nWho answers, over ${titles[daemons[i]]}:`);
    for (const { router, to, predicted, udp, tcp, nsid, agrees: same } of answers)
      console.log(
        `${same ? "✔" : "✖"} ${router} asks ${to}: ${same ? (udp ?? "nobody") : `UDP ${udp ?? "nobody"}, TCP ${tcp ?? "nobody"}, NSID ${nsid ?? "none"}; predicted ${predicted ?? "nobody"}`}`,
      );
  });
}

/** A word of a shell, in quotes where it has anything but letters, digits and what paths are made of. */
const quoted = (word: string) => (/^[\w./+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

async function exportTo(folder: string, plan: RoutersPlan): Promise<void> {
  const { labFiles } = await import("../../routers/index.js");
  await writeFolder(folder, labFiles(plan));
  console.log(
    `${plan.routers.length} routers are in ${folder}. Start them with: sudo sh ${quoted(join(folder, "lab.sh"))}`,
  );
}
