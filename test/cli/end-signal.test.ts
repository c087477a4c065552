// A command that waits for another program ends at a signal, though the library that started the program listens to signals too.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { interrupted } from "../hostile/signals/interrupt.js";

const folder = mkdtempSync(join(tmpdir(), "anycast-signal-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A Jupyter whose Python never answers. */
mkdirSync(join(folder, "bin"));
writeFileSync(join(folder, "bin", "python"), "#!/bin/sh\nexec sleep 1000\n");
chmodSync(join(folder, "bin", "python"), 0o755);

describe("a command that waits for a program", () => {
  it.each([
    ["SIGINT", 130, ["doctor", "--jupyter", folder]],
    ["SIGTERM", 143, ["doctor", "--jupyter", folder]],
    ["SIGHUP", 129, ["start", "--no-browser", "--jupyter", folder]],
  ] as const)(
    "ends at %s with exit code %d, and so does the program",
    { timeout: 60_000 },
    async (signal, code, words) => {
      const { early, status, left } = await interrupted(words, { cwd: folder, signal, afterMs: 6000 });
      expect({ early, status, left }).toEqual({ early: false, status: code, left: [] });
    },
  );
});
