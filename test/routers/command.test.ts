import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needs, repository } from "../needs.js";

const program = join(repository, "lib", "kit", "cli", "anycast.mjs");
const scenario = join(repository, "test", "routers", "scenarios", "local-pref-beats-prepending.json");
let folder: string;
const anycast = (words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  execa(process.execPath, [program, "routers", ...words], { reject: false, cwd: folder, env });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "anycast-routers-"));
  const json = JSON.parse(readFileSync(scenario, "utf8")) as Record<string, unknown>;
  const write = (name: string, change: object) =>
    writeFileSync(join(folder, name), JSON.stringify({ ...json, ...change }));
  write("unknown.json", { announcements: [{ site: "A", origin: 7 }] });
  write("without.json", { without: ["local-pref"] });
  write("insides.json", { convergence: { insides: { 64501: { reflectors: { Paris: [] } } } } });
  write("events.json", { events: [{ at: 5, kind: "explode" }] });
  writeFileSync(join(folder, "broken.json"), "{");
  // Programs that leave a trace and do nothing: to see that nothing is started.
  mkdirSync(join(folder, "traces"));
  for (const name of ["setpriv", "unshare"]) tool("traces", name, `touch ${join(folder, "started")}; exit 1`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program of the shell in a folder of its own. */
function tool(inside: string, name: string, text: string): void {
  writeFileSync(join(folder, inside, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, inside, name), 0o755);
}
const pathWith = (inside: string) => ({ PATH: `${join(folder, inside)}:${process.env.PATH}` });

describe("anycast routers refuses, in one clear error and before anything is started,", () => {
  it.each([
    ["no JSON", "broken.json", /broken\.json is not valid JSON/],
    ["a file that is not there", "absent.json", /File not found: absent\.json/],
    ["an AS that is not in the graph", "unknown.json", /unknown\.json: Site A: origin AS7 is not in the graph/],
    ["an event that cannot be", "events.json", /events\.json: events\[0\]\.kind \(explode\)/],
    [
      "rules switched off",
      "without.json",
      /without\.json: Routers apply all rules, but the scenario disables local-pref/,
    ],
    ["a route reflector where the AS has no router", "insides.json", /insides\.json: .*no router in Paris/],
    [
      "routes that never settle",
      join(repository, "test", "routing", "scenario", "bad-gadget.json"),
      /bad-gadget\.json: The routes never settle: AS1, AS2, AS3/,
    ],
  ])("%s", async (_what, file, message) => {
    const { exitCode, stdout, stderr } = await anycast([file], pathWith("traces"));
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(message);
    expect(existsSync(join(folder, "started"))).toBe(false);
  });
});

describe("anycast routers --export", () => {
  it("writes the configurations and a script into a new folder, and into no other", async () => {
    const { exitCode, stdout } = await anycast([scenario, "--export", "lab"], pathWith("traces"));
    expect([exitCode, stdout]).toEqual([0, "4 routers are in lab. Start them with: sudo sh lab/lab.sh"]);
    expect(readdirSync(join(folder, "lab")).sort()).toEqual(["lab.sh", "r0.conf", "r1.conf", "r2.conf", "r3.conf"]);
    const config = readFileSync(join(folder, "lab", "r2.conf"), "utf8");
    expect(config).toContain("bgp_path.prepend(64510); bgp_path.prepend(64510); bgp_path.prepend(64510);");
    const before = readdirSync(folder);
    const again = await anycast([scenario, "--export", "lab"]);
    expect([again.exitCode, again.stdout]).toEqual([1, ""]);
    expect(again.stderr).toMatch(/lab already exists and is not empty/);
    expect(readdirSync(folder)).toEqual(before);
  });
});

needs("bird", "root").describe("anycast routers", () => {
  it("exports a script that starts the same routers by itself, and a shell among them", async () => {
    await anycast([scenario, "--export", "running"]);
    const input = [
      "until birdc -s /run/anycast/r1.ctl show protocols | grep to_AS64520 | grep -q Established; do sleep 0.1; done",
      "sleep 0.5; birdc -s /run/anycast/r1.ctl show route",
    ].join("\n");
    const env = { SHELL: "/bin/sh", PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
    const { stdout } = await execa("sh", [join(folder, "running", "lab.sh")], { input, env });
    expect(stdout).toMatch(/r1 AS64502\n/);
    expect(stdout).toMatch(/192\.0\.2\.0\/24 +unicast \[to_AS64520_site_B .*\* \(100\) \[AS64520i\]/);
  });

  it("prints agreement router by router and ends with 0", async () => {
    const { exitCode, stdout, stderr } = await anycast([scenario]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/✔ {2}AS64502 +64520 +64520 +B +to_AS64520_site_B +local-pref\n/);
    expect(stdout).toMatch(/4 of 4 best paths are the same on BIRD\.$/);
  });

  it("ends with 2 where a router decides otherwise, and shows both routes", async () => {
    mkdirSync(join(folder, "otherwise"));
    // BIRD itself, but at site B somebody prepends once without telling us.
    tool(
      "otherwise",
      "bird",
      `sed -i 's/# this is site B/\\nbgp_path.prepend(64520);/' "$2"; exec /usr/sbin/bird "$@"`,
    );
    const { exitCode, stdout, stderr } = await anycast([scenario, "--json"], pathWith("otherwise"));
    expect([exitCode, stderr]).toEqual([2, ""]);
    const { agrees, routers } = JSON.parse(stdout) as { agrees: boolean; routers: { router: string }[] };
    expect(agrees).toBe(false);
    expect(routers).toContainEqual({
      router: "AS64502",
      asn: 64502,
      prefix: "192.0.2.0/24",
      ours: { site: "B", path: [64520], session: "to_AS64520_site_B" },
      bird: { site: "B", path: [64520, 64520], session: "to_AS64520_site_B" },
      rule: "local-pref",
      agrees: false,
    });
  });

  it("says what BIRD says where it does not take its configuration", async () => {
    mkdirSync(join(folder, "refusing"));
    tool("refusing", "bird", `echo "protocol magic {}" >> "$2"; exec /usr/sbin/bird "$@"`);
    const { exitCode, stdout, stderr } = await anycast([scenario], pathWith("refusing"));
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/A command failed: bird: .*r0\.conf:\d+:\d+ syntax error/);
  });

  it("says what to install where BIRD is missing", async () => {
    const { exitCode, stderr } = await execa(
      "unshare",
      [
        "--mount",
        "sh",
        "-c",
        'mount --bind /dev/null /usr/sbin/bird && exec "$@"',
        "sh",
        process.execPath,
        program,
        "routers",
        scenario,
      ],
      { reject: false },
    );
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/Programs not found: bird\.\n.*apt-get install bird2$/);
  });

  it("says so where a person may not make namespaces", async () => {
    // A process in a chroot gets no user namespace (unshare(2)), and without one only root may make others.
    const script = 'mount --rbind / "$1" && shift && exec chroot --userspec=65534:65534 "$0" "$@"';
    mkdirSync(join(folder, "root"));
    const { exitCode, stderr } = await execa(
      "unshare",
      [
        "--mount",
        "sh",
        "-c",
        script,
        join(folder, "root"),
        join(folder, "root"),
        process.execPath,
        program,
        "routers",
        scenario,
      ],
      { reject: false },
    );
    expect(stderr).toMatch(/This user may not create network namespaces on this machine: .*\n.*Run it as root\./);
    expect(exitCode).toBe(1);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 143],
    ["SIGKILL", null],
  ] as const)("leaves no process and no namespace behind after %s", async (signal, code) => {
    await isGoneAfter(signal, code, [scenario], (names) => names.filter((name) => name === "bird").length === 4);
  });

  needs("frr").it.each([
    ["SIGINT", 130],
    ["SIGKILL", null],
  ] as const)(
    "leaves nothing of a play behind after %s: daemons, servers, health checks, clients",
    async (signal, code) => {
      const played = join(repository, "test", "routers", "played", "service-fails-withdraw.json");
      const words = [played, "--play", "--with", "frr"];
      await isGoneAfter(signal, code, words, (names, commands) => {
        const programs = ["site-server.mjs", "health-check.mjs", "query-stream.mjs"];
        return names.includes("bgpd") && programs.every((name) => commands.some((command) => command.includes(name)));
      });
    },
  );
});

