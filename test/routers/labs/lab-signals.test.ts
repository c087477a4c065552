// A lab that a signal ends at some moment leaves nothing behind: no process, no namespace, no file. An interrupted check lets the servers
// that it has stopped go on.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect } from "vitest";
import { labOf, variantsOf } from "../../../lib/kit/routers/labs/index.js";
import { needs } from "../../needs.js";
import { runInLab, scenario, writeLab } from "./lab-stages.js";

/** Outside: network namespaces by name, and the files of the lab and of the system's folders for such things. */
const outside = (lab: string) => [
  execFileSync("ip", ["netns", "list"])
    .toString()
    .split("\n")
    .filter((name) => !name.startsWith("traffic-")),
  readdirSync(lab, { recursive: true }).map(String).sort(),
  readdirSync("/run").filter((name) => /anycast|netns|frr|bird/.test(name)),
  readdirSync("/var/tmp").filter((name) => /anycast|bird/.test(name)),
];

const pidSpace = (pid: number | string): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
};
const processes = () => readdirSync("/proc").filter((name) => /^\d+$/.test(name));
const parentOf = (pid: string): number => {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")[1],
    );
  } catch {
    return 0;
  }
};
const below = (root: number): number[] => {
  const found = [root];
  const all = processes().map((pid) => [Number(pid), parentOf(pid)] as const);
  for (const parent of found) for (const [pid, of] of all) if (of === parent) found.push(pid);
  return found;
};

needs("frr", "bird", "root").describe("a lab of plain files", () => {
  let place: string;
  beforeAll(() => void (place = mkdtempSync(join(tmpdir(), "anycast-signals-"))));
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  const kinds = ["frr", "bird"] as const;
  const signals = [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 143],
    ["SIGKILL", null],
  ] as const;
  needs("frr").it.each(kinds.flatMap((to) => signals.map(([signal, code]) => [to, signal, code] as const)))(
    "%s: lab.sh leaves nothing after %s at any moment",
    { timeout: 60_000 },
    async (to, signal, code) => {
      const lab = join(place, `${to}-${signal}`);
      writeLab(lab, to, labOf(variantsOf(scenario)));
      const before = outside(lab);
      // From the first moment until all daemons run.
      const moment = 50 + Math.random() * 3000;
      const child = spawn("sh", ["lab.sh", "sleep", "1000"], { cwd: lab, stdio: "ignore" });
      const ended = once(child, "exit");
      await sleep(moment);
      const own = below(child.pid!);
      const spaces = new Set(own.map(pidSpace).filter((each) => each !== undefined && each !== pidSpace("self")));
      child.kill(signal);
      expect([moment, (await ended)[0]]).toEqual([moment, code]);
      const left = () =>
        processes().filter((pid) => spaces.has(pidSpace(pid)) || (own.includes(Number(pid)) && pidSpace(pid)));
      for (let waited = 0; waited < 10_000 && left().length > 0; waited += 50) await sleep(50);
      expect([moment, left()]).toEqual([moment, []]);
      expect(outside(lab)).toEqual(before);
    },
  );

  needs("frr").it(
    "check.sh, interrupted while servers are stopped, lets them go on, and after SIGKILL they go on by themselves",
    async () => {
      const own = join(place, "check");
      writeLab(join(own, "lab"), "frr", labOf(variantsOf(scenario)));
      const states = `states() { for each in /run/anycast/site_server.*.pid; do sed -n 's/^State:.\\(.\\).*/\\1/p' /proc/$(cat $each)/status; done | sort -u | tr -d '\\n'; }`;
      const interrupted = (signal: string) => `
env --default-signal=INT PATIENCE=2 sh check.sh > /dev/null 2>&1 & check=$!
i=0; until [ "$(states)" = T ] || [ $i = 300 ]; do i=$((i+1)); sleep 0.1; done; echo "${signal} before $(states)"
kill -${signal} $check; wait $check; echo "${signal} code $?"
i=0; while [ "$(states)" = T ] && [ $i -lt 100 ]; do i=$((i+1)); sleep 0.1; done; echo "${signal} after $(states)"`;
      const script = `i=0; until sh check.sh paths > /dev/null 2>&1 || [ $i = 60 ]; do i=$((i+1)); sleep 0.5; done
${states}
${["INT", "TERM", "KILL"].map((signal) => `${interrupted(signal)}\nsleep 4`).join("\n")}`;
      const said = await runInLab(own, "frr", script);
      for (const [signal, code] of [
        ["INT", 130],
        ["TERM", 143],
        ["KILL", 137],
      ] as const)
        expect(said).toMatch(new RegExp(`${signal} before T\\n(?:.*\\n)?${signal} code ${code}\\n${signal} after S`));
    },
    180_000,
  );
});
