// The configurations printed in lesson 2b are accepted by the daemons they are for. What they announce: site-restarts.test.ts.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { needs } from "../needs.js";
import { birdText, checkText, exaText, frrText } from "./printed-site.js";

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

  it("all four speak of the same prefix and neighbour", () => {
    for (const text of [birdText, frrText, exaText]) {
      expect(text).toContain("192.0.2.0/24");
      expect(text).toContain("198.51.100.2");
    }
    expect(checkText).toMatch(/"\$bad" -ge 3 .*disable[^]*"\$ok" -ge 30 .*enable/);
    expect(exaText).toMatch(/--fall 3 --rise 30/);
  });
});
