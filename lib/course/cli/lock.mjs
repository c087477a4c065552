// One set-up at a time per folder, even if an earlier one was killed and a program it started still runs. The lock is a file
// that lists the running processes, each with its start time, so that a reused process id does not count. The lock is held as
// long as one of them runs.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Start of a process, as text that no other process with the same id shares; undefined if there is none. */
export function startOf(pid) {
  try {
    // The boot, and clock ticks from the boot to the start: field 22 of proc(5), after the name in brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch (error) {
    if (error.code === "ENOENT" && process.platform === "linux") return undefined;
  }
  // Elsewhere than on Linux ps knows it, to the second.
  const { stdout, status } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", timeout: 2000 });
  return status === 0 && stdout.trim() !== "" ? stdout.trim().replaceAll(/\s+/g, "_") : undefined;
}

const lineOf = (pid) => `${pid} ${startOf(pid) ?? "-"}\n`;

/** The processes of a lock that still run. */
function atWork(text) {
  return text.split("\n").flatMap((line) => {
    const [pid, start] = line.split(" ");
    return /^\d+$/.test(pid) && start !== undefined && startOf(pid) === start ? [Number(pid)] : [];
  });
}

function readLock(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return "-"; // released in the meantime
    throw error;
  }
}

/** Takes the lock, waiting up to `patience` seconds for others; returns undefined if they are still running. */
export async function takeLock(path, { patience = 120, waiting = () => {} } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waited = 0; ; waited += 0.25) {
    try {
      writeFileSync(path, lineOf(process.pid), { flag: "wx" });
      return {
        /** Adds a program that runs under this lock. */
        add: (pid) => appendFileSync(path, lineOf(pid)),
        release: () => rmSync(path, { force: true }),
      };
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const text = readLock(path);
    const others = atWork(text);
    // Just made, and not written yet.
    if (text === "" && waited < 1) await pause(250);
    else if (others.length === 0) rmSync(path, { force: true });
    else if (waited >= patience) return undefined;
    else {
      if (waited === 0) waiting(others);
      await pause(250);
    }
  }
}
