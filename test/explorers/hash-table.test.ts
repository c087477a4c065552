import { describe, expect, it } from "vitest";
import { moveTo, type State, ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { changesOf } from "../../lib/course/explorers/hash-table/data.js";
import { hashTable } from "../../lib/course/explorers/hash-table/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { compareSchemes, schemeNames } from "../../lib/kit/traffic/ecmp/compare-schemes.js";
import { disruption, flowHashes } from "../../lib/kit/traffic/ecmp/disruption.js";
import { maglevWith } from "../../lib/kit/traffic/ecmp/maglev.js";
import { modulo } from "../../lib/kit/traffic/ecmp/modulo.js";
import { rendezvous } from "../../lib/kit/traffic/ecmp/rendezvous.js";
import { drawnInNode } from "./browser/explorer-page.js";

const { scenario, first, draw } = drawnInNode(hashTable, { flows: 40_000 });
const figures = (changed: State) => hashTable.render(scenario, { ...first, ...changed }, "t").figures;
const table = (changed: State) => figures(changed)[1].data.rows;

describe("killing a server", () => {
  it("shows the table that the library counts for this very change, scheme by scheme", () => {
    const rows = table({ servers: 8, change: "E" });
    const counted = compareSchemes({
      members: [..."ABCDEFGH"],
      change: { kind: "dies", member: "E" },
      hashes: flowHashes(40_000),
    });
    expect(rows.map(([scheme, moved, , collateral]) => [scheme, moved, collateral])).toEqual(
      counted.map((row) => [row.scheme, 100 * row.counted.moved, 100 * row.counted.collateral]),
    );
    expect(rows[1][4]).toBeCloseTo(28.57, 2); // RFC 2992 for K = 5 of 8
  });

  it("draws the flows that the library says break, and only those", () => {
    for (const scheme of schemeNames)
      for (const change of changesOf(5)) {
        const [grid] = figures({ scheme, change });
        const broken = grid.data.rows.reduce((sum, row) => sum + Number(row[4]) + Number(row[5]), 0);
        expect(Number(/(\d+) of 96 flows break/.exec(grid.html)![1])).toBe(broken);
        expect(grid.html.includes("ak-broken-flow")).toBe(true); // the legend, at least
      }
    const [grid] = figures({ scheme: "modulo", change: "A" });
    const { moved } = disruption({ before: modulo([..."ABCDE"]), after: modulo([..."BCDE"]), hashes: flowHashes(96) });
    expect(grid.html).toContain(`${Math.round(96 * moved)} of 96 flows break`);
  });

  it("says in one sentence what broke, whose it was, and what rendezvous would have done", () => {
    const { moved } = disruption({
      before: rendezvous([..."ABCDE"]),
      after: rendezvous([..."ABDE"]),
      hashes: flowHashes(40_000),
    });
    expect(draw({ change: "C" }, "t").summary).toMatch(
      /^Modulo, server C of 5 fails: of 40,000 flows (79|80)\.\d % break, (19|20)\.\d % because their server failed, (59|60)\.\d % although it is healthy\. Rendezvous would break /,
    );
    expect(draw({ change: "C" }, "t").summary).toContain(`Rendezvous would break ${(100 * moved).toFixed(1)} %.`);
    expect(draw({ change: "C", scheme: "rendezvous" }, "t").summary).toContain("0.0 % although it is healthy.");
    expect(draw({ change: "C", scheme: "rendezvous" }, "t").summary).not.toContain("would");
    expect(draw({ change: "joins" }, "t").summary).toContain("server F joins 5 others");
    expect(draw({ change: "joins", scheme: "resilient buckets" }, "t").summary).toContain(
      "0.0 % break, no bucket was idle, and server F gets 0.0 % of the flows.",
    );
  });

  it("marks the row of the scheme that is drawn", () => {
    const [, figure] = figures({ scheme: "Maglev" });
    expect(/<tr class="ak-now"><th[^>]*>([^<]*)/.exec(figure.html)![1]).toBe("Maglev");
  });

  it("offers the death of each server, and one more while there is a letter for it", () => {
    expect(changesOf(2)).toEqual(["A", "B", "joins"]);
    expect(changesOf(8)).toEqual([..."ABCDEFGH"]);
  });

  it("lets another fail if the failed one is removed", () => {
    const eight = moveTo(hashTable, scenario, first, { servers: 8, change: "H" });
    expect(eight).toEqual({ ...first, servers: 8, change: "H" });
    expect(moveTo(hashTable, scenario, eight, { servers: 7 })).toEqual({ ...first, servers: 7, change: "A" });
    expect(moveTo(hashTable, scenario, first, { servers: 8, change: "joins" }).change).toBe("A");
    expect(moveTo(hashTable, scenario, first, { change: "Z" })).toEqual(first);
  });

  it("takes the size of Maglev's table from the control: a small one moves more flows of healthy servers", () => {
    const collateral = (rows: string) => Number(table({ servers: 8, change: "D", rows })[4][3]);
    for (const [name, rows] of [
      ["251", 251],
      ["2,003", 2003],
    ] as const) {
      const members = [..."ABCDEFGH"];
      const left = members.filter((each) => each !== "D");
      const counted = disruption({
        before: maglevWith(rows)(members),
        after: maglevWith(rows)(left),
        hashes: flowHashes(40_000),
      });
      expect(collateral(name)).toBeCloseTo(100 * counted.collateral, 9);
    }
    expect(collateral("251")).toBeGreaterThan(collateral("65,537"));
  });

  it("begins where the notebook says", () => {
    const given = drawnInNode(hashTable, { servers: 3, scheme: "ring", change: "joins", drawn: 32 });
    expect(given.draw({}, "t").summary).toMatch(/^Ring, server D joins 3 others: of 10,000 flows/);
    expect(given.draw({}, "t").html).toContain("of 32 flows break");
  });

  it.each([
    [{ servers: 1 }, "servers"],
    [{ servers: 9 }, "servers"],
    [{ servers: 2.5 }, "servers"],
    [{ scheme: "dice" }, "scheme"],
    [{ flows: 10 }, "flows"],
    [{ drawn: 4 }, "drawn"],
    [{ servers: 3, change: "D" }, 'change: invalid change "D" for 3 servers; expected one of A, B, C, joins.'],
    [{ servers: 8, change: "joins" }, "change"],
    [{ rows: "7" }, "rows"],
    [{ idle: 15 }, "idle"],
    [{ colour: "red" }, "colour"],
  ])("refuses %j, naming what is wrong", (given, message) => {
    expect(() => renderExplorer("hash-table", given)).toThrow(ExplorerError);
    expect(() => renderExplorer("hash-table", given)).toThrow(message);
  });
});

describe("a second change", () => {
  const after = (changed: State) => hashTable.render(scenario, { ...first, servers: 8, ...changed }, "t");
  const rowsOf = (changed: State) => {
    const all = after(changed).figures.at(-1)!.data.rows;
    return new Map(all.map(([scheme, ...numbers]) => [String(scheme), numbers.map(Number)]));
  };

  it("breaks a flow again when a failed server returns, except where buckets in use stay", () => {
    const returned = rowsOf({ change: "C", then: "that is undone" });
    for (const scheme of schemeNames) {
      const [one, two, all] = returned.get(scheme)!;
      if (scheme === "resilient buckets") expect([two, all]).toEqual([0, one]);
      else expect([two, all]).toEqual([one, one]); // the same flows: away and back
    }
  });

  it("counts by scheme what the library's groups say, for two that fail and for one that joins", () => {
    const members = [..."ABCDEFGH"];
    for (const [then, last] of [
      ["the next one fails", members.filter((each) => each !== "B" && each !== "C")],
      ["that is undone", members],
    ] as const)
      for (const [scheme, make] of [
        ["rendezvous", rendezvous],
        ["modulo", modulo],
      ] as const) {
        const between = members.filter((each) => each !== "B");
        const { moved } = disruption({ before: make(between), after: make(last), hashes: flowHashes(40_000) });
        expect(rowsOf({ change: "B", then }).get(scheme)![1]).toBeCloseTo(100 * moved, 9);
      }
  });

  it("shows where the ring and a small Maglev table differ: two servers fail", () => {
    const two = rowsOf({ change: "A", then: "the next one fails", rows: "251" });
    expect(two.get("ring")![3]).toBe(0);
    expect(two.get("rendezvous")![3]).toBe(0);
    expect(two.get("Maglev")![3]).toBeGreaterThan(2);
    expect(two.get("modulo")![2]).toBeGreaterThan(90);
  });

  it("says it, draws it, and is silent where it cannot happen", () => {
    expect(after({ change: "C", then: "that is undone" }).summary).toMatch(
      /Then server C returns: \d+\.\d % break, and in all \d+\.\d % have broken at least once\. Server C now gets \d+\.\d % of the flows\.$/,
    );
    expect(after({ change: "H", then: "the next one fails" }).summary).toContain("Then server A fails too: ");
    expect(after({ servers: 5, change: "joins", then: "that is undone" }).summary).toContain(
      "Then server F leaves again: ",
    );
    expect(after({ servers: 5, change: "joins", then: "one more joins" }).summary).toContain("Then server G joins: ");
    expect(after({ change: "C", then: "that is undone" }).figures.length).toBe(3);
    // The last server cannot fail, and no ninth letter can join.
    for (const silent of [
      { servers: 2, change: "A", then: "the next one fails" },
      { servers: 7, change: "joins", then: "one more joins" },
      { servers: 8, change: "C", then: "one more joins" },
    ])
      expect(after(silent).figures.length).toBe(2);
  });

  it("gives a new server only resilient buckets that were idle, and says how much it gets", () => {
    const gets = (state: State) => Number(/gets (\d+\.\d) % of the flows/.exec(draw({ servers: 5, change: "joins", ...state }, "t").summary)![1]); // prettier-ignore
    expect(gets({ scheme: "resilient buckets" })).toBe(0);
    expect(gets({ scheme: "resilient buckets", idle: 10 })).toBeGreaterThan(4);
    expect(gets({ scheme: "resilient buckets", idle: 10 })).toBeLessThan(
      gets({ scheme: "resilient buckets", idle: 50 }),
    );
    expect(gets({ scheme: "resilient buckets", idle: 50 })).toBeCloseTo(100 / 6, -0.5);
    expect(gets({ scheme: "modulo", idle: 50 })).toBe(gets({ scheme: "modulo" }));
    // Exactly the flows of the new server break.
    const row = table({ servers: 5, change: "joins", idle: 10 }).at(-1)!;
    expect(Number(row[1])).toBeCloseTo(gets({ scheme: "resilient buckets", idle: 10 }), 0);
  });

  it("begins with the second change that the notebook says, and refuses another", () => {
    const given = drawnInNode(hashTable, { then: "that is undone" });
    expect(given.draw({}, "t").summary).toContain("Then server A returns");
    expect(() => renderExplorer("hash-table", { then: "a party" })).toThrow("then");
  });
});
