// `anycast routers`: the same scenario on real routers (BIRD), and whether they agree with us.
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import type { RouterAgreement, RoutersPlan, UsedRoute } from "../../routers/index.js";
import { Failure } from "../failure.js";
import { runSteps } from "../steps.js";

interface Options {
  readonly json?: boolean;
  readonly export?: string;
}

/** The exit code where routers differ. */
const DIFFERS = 2;

export function register(program: Command): void {
  program
    .command("routers")
    .description("run a scenario on real routers (BIRD 2, one network namespace each) and compare every best path")
    .argument("<scenario>", "a scenario file (JSON); its events are not played")
    .option("--json", "print JSON")
    .option("--export <folder>", "only write BIRD's configurations, and a script that starts them, into a new folder")
    .addHelpText(
      "after",
      "\nNeeds bird2 and iproute2, and root or user namespaces. Nothing outside the namespaces is touched, and nothing is left behind." +
        "\nNot put on routers: events, rules switched off, route reflectors and IGP links (each AS has a full mesh of iBGP, and static routes with the IGP's cost).\n" +
        "\n\nEnds with 0 where every router agrees with the model, with 2 where one differs, with 1 on an error." +
        "\n\nExample:\n  npx anycast-kit routers test/routers/scenarios/local-pref-beats-prepending.json\n",
    )
    .action(compare);
}

async function compare(file: string, options: Options): Promise<void> {
  const { NoSteadyStateError } = await import("../../routing/bgp/index.js");
  const { readScenario } = await import("../../routing/scenario/index.js");
  const { agreement, planRouters, RoutersError, runOnBird } = await import("../../routers/index.js");
  const scenario = readScenario(await readFile(file, "utf8"), { file });
  const stop = new AbortController();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const onSignal = (signal: NodeJS.Signals) => stop.abort(signal);
  try {
    const plan = planRouters(scenario);
    if (options.export !== undefined) return await exportTo(options.export, plan);
    for (const signal of signals) process.on(signal, onSignal);
    let rows: readonly RouterAgreement[] = [];
    const run = async (onProgress: (text: string) => void) => {
      const isExpected = (_plan: number, routes: Parameters<typeof agreement>[1]) =>
        agreement(plan, routes).every(({ agrees }) => agrees);
      const [routes] = await runOnBird([plan], { onProgress, signal: stop.signal, isExpected });
      rows = agreement(plan, routes);
    };
    if (options.json || !process.stdout.isTTY) await run(() => undefined);
    else await runSteps([{ title: `Run ${scenario.name} on BIRD`, run }]);
    print(scenario.name, rows, options);
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

function print(name: string, rows: readonly RouterAgreement[], { json }: Options): void {
  const agreeing = rows.filter(({ agrees }) => agrees).length;
  if (json) return console.log(JSON.stringify({ name, agrees: agreeing === rows.length, routers: rows }));
  const several = new Set(rows.map(({ prefix }) => prefix)).size > 1;
  const path = (route: UsedRoute | undefined) => (route ? route.path.join(" ") || "(its own)" : "no route");
  const table = [
    [
      "",
      "Router",
      ...(several ? ["Prefix"] : []),
      "Our path",
      "BIRD's path",
      "Site",
      "By BIRD's session",
      "Decided by",
    ],
    ...rows.map(({ router, prefix, ours, bird, rule, agrees }) => [
      agrees ? "✔" : "✖",
      router,
      ...(several ? [prefix] : []),
      path(ours),
      path(bird),
      ours?.site === bird?.site ? (ours?.site ?? "") : `${ours?.site ?? "none"}, BIRD ${bird?.site ?? "none"}`,
      ours?.session === bird?.session
        ? (bird?.session ?? "")
        : `${bird?.session ?? "none"}, ours ${ours?.session ?? "none"}`,
      rule ?? (ours && ours.path.length > 0 ? "the only route" : ""),
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
  console.log(`\n${name}: ${agreeing} of ${rows.length} best paths are the same on BIRD.`);
}

/** All files or none. */
async function exportTo(folder: string, plan: RoutersPlan): Promise<void> {
  const { labFiles } = await import("../../routers/index.js");
  const { mkdir, mkdtemp, rename, rm, rmdir, writeFile } = await import("node:fs/promises");
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const beside = await mkdtemp(`${target}.`);
  try {
    for (const { name, text } of labFiles(plan)) await writeFile(join(beside, name), text);
    await rmdir(target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT")
        throw new Failure(`${folder} is there already, and not empty.`, "Give a new folder.");
    });
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  }
  console.log(`${plan.routers.length} routers are in ${folder}. Start them with: sudo sh ${join(folder, "lab.sh")}`);
}
