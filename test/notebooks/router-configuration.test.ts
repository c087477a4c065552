// The configurations printed in lesson 2b are accepted by the daemons they are for, and announce what the lesson says.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { needs, repository } from "../needs.js";

const notebook = JSON.parse(readFileSync(join(repository, "notebooks", "2b-running-a-site.ipynb"), "utf8")) as {
  cells: { id: string; source: string[] }[];
};
const blocks = (id: string) =>
  [...notebook.cells.find((cell) => cell.id === id)!.source.join("").matchAll(/```\w*\n([^]*?)```/g)].map(
    ([, body]) => body,
  );
const [birdText] = blocks("daemon-explain");
const [checkText] = blocks("check-script");
const [frrText, exaText] = blocks("daemon-others");

const folder = mkdtempSync(join(tmpdir(), "anycast-configuration-"));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

describe("the configurations of lesson 2b", () => {
  needs("bird").it("BIRD accepts its one", () => {
    const parse = (text: string) => execFileSync("bird", ["-p", "-c", put("bird.conf", text)], { env, stdio: "pipe" });
    expect(() => parse(birdText)).not.toThrow();
    expect(() => parse(birdText.replace("protocol static service", "protocol statik service"))).toThrow();
  });

  needs("frr").it("FRR accepts its one", () => {
    const parse = (text: string) =>
      execFileSync("vtysh", ["--dryrun", "--inputfile", put("frr.conf", text)], { env, stdio: "pipe" }).toString();
    expect(parse(frrText)).not.toMatch(/unknown|error|ambiguous/i);
    expect(() => parse(frrText.replace("router bgp", "router bpg"))).toThrow();
  });

  it("the health check withdraws after three failures and announces after thirty successes", () => {
    // `dig`, `birdc` and `sleep` of the test: what the server answers is a string of + and -, read one by one.
    const run = (answers: string) => {
      const say = put("answers", answers);
      const stub = `birdc() { echo "$*"; }
sleep() { [ -s "${say}" ]; }
dig() { a=$(head -c 1 "${say}"); tail -c +2 "${say}" > "${say}.rest"; mv "${say}.rest" "${say}"; [ "$a" = + ] && echo "status: NOERROR" || echo "status: SERVFAIL"; }
`;
      return execFileSync("sh", [put("check.sh", `${stub}${checkText}exit 0\n`)], { env }).toString();
    };
    const changes = (answers: string) => run(answers).split("\n").filter((line, i, all) => line && line !== all[i - 1]);
    const [down, up] = ["disable service", "enable service"];
    expect(changes("++--++")).toEqual([]);
    expect(changes("+---" + "-".repeat(5))).toEqual([down]);
    expect(changes("---" + "+".repeat(29))).toEqual([down]);
    expect(changes("---" + "+".repeat(31))).toEqual([down, up]);
    expect(changes("---" + "+".repeat(29) + "-" + "+".repeat(30))).toEqual([down, up]);
    // The script starts again while the site is withdrawn: the site comes back.
    expect(changes("+".repeat(29))).toEqual([]);
    expect(changes("+".repeat(30))).toEqual([up]);
    // BIRD may start again, and is then as configured: the script repeats its command.
    expect(run("-".repeat(5))).toBe(`${down}\n`.repeat(3));
    expect(run("+".repeat(32))).toBe(`${up}\n`.repeat(3));
  });

  it("all four speak of the same prefix and neighbour", () => {
    for (const text of [birdText, frrText, exaText]) {
      expect(text).toContain("192.0.2.0/24");
      expect(text).toContain("198.51.100.2");
    }
    expect(exaText).toMatch(/--fall 3 --rise 30/);
  });
});
