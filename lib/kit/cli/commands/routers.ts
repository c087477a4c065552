// `anycast routers`: runs the same scenario on real routers (BIRD, FRR) and compares them with the model.
import { join } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import type { NamedDifference, RouterAgreement, RoutersPlan, TrafficRow, UsedRoute } from "../../routers/index.js";
import { inTheFile } from "../in-file.js";
import { onEndSignal } from "../on-end-signal.js";
import { readLabText } from "../lab-text.js";
import { columns, runSteps } from "../terminal/index.js";
import { writeFolder } from "../out-folder.js";
import { playOnRouters } from "../play-routers.js";

interface Options {
  readonly json?: boolean;
  readonly export?: string;
  readonly publicNumbers?: boolean;
  readonly with: "bird" | "frr" | "both";
  readonly traffic?: boolean;
  readonly play?: boolean;
  readonly scale: number;
  readonly queries: number;
}

/** The exit code when routers differ. */
const DIFFERS = 2;

export function register(program: Command): void {
  program
    .command("routers")
    .description(
      "run a scenario on real routers (BIRD 2 or FRR, one network namespace each) and compare every best path",
    )
    .argument("<scenario>", "a scenario file (JSON); its events are played with --play")
    .option("--json", "print JSON")
    .addOption(
      new Option("--with <daemon>", "which router software to run").choices(["bird", "frr", "both"]).default("bird"),
    )
    .option(
      "--traffic",
      "also query a name server at each site from every router (UDP, TCP), and compare which site answers",
    )
    .option(
      "--play",
      "play the scenario's events on the routers while a client at each router asks at a steady rate; compare lost queries with the model",
    )
    .option(
      "--scale <factor>",
      "with --play: divide the scenario's times (events, hold timers, health checks)",
      factor,
      1,
    )
    .option("--queries <per second>", "with --play: queries per second of each client", rate, 20)
    .option("--export <folder>", "only write BIRD's configurations and a start script to a new folder")
    .option("--public-numbers", "with --export: allow ASNs and prefixes that are neither for documentation nor private")
    .addHelpText(
      "after",
      "\nNeeds bird2 or frr, iproute2, and root or user namespaces. Everything runs inside the namespaces and is removed afterwards." +
        "\nNot supported on routers: disabled rules. Static routes with the IGP's cost stand for an IGP.\n" +
        "\n\nExit code: 0 if every router agrees with the model, 2 if one differs, 1 on an error." +
        "\n\nExample:\n  npx anycast-kit routers test/routers/scenarios/local-pref-beats-prepending.json\n" +
        "  npx anycast-kit routers failover.json --with both --play --scale 10\n",
    )
    .action(compare);
}

function factor(text: string): number {
  const scale = Number(text);
  if (scale >= 1 && scale <= 1000) return scale;
  throw new InvalidArgumentError("Expected a number from 1 to 1000.");
}

function rate(text: string): number {
  const perSecond = Number(text);
  if (perSecond >= 1 && perSecond <= 200) return perSecond;
  throw new InvalidArgumentError("Expected 1 to 200 queries a second.");
}

async function compare(file: string, options: Options): Promise<void> {
  const { readScenario } = await import("../../routing/scenario/index.js");
  const { agreement, bird, differences, frr, joined, planRouters, refusePublicNumbers, runOn, runTraffic } =
    await import("../../routers/index.js");
  const scenario = readScenario(await readLabText(file), { file });
  const stop = new AbortController();
  let endOfHandling: (() => void) | undefined;
  const shutDownCleanly = () => (endOfHandling ??= onEndSignal((signal) => stop.abort(signal)));
  const all = options.with === "both" ? [bird, frr] : [options.with === "frr" ? frr : bird];
  try {
    if (options.play) {
      shutDownCleanly();
      const { json = false, scale, queries } = options;
      const agrees = await playOnRouters(scenario, all, { json, scale, queries, signal: stop.signal });
      if (!agrees) process.exitCode = DIFFERS;
      return;
    }
    if (options.export !== undefined && !options.publicNumbers) refusePublicNumbers(scenario);
    const plan = planRouters(scenario);
    if (options.export !== undefined) return await exportTo(options.export, plan);
    shutDownCleanly();
    let rows: readonly RouterAgreement[] = [];
    const found: (readonly RouterAgreement[])[] = [];
    for (const daemon of all) {
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
      for (const daemon of all) asked.push((await runTraffic(daemon, [plan], { signal: stop.signal }))[0]);
    print(scenario.name, rows, differences(plan, rows), options, asked);
    if (asked.flat().some(({ agrees }) => !agrees)) process.exitCode = DIFFERS;
    if (rows.some(({ agrees }) => !agrees)) process.exitCode = DIFFERS;
  } catch (error) {
    if (stop.signal.aborted) process.exit(stop.signal.reason === "SIGINT" ? 130 : 143);
    throw inTheFile(file, error);
  } finally {
    endOfHandling?.();
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
  console.log(columns(table));
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
