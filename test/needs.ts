// What a test needs of the machine. Where it is missing the test is skipped by name; in CI it fails instead.
// Data outside the repository, Deno and Java are the exceptions: without them their tests are skipped in CI too.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { describe, it } from "vitest";

export const repository = fileURLToPath(new URL("..", import.meta.url));

/** Where the project's Python environment is: `.venv`, or the one a caller names in ANYCAST_JUPYTER. */
export const venv = process.env.ANYCAST_JUPYTER ?? join(repository, ".venv");

const onPath = (command: string) => {
  try {
    execFileSync("sh", ["-c", `command -v ${command}`], {
      stdio: "pipe",
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    });
    return true;
  } catch {
    return false;
  }
};

/** The folder of data that tests and benchmarks use and the repository may not hold; `.ci/run` sets ANYCAST_SHARED. */
export const shared = process.env.ANYCAST_SHARED ?? "";

/** Deno, whose own kernel is a second one for the lessons; nobody must have it. */
export const denoPath = process.env.DENO ?? (onPath("deno") ? "deno" : "");

/** A Java of 21 or newer, for JPlag: the one on PATH, or another that is installed. */
export const findJava = (): string | undefined =>
  ["java", ...javasInstalled()].find((command) => {
    const { stderr } = spawnSync(command, ["-version"], { encoding: "utf8" });
    return Number(/version "(\d+)/.exec(stderr ?? "")?.[1]) >= 21;
  });

function javasInstalled(): string[] {
  const folder = "/usr/lib/jvm";
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, "bin", "java")) : [];
}

/** netlab 26.10, which makes labs of containers: `.netlab`, made by .ci/run from test/routers/labs/netlab-requirements.txt, or another. */
export const netlab = process.env.ANYCAST_NETLAB ?? join(repository, ".netlab", "bin", "netlab");

/** The Python of Kathará's parser and lab checker: `.kathara`, made by .ci/run from test/routers/labs/kathara-requirements.txt. */
export const katharaPython = join(repository, ".kathara", "bin", "python");

/** containerlab's own JSON schema, a file of its module: lib/docs/labs/versions.md says how to get it. */
export const clabSchema = process.env.ANYCAST_CLAB_SCHEMA ?? "";

/** What CI may lack as well. */
const optional: readonly string[] = ["ANYCAST_SHARED", "ANYCAST_CLAB_SCHEMA", "deno", "java21", "netlab", "kathara"];

const present = {
  chromium: () => existsSync(chromiumPath),
  firefox: () => onPath("firefox-esr"),
  python3: () => onPath("python3"),
  jupyter: () => existsSync(join(venv, "bin", "python")),
  bird: () => onPath("bird") && onPath("ip"),
  frr: () => existsSync("/usr/lib/frr/bgpd") && onPath("vtysh") && onPath("ip"),
  netlab: () => existsSync(netlab),
  kathara: () => existsSync(katharaPython),
  dig: () => onPath("dig"),
  bwrap: () => onPath("bwrap"),
  deno: () => denoPath !== "",
  java21: () => findJava() !== undefined && onPath("mvn"),
  root: () => process.getuid?.() === 0,
  ANYCAST_SHARED: () => shared !== "",
  ANYCAST_CLAB_SCHEMA: () => clabSchema !== "",
} as const;

export type Need = keyof typeof present;

export const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const chromiumFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * `needs("chromium").describe("...", () => ...)`: as vitest's own where all is there; else skipped, with what is missing in the name.
 * In CI a missing thing makes the test fail instead, unless it is optional.
 */
export function needs(...wanted: Need[]) {
  const missing = wanted.filter((need) => !present[need]());
  if (missing.length === 0) return { describe, it };
  const why = ` [skipped: needs ${missing.join(" and ")}]`;
  const mayBeSkipped = !process.env.CI || missing.some((need) => optional.includes(need));
  const fail = () => {
    throw new Error(`CI must have ${missing.join(" and ")}. Install what is missing, as .ci/run does.`);
  };
  const instead = (skip: (name: string, body: () => void) => void) => {
    const once = (name: string, ...rest: unknown[]) => {
      const body = rest.find((each) => typeof each === "function") as () => void;
      if (mayBeSkipped) skip(name + why, body);
      else it(name + why, fail);
    };
    const each = () => (name: string) => once(name, () => it("each of them", () => {}));
    return Object.assign(once, { each, concurrent: once });
  };
  return {
    describe: instead(describe.skip) as unknown as typeof describe,
    it: instead(it.skip) as unknown as typeof it,
  };
}
