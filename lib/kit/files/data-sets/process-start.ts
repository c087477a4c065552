// When a process started, so that a lock does not take a process for its holder that only has the same id. The set-up has the
// same in course/cli/lock.mjs: it runs before anything is compiled.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Start of process `pid`, as text that no other process with the same id shares; undefined if there is none. */
export function startOf(pid: number): string | undefined {
  try {
    // Field 22 of proc(5), in clock ticks since the boot, counted after the name in brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && process.platform === "linux") return undefined;
  }
  // Elsewhere than on Linux ps knows it, to the second.
  const { stdout, status } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", timeout: 2000 });
  return status === 0 && stdout.trim() !== "" ? stdout.trim().replaceAll(/\s+/g, "_") : undefined;
}
