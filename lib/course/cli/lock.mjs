// One set-up at a time in one folder, even when an earlier one was killed and a program it had started works on.
// The lock is a file that lists the processes at work, each with its start: a number that another process has got meanwhile,
// on this machine or since it was started, does not count. It is held for as long as one of them lives.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** When a process was started, in words that no other process of its number shares; undefined where there is none. */
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

/** The processes of a lock that are still those that were written down. */
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

/** Takes the lock, waiting up to `patience` seconds for others; returns undefined when they are still at work then. */
export async function takeLock(path, { patience = 120, waiting = () => {} } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waited = 0; ; waited += 0.25) {
    try {
      writeFileSync(path, lineOf(process.pid), { flag: "wx" });
      return {
        /** Names a program that works under this lock. */
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
