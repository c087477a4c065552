import { describe, expect, it } from "vitest";
import { building } from "../../lib/course/explorers/building/explorer.js";
import { ExplorerError, type State } from "../../lib/course/explorers/core/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { building as simulated } from "../../lib/course/stories/building.js";
import { drawnInNode } from "./browser/explorer-page.js";

const { scenario, first, draw } = drawnInNode(building, {});
const rows = (changed: State) => building.render(scenario, { ...first, ...changed }, "b").figures[0].data.rows;

describe("the building explorer", () => {
  it("draws the flows that the simulator counted, server by server", () => {
    const { flows } = simulated({ method: "modulo", event: "G joins", downloads: 24 });
    const servers = rows({}).filter(([tier]) => tier === "servers");
    for (const [, server, note] of servers) {
      const own = flows.filter((flow) => flow.server === server);
      const broken = own.filter(({ isComplete }) => !isComplete).length;
      if (own.length > 0) expect(note).toBe(broken > 0 ? `${own.length}, −${broken}` : String(own.length));
    }
    expect(servers.map(([, , note]) => note).at(-1), "H has not joined").toBe("gone");
  });

  it("follows one packet: astray under modulo, forwarded under second chance", () => {
    const astray = simulated({ method: "modulo", event: "G joins", downloads: 24 }).flows.findIndex(({ isComplete }) => !isComplete); // prettier-ignore
    expect(draw({ flow: astray + 1 }, "b").summary).toMatch(
      /its packet reaches [A-H], but [A-H] has the connection: reset\.$/,
    );
    const chained = simulated({ method: "second chance", event: "G joins", downloads: 24 }).flows.findIndex(({ visits }) => visits.length > 1); // prettier-ignore
    expect(chained).toBeGreaterThanOrEqual(0);
    const said = draw({ method: "second chance", flow: chained + 1 }, "b").summary;
    expect(said).toMatch(/24 of 24 downloads complete\. Client \d+: G does not know the flow and forwards the packet to [A-F], which does\.$/); // prettier-ignore
  });

  it.each([
    [{ method: "magic" }, "method"],
    [{ event: "fire" }, "event"],
    [{ flow: 0 }, "flow"],
    [{ flow: 2.5 }, "flow"],
    ["soon", "building"],
  ])("refuses %j, naming the field", (props, field) => {
    expect(() => renderExplorer("building", props)).toThrow(ExplorerError);
    expect(() => renderExplorer("building", props)).toThrow(field);
  });
});
