// What a test needs of the machine: skipped by name where it is missing, a failure in CI, where nothing may be skipped.
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
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

/** Where the course's data for tests and benchmarks lies; it is not in the repository. */
export const shared = process.env.ANYCAST_SHARED ?? join(repository, "..", "shared");

const present = {
  chromium: () => existsSync(chromiumPath),
  jupyter: () => existsSync(join(venv, "bin", "python")),
  bird: () => onPath("bird") && onPath("ip"),
  frr: () => existsSync("/usr/lib/frr/bgpd") && onPath("vtysh") && onPath("ip"),
  root: () => process.getuid?.() === 0,
  "shared data": () => {
    try {
      accessSync(join(shared, "data"), constants.R_OK);
      return true;
    } catch {
      return false;
    }
  },
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
 * In CI a missing thing makes the test fail instead.
 */
export function needs(...wanted: Need[]) {
  const missing = wanted.filter((need) => !present[need]());
  if (missing.length === 0) return { describe, it };
  const why = ` [skipped: needs ${missing.join(" and ")}]`;
  const fail = () => {
    throw new Error(`CI must have ${missing.join(" and ")}: nothing is skipped there.`);
  };
  const instead = (skip: (name: string, body: () => void) => void) => {
    const once = (name: string, ...rest: unknown[]) => {
      const body = rest.find((each) => typeof each === "function") as () => void;
      if (process.env.CI) it(name + why, fail);
      else skip(name + why, body);
    };
    return Object.assign(once, { each: () => (name: string) => once(name, () => it("each of them", () => {})) });
  };
  return {
    describe: instead(describe.skip) as unknown as typeof describe,
    it: instead(it.skip) as unknown as typeof it,
  };
}
