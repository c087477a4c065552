import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { type State, ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { pathMtu as explorer } from "../../lib/course/explorers/path-mtu/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { MTU_CURES, pathMtu } from "../../lib/course/stories/path-mtu.js";
import { traceText } from "../../lib/kit/traffic/describe.js";
import { drawnInNode } from "./browser/explorer-page.js";

const { scenario, first, draw } = drawnInNode(explorer, {});
const figures = (changed: State) => explorer.render(scenario, { ...first, ...changed }, "m").figures;
const says = (changed: State) => draw(changed, "m").summary;

describe("too big, but who hears it?", () => {
  it("draws and says what the library counts, cure by cure", () => {
    for (const cure of MTU_CURES) {
      const story = pathMtu({ cure, servers: 6, clients: 48, mtu: 1300 });
      const [grid] = figures({ cure, servers: 6, mtu: 1300 });
      const column = (i: number) => grid.data.rows.map((row) => row[i]);
      expect(column(0)).toEqual(story.servers);
      expect(column(2)).toEqual(
        story.servers.map((name) => story.each.filter(({ server, complete }) => server === name && complete).length),
      );
      expect(column(3)).toEqual(
        story.servers.map((name) => story.each.filter(({ told }) => told.includes(name)).length),
      );
      expect(says({ cure, servers: 6, mtu: 1300 })).toContain(`${story.complete} of 48 downloads complete`);
    }
  });

  it("holds 1/N against what was counted", () => {
    expect(says({})).toBe(
      "5 of 48 downloads complete. The PTB reached the right server in 5 of 48 downloads, 10.4 %. By chance one in 16 does, 6.25 %.",
    );
    expect(says({ servers: 1 })).toContain("48 of 48 downloads complete. The PTB reached the right server in 48 of 48 downloads, 100 %"); // prettier-ignore
    expect(says({ cure: "probe" })).toContain("48 of 48 downloads complete. The PTB reached the right server in 5 of 48 downloads"); // prettier-ignore
  });

  it("needs no message where everything fits", () => {
    for (const state of [{ mtu: 1500 }, { cure: "clamp the MSS" }] as State[])
      expect(says(state)).toMatch(/^48 of 48 downloads complete: no packet is too big for 1[45]00 bytes/);
  });

  it("shows of one download the packets that it has among all others", () => {
    const among = traceText(pathMtu({ cure: "none" }).run.trace);
    for (const number of [1, 2, 30]) {
      const alone = pathMtu({ cure: "none", only: number });
      const own = pathMtu({ cure: "none" }).each[number - 1];
      expect(alone.each).toEqual([own]);
      const [, ladder] = figures({ download: number });
      expect(ladder.title).toBe(`Download ${number}, packet by packet`);
      const heads = new Set(ladder.data.rows.flatMap(([, from, , to]) => [from, to]).filter((name) => /^S\d/.test(String(name)))); // prettier-ignore
      expect(heads).toEqual(new Set([own.server, ...own.told]));
      expect(among).toContain(`client ${number} `);
    }
  });

  it("writes what the wrong server notes right of its rail, the last one, where no arrow is", () => {
    const noted = ["none", "pass on to all"].map((cure) => {
      const [, { html }] = figures({ cure });
      const notes = [...parseHTML(html).document.querySelectorAll("svg.ak-wide .ak-remark")].filter((each) =>
        /unknown flow|passed on/.test(each.textContent),
      );
      for (const note of notes) expect(note.querySelector("text")!.getAttribute("text-anchor")).toBe("start");
      return notes.length;
    });
    expect(Math.min(...noted)).toBeGreaterThan(0);
  });

  it("draws every download in every cure: none has more packets than can be read", () => {
    for (const cure of MTU_CURES)
      for (const servers of [1, 32])
        for (const download of [1, 17]) expect(figures({ cure, servers, download })).toHaveLength(2);
    expect(() => figures({ mtu: 600, cure: "probe", download: 5 })).not.toThrow();
  });

  it.each([
    [{ servers: 0 }, "servers"],
    [{ servers: 2.5 }, "servers"],
    [{ servers: 33 }, "servers"],
    [{ mtu: 1405 }, "mtu"],
    [{ mtu: 9000 }, "mtu"],
    [{ cure: "prayer" }, "cure"],
    [{ clients: 9 }, "clients"],
  ])("refuses %j, naming the field", (props, field) => {
    expect(() => renderExplorer("path-mtu", props)).toThrow(ExplorerError);
    expect(() => renderExplorer("path-mtu", props)).toThrow(`Explorer "path-mtu": `);
    expect(() => renderExplorer("path-mtu", props)).toThrow(field);
  });
});
