// Hostile submissions in the real jail: each cell tries something and prints what it got. Nothing succeeds, nothing is left behind.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import type { Judge } from "../../../lib/course/classroom/class/grading/judge.js";
import { needs } from "../../needs.js";
import { judgeOf, pointsOf, runTiny, twiceNotebook } from "./tiny.js";

const { describe, it } = needs("bwrap");
const source = twiceNotebook(8);
const right = (n: number) => `function twice${n}(n: number): number { return 2 * n; }`;

/** Processes of the jail's user, or of a jail, that run now. */
const left = () =>
  readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return /^Uid:\s+64001\b/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
    } catch {
      return false;
    }
  });

describe("a hostile submission", () => {
  let judge: Judge;
  const secret = mkdtempSync(join(tmpdir(), "anycast-secret-"));
  beforeAll(async () => {
    writeFileSync(join(secret, "gradebook.db"), "SECRET");
    judge = await judgeOf(source);
  }, 120_000);
  afterAll(() => {
    judge.end();
    rmSync(secret, { recursive: true });
  });

  it("sees no files, no network and no processes but its own", { timeout: 240_000 }, async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => server.once("listening", done));
    const { port } = server.address() as { port: number };
    let connections = 0;
    server.on("connection", (socket) => {
      connections++;
      socket.destroy();
    });
    const attempt = (n: number, name: string, code: string) =>
      `${right(n)}\nconsole.log("${name}:", await (async () => { ${code} })().then((got: unknown) => "GOT " + got, (error: any) => error.code ?? error.message));`;
    const fs = `const fs = require("fs");`;
    const result = await runTiny(source, judge, {
      a1: attempt(
        1,
        "gradebook",
        `${fs} return fs.readFileSync(${JSON.stringify(join(secret, "gradebook.db"))}, "utf8");`,
      ),
      a2: attempt(
        2,
        "write gradebook",
        `${fs} fs.writeFileSync(${JSON.stringify(join(secret, "gradebook.db"))}, "x"); return 1;`,
      ),
      a3: attempt(
        3,
        "notebooks",
        `${fs} const found = ["/work", "/root", "/etc/passwd", ${JSON.stringify(process.cwd() + "/notebooks")}, ${JSON.stringify(process.cwd() + "/test")}].filter((path) => fs.existsSync(path) && fs.readdirSync(path).some((name: string) => /ipynb|answers/.test(name))); if (found.length === 0) throw new Error("none"); return found;`,
      ),
      a4: attempt(
        4,
        "network",
        `const net = require("net"); return new Promise((done, failed) => net.connect(${port}, "127.0.0.1").on("connect", done).on("error", failed));`,
      ),
      a5: attempt(
        5,
        "outside",
        `${fs} const written = ["/x", "/usr/lib/x", "/proc/1/oom_score_adj", ${JSON.stringify(process.cwd() + "/lib/x")}].filter((path) => { try { fs.writeFileSync(path, "1"); return true; } catch { return false; } }); if (written.length === 0) throw new Error("none"); return written;`,
      ),
      a6: attempt(6, "shell", `return require("child_process").execFileSync("/bin/sh", ["-c", "id"]).toString();`),
      a7: attempt(
        7,
        "processes",
        `${fs} const seen = fs.readdirSync("/proc").filter((name: string) => /^\\d+$/.test(name)).map(Number); if (Math.max(...seen) < 1000 && seen.length < 5) throw new Error("none"); return seen;`,
      ),
      a8: attempt(8, "root", `process.setuid!(0); return process.getuid!();`),
    });
    server.close();
    const printed = Object.entries(result.cells).flatMap(([, { outputs }]) =>
      outputs.flatMap((output) => (output.output_type === "stream" ? output.text.trim().split("\n") : [])),
    );
    expect(printed).toHaveLength(8);
    expect(printed.filter((line) => line.includes("GOT"))).toEqual([]);
    expect(connections).toBe(0);
    expect(readFileSync(join(secret, "gradebook.db"), "utf8")).toBe("SECRET");
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((n) => pointsOf(result, n))).toEqual(Array(8).fill(2));
  });

  it(
    "loses only its own points by loops, floods, memory, forks, a full disk, kills",
    { timeout: 400_000 },
    async () => {
      const result = await runTiny(
        source,
        judge,
        {
          a1: "function twice1(n: number): number { while (true) {} }",
          a2: 'function twice2(n: number): number { for (let i = 0; i < 200_000; i++) console.log("flood", i); return 2 * n; }',
          a3: "const lists: number[][] = [];\nfunction twice3(n: number): number { for (;;) lists.push(Array(100_000).fill(n)); }",
          a4: `${right(4)}\nfor (let i = 0; i < 300; i++) { try { require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" }).on("error", () => {}); } catch {} }`,
          a5: `${right(5)}\ntry { for (let i = 0; i < 1000; i++) require("fs").writeFileSync("/tmp/" + i, Buffer.alloc(10_000_000)); } catch {}`,
          a6: `function twice6(n: number): number { process.exit(0); }`,
          a7: `${right(7)}\ntry { process.kill(1, "SIGKILL"); } catch {}\ntry { process.kill(process.ppid, "SIGKILL"); } catch {}`,
          a8: right(8),
        },
        3_000,
      );
      expect([1, 3, 6].map((n) => pointsOf(result, n))).toEqual([0, 0, 0]);
      expect([2, 5, 7, 8].map((n) => pointsOf(result, n))).toEqual([2, 2, 2, 2]);
      expect(existsSync("/tmp/999")).toBe(false);
      await new Promise((done) => setTimeout(done, 500));
      // A jail takes a moment to end, and another test's jail, whose user is the same, may be at work meanwhile.
      await expect.poll(left, { timeout: 90_000, interval: 200 }).toEqual([]);
    },
  );
});
