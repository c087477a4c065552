// `anycast validate` of a file that it has not seen: one pair under other names of its sites, predicted from the other pairs.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { csvParse } from "d3-dsv";
import { expect, it } from "vitest";
import type { ValidationReport } from "../../lib/course/research/validation/markdown.js";
import { needs, shared } from "../needs.js";
import { commandInFolder } from "./in-folder.js";

const { at, anycast } = commandInFolder("validate");

needs("ANYCAST_SHARED").describe("anycast validate, on the shared data", () => {
  const published = join(shared, "data", "catchments", "peering-two-site.json.gz");

  it("predicts an unseen file, and an AS's own observation does not move its prediction", async () => {
    // One published pair under other site names' order and few ASes: an unseen file.
    type Raw = Record<string, { observed: { ping: Record<string, string[]>; bgp?: object; trace?: object } }>;
    const all = JSON.parse(gunzipSync(readFileSync(published)).toString()) as Raw;
    const name = "26_phoenix01_seattle01";
    const some = Object.entries(all[name].observed.ping).slice(0, 800);
    const run = async (which: string, ping: Record<string, string[]>) => {
      const file = at(`${which}.json`);
      writeFileSync(file, JSON.stringify({ [name]: { ...all[name], observed: { ping } } }));
      const csv = at(`${which}.csv`);
      const out = at(which);
      const { exitCode, stderr } = await anycast(
        "validate",
        "--experiments",
        file,
        "--out",
        out,
        "--predictions",
        csv,
        "--shared",
        shared,
      );
      expect([exitCode, /pair 1 of 1/.test(stderr)]).toEqual([0, true]);
      expect(readdirSync(out).sort()).toEqual(["reliability.svg", "validation.json", "validation.md"]);
      return {
        report: JSON.parse(readFileSync(join(out, "validation.json"), "utf8")) as ValidationReport,
        rows: csvParse(readFileSync(csv, "utf8")),
      };
    };
    const before = await run("before", Object.fromEntries(some));
    const [asn, [site]] = some[5];
    const other = site === "phoenix01" ? "seattle01" : "phoenix01";
    const after = await run("after", { ...Object.fromEntries(some), [asn]: [other] });
    const own = (rows: typeof before.rows) => rows.find((row) => row.asn === asn)!;
    expect(own(after.rows).observed).toBe(other);
    expect({ ...own(after.rows), observed: "" }).toEqual({ ...own(before.rows), observed: "" });
    expect(before.report.peering.pairs[0].ases).toBe(800);
    expect(before.report.peering.learntFrom).toHaveLength(13);
    const accuracy = Object.fromEntries(before.report.peering.methods.map(({ id, pooled }) => [id, pooled.accuracy]));
    expect(accuracy["cross-validated"]).toBeGreaterThan(accuracy.larger);
  }, 300_000);
});
