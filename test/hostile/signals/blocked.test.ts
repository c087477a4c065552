// Ctrl-C ends a command also while a thread of it is where JavaScript cannot stop it: reading the terminal, opening a pipe, parsing
// a file of 90 MB. process.exit() would wait for that thread.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { besideOthers } from "../../beside-others.js";
import { needs, repository } from "../../needs.js";
import { interrupted } from "./interrupt.js";

const folder = mkdtempSync(join(tmpdir(), "anycast-blocked-"));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const program = join(repository, "lib", "kit", "cli", "anycast.mjs");
const needed = needs("python3");

/** Starts a program on a terminal of its own, waits for a text, presses Ctrl-C, and prints the seconds until its end and its status. */
const onTerminal = `
import os, pty, select, sys, time
child, terminal = pty.fork()
if child == 0: os.execvp(sys.argv[2], sys.argv[2:])
said, begin = b"", time.time()
while sys.argv[1].encode() not in said and time.time() - begin < 60:
    if select.select([terminal], [], [], 0.1)[0]: said += os.read(terminal, 65536)
time.sleep(0.3)
os.write(terminal, b"\\x03")
begin, ended = time.time(), 0
while not ended and time.time() - begin < 10:
    ended, status = os.waitpid(child, os.WNOHANG)
    if select.select([terminal], [], [], 0.02)[0]:
        try: os.read(terminal, 65536)
        except OSError: pass
if not ended: os.kill(child, 9)
print("asked" if sys.argv[1].encode() in said else "not asked", time.time() - begin, os.waitstatus_to_exitcode(status) if ended else "still there")
`;

needed.describe("a question on the terminal", () => {
  it("is answered by Ctrl-C within a second", { timeout: 90_000 }, () => {
    const words = [process.execPath, program, "data", "get", "caida:2025-09"];
    const env = { ...process.env, ANYCAST_DATA: at("data") };
    const { stdout, stderr } = spawnSync("python3", ["-c", onTerminal, "[y/N]", ...words], { env, encoding: "utf8" });
    const [, asked, seconds, status] = /^(.*asked) (\S+) (.*)\n$/.exec(stdout) ?? [];
    expect(asked, stdout + stderr).toBe("asked");
    expect([130, -constants.signals.SIGINT]).toContain(Number(status));
    expect(1000 * Number(seconds)).toBeLessThan(besideOthers(1200));
  });
});

describe("a file of 90 MB that is parsed", () => {
  const text = `{"x":[${'{"a":[1,2,{"b":"c"}]},'.repeat(1_600_000)}${'"'}${"x".repeat(55e6)}${'"'}]}`;
  it.each([
    ["converge", 900],
    ["converge", 1500],
    ["deployment", 1200],
    ["catchment", 1800],
  ])("does not hold %s for more than a second (after %i ms)", { timeout: 60_000 }, async (command, afterMs) => {
    writeFileSync(at("big.json"), text);
    const more = command === "deployment" ? ["--as-rel", at("none")] : [];
    const words = [command, at("big.json"), ...more];
    const { early, status, ms, said } = await interrupted(words, { cwd: folder, signal: "SIGINT", afterMs });
    expect(early, said).toBe(false);
    expect(status).toBe(130);
    expect(ms).toBeLessThan(besideOthers(1000));
  });
});

describe("a pipe without a writer that is opened in the background", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("does not hold a command that %s ends", async (signal) => {
    expect(spawnSync("mkfifo", [at(signal)]).status).toBe(0);
    const end = join(repository, "lib", "kit", "dist", "cli", "thread", "end-now.js");
    const code = `import { readFile } from "node:fs/promises"; import { endNow } from ${JSON.stringify(end)};
      readFile(${JSON.stringify(at(signal))}); process.on(${JSON.stringify(signal)}, () => endNow(${JSON.stringify(signal)}, false));
      setInterval(() => {}, 1000); console.log("ready");`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", code]);
    await new Promise((ready) => child.stdout.once("data", ready));
    const ended = new Promise((done) => child.once("exit", (status, by) => done(by ?? status)));
    child.kill(signal);
    expect(await Promise.race([ended, pause(1000, "still there")])).toBe(signal);
    child.kill("SIGKILL");
  });
});
