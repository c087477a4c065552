// One set-up at a time in one folder, even when an earlier one was killed and a program it had started works on.
// The lock is a file that lists the process ids at work; it counts for as long as one of them lives.
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const lives = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** Takes the lock, waiting up to `patience` seconds for others; returns undefined when they are still at work then. */
export async function takeLock(path, { patience = 120, waiting = () => {} } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waited = 0; ; waited += 0.25) {
    try {
      writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
      return {
        /** Names a program that works under this lock. */
        add: (pid) => appendFileSync(path, `${pid}\n`),
        release: () => rmSync(path, { force: true }),
      };
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const others = readFileSync(path, "utf8").split("\n").filter(Boolean).map(Number).filter(lives);
    if (others.length === 0) rmSync(path, { force: true });
    else if (waited >= patience) return undefined;
    else {
      if (waited === 0) waiting(others);
      await pause(250);
    }
  }
}