/** Starts the command, waits until its routers run, sends the signal, and looks for anything that is left. */
async function isGoneAfter(
  signal: NodeJS.Signals,
  code: number | null,
  words: readonly string[],
  runs: (names: readonly string[], commands: readonly string[]) => boolean,
): Promise<void> {
  // Other tests of this run make namespaces too (traffic-PID-name, test/traffic/kernel), and remove them meanwhile.
  const names = () =>
    execFileSync("ip", ["netns", "list"])
      .toString()
      .split("\n")
      .filter((name) => !name.startsWith("traffic-"));
  const namesBefore = names();
  const child = spawn(process.execPath, [program, "routers", ...words], { cwd: folder, stdio: "ignore" });
  const ended = once(child, "exit");
  const started = await untilRouters(child.pid!, runs);
  const spaces = new Set(started.flatMap(namespacesOf));
  expect(spaces.size).toBeGreaterThanOrEqual(6); // process ids, mounts, and the network of each router
  child.kill(signal);
  expect((await ended)[0]).toBe(code);
  for (let waited = 0; waited < 5000 && started.some(isAlive); waited += 20) await sleep(20);
  expect(started.filter(isAlive)).toEqual([]);
  expect(
    processes()
      .filter(isAlive)
      .flatMap(namespacesOf)
      .filter((space) => spaces.has(space)),
  ).toEqual([]);
  expect(names()).toEqual(namesBefore);
}

const processes = (): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

const status = (pid: number): readonly string[] => {
  try {
    // The name is in brackets and may hold anything; behind it: state, parent, ...
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return [/\((.*)\)/s.exec(text)![1], ...text.slice(text.lastIndexOf(")") + 2).split(" ")];
  } catch {
    return [];
  }
};
const isAlive = (pid: number) => !["Z", "X", undefined].includes(status(pid)[1]);

/** The namespaces of a process that are not ours. */
function namespacesOf(pid: number): string[] {
  return ["net", "pid", "mnt"].flatMap((kind) => {
    try {
      const space = readlinkSync(`/proc/${pid}/ns/${kind}`);
      return space === readlinkSync(`/proc/self/ns/${kind}`) ? [] : [space];
    } catch {
      return [];
    }
  });
}

/** Waits until the routers run; all processes below the command then. */
async function untilRouters(
  command: number,
  runs: (names: readonly string[], commands: readonly string[]) => boolean,
): Promise<number[]> {
  for (;;) {
    const parents = new Map(processes().map((pid) => [pid, Number(status(pid)[2])]));
    const isBelow = (pid: number): boolean =>
      parents.get(pid) === command || (parents.has(pid) && isBelow(parents.get(pid)!));
    const below = [...parents.keys()].filter(isBelow);
    if (
      runs(
        below.map((pid) => status(pid)[0]),
        below.map(commandOf),
      )
    )
      return below;
    await sleep(10);
  }
}

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
};
