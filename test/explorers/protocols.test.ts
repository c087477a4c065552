import { describe, expect, it } from "vitest";
import { type State, ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { FILES } from "../../lib/course/explorers/protocols/data.js";
import { protocols } from "../../lib/course/explorers/protocols/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { routeChange } from "../../lib/course/stories/route-change.js";
import { ladderFigure } from "../../lib/kit/figures/ladder/ladder.js";
import { drawnInNode } from "./browser/explorer-page.js";

const { scenario, first, draw } = drawnInNode(protocols, {});
const figures = (changed: State) => protocols.render(scenario, { ...first, ...changed }, "p").figures;
const says = (changed: State) => draw(changed, "p").summary;

describe("one route change under three protocols", () => {
  it("draws the packets that the library sends, protocol by protocol, wherever the controls stand", () => {
    const states: [State, Omit<Parameters<typeof routeChange>[0], "protocol">][] = [
      [{}, {}],
      [{ movesAt: 20 }, { movesAtMs: 20 }],
      [
        { strangers: "silence", back: 400 },
        { strangers: "silence", movesBackAtMs: 850 },
      ],
      [
        { preferred: "on", movesAt: 600 },
        { preferredAddress: true, movesAtMs: 600 },
      ],
    ];
    for (const [state, options] of states)
      (["dns", "tcp", "quic"] as const).forEach((protocol, i) => {
        const { ladder } = routeChange({ protocol, ...options, untilMs: 1700 });
        expect(figures(state)[i].data).toEqual(ladderFigure(ladder, { name: "same", title: "Same" }).data);
      });
  });

  it("says in one sentence what each user noticed", () => {
    expect(says({})).toBe(
      "DNS: not affected, answered by A 3 times, then B twice; TCP: broken after 600 ms; QUIC: not affected, the file is complete, from A.",
    );
    expect(says({ file: "64 kB" })).toContain("TCP: broken after 600 ms; QUIC: not affected");
    expect(says({ file: "1 MB" })).toContain("QUIC: still waiting after 1700 ms.");
    expect(says({ file: "1 MB", back: 50 })).toContain("TCP: broken after 520 ms; QUIC: not affected");
    expect(says({ file: "64 kB", back: 50 })).toContain(
      "TCP: not affected, the file is complete, from A; QUIC: not affected",
    );
    expect(says({ strangers: "silence" })).toContain("TCP: still waiting after 1700 ms");
    expect(says({ strangers: "silence", file: "1 MB" })).toContain("TCP: still waiting after 1700 ms");
    expect(says({ strangers: "silence", back: 700 })).toContain("TCP: served by A, 380 ms late");
    expect(says({ preferred: "on" })).toContain("QUIC: not affected, the file is complete, from A.");
  });

  it("has three unaffected users if the route moves after the end", () => {
    expect(says({ movesAt: 1000 })).toBe(
      "DNS: not affected, answered by A 5 times; TCP: not affected, the file is complete, from A; QUIC: not affected, the file is complete, from A.",
    );
  });

  it("lets the farther site take longer over its reset, which TCP then asks for twice: the first is too old to be believed (RFC 5961)", () => {
    const far = drawnInNode(protocols, { rttMs: { A: 20, B: 200 } });
    expect(far.draw({}, "p").summary).toContain("TCP: broken after 940 ms; QUIC: not affected");
  });

  it("begins where its data says", () => {
    const begun = drawnInNode(protocols, {
      movesAtMs: 120,
      movesBackAfterMs: 300,
      strangers: "silence",
      preferredAddress: true,
    });
    expect(begun.first).toEqual({
      movesAt: 120,
      back: 300,
      then: "A",
      strangers: "silence",
      preferred: "on",
      file: "8 kB",
      look: 500,
      "rtt-a": 20,
      "rtt-b": 60,
      "rtt-c": 100,
    });
  });

  it("lets the route go on to a third site, whose packets and state are drawn as the library has them", () => {
    const on = { back: 100, then: "C", "rtt-c": 90 };
    (["dns", "tcp", "quic"] as const).forEach((protocol, i) => {
      const options = { protocol, movesOnAtMs: 550, rttMs: { A: 20, B: 60, C: 90 }, untilMs: 1700 };
      const { ladder } = routeChange(options);
      expect(figures(on)[i].data).toEqual(ladderFigure(ladder, { name: "same", title: "Same" }).data);
    });
    expect(says(on)).toContain("DNS: not affected, answered by A 3 times, then C twice");
    expect(says({ ...on, back: 200 })).toContain("answered by A 3 times, then B once, then C once");
    const rows = figures({ ...on, look: 590 }).at(-1)!.data.rows;
    expect(rows.map(([, node]) => node).slice(2, 5)).toEqual(["A", "B", "C"]);
    expect(rows.at(-1)![2]).toBe("the client's packets go to C");
    expect(
      figures({ ...on, back: 0 })
        .at(-1)!
        .data.rows.map(([, node]) => node),
    ).not.toContain("C");
  });

  it("takes the round trips from the controls", () => {
    for (const [a, b] of [
      [20, 200],
      [5, 300],
      [150, 1],
    ]) {
      const given = drawnInNode(protocols, { rttMs: { A: a, B: b } });
      expect(says({ "rtt-a": a, "rtt-b": b })).toBe(given.draw({}, "p").summary);
    }
  });

  it("draws who has the connection, before and after the change", () => {
    const notes = (look: number) =>
      figures({ look })
        .at(-1)!
        .data.rows.map((row) => String(row[2]));
    expect(notes(440)[2]).toMatch(/^203\.0\.113\.7:40000, sent 5 kB/);
    expect(notes(440)[3]).toBe("no connection");
    expect(notes(440)[4]).toBe("the client's packets go to A");
    expect(notes(560)[4]).toBe("the client's packets go to B");
    expect(notes(700)[0]).toMatch(/^reset/);
    const html = (changed: State) => figures(changed).at(-1)!.html;
    expect(notes(700)[4], "no path after the end").toBeUndefined();
    expect(html({ look: 700 })).toContain("no packets any more");
    expect(html({ look: 560 })).toContain("goes to a server without the connection: reset");
    expect(html({ look: 560, strangers: "silence" })).toContain("goes to a server without the connection: dropped");
    expect(html({ look: 560 })).toContain("goes to the server with the connection");
    expect(notes(700)[2], "A is never informed").toMatch(/^203/);
  });

  it("draws a long file as curves: TCP stops at the reset, QUIC when its window is full", () => {
    const [arrival] = figures({ file: "1 MB" });
    const [atEnd, atChange] = [
      arrival.data.rows.at(-1)!,
      arrival.data.rows.filter((row) => Number(row[0]) <= 450).at(-1)!,
    ];
    for (const column of [1, 2]) {
      expect(Number(atChange[column])).toBeGreaterThan(500);
      expect(Number(atEnd[column])).toBeGreaterThan(Number(atChange[column]));
      expect(Number(atEnd[column])).toBeLessThan(FILES["1 MB"] / 1000);
    }
  });

  it.each([
    [{ movesAtMs: 455 }, "movesAtMs"],
    [{ movesAtMs: -10 }, "movesAtMs"],
    [{ movesBackAfterMs: 5000 }, "movesBackAfterMs"],
    [{ rttMs: { A: 20 } }, "rttMs.B"],
    [{ rttMs: { A: 0, B: 60 } }, "rttMs.A"],
    [{ rttMs: { A: 20, B: 60, C: 301 } }, "rttMs.C"],
    [{ then: "B" }, "then"],
    [{ strangers: "shout" }, "strangers"],
    [{ preferredAddress: "yes" }, "preferredAddress"],
    [{ movesAt: 450 }, "movesAt"],
    ["soon", "protocols"],
  ])("refuses %j, naming the field", (props, field) => {
    expect(() => renderExplorer("protocols", props)).toThrow(ExplorerError);
    expect(() => renderExplorer("protocols", props)).toThrow(`Explorer "protocols": `);
    expect(() => renderExplorer("protocols", props)).toThrow(field);
  });
});
