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
    const { flows } = simulated({ method: "modulo", event: "G joins" });
    const servers = rows({ method: "modulo" }).filter(([tier]) => tier === "servers");
    for (const [, server, note] of servers) {
      const own = flows.filter((flow) => flow.server === server);
      const broken = own.filter(({ isComplete }) => !isComplete).length;
      if (own.length > 0) expect(note).toBe(broken > 0 ? `${own.length}, −${broken}` : String(own.length));
    }
    expect(servers.map(([, , note]) => note).at(-1), "H has not joined").toBe("gone");
  });

  it("follows one packet: astray under modulo, forwarded under second chance", () => {
    const astray = simulated({ method: "modulo", event: "G joins" }).flows.findIndex(({ isComplete }) => !isComplete); // prettier-ignore
    expect(draw({ method: "modulo", flow: astray + 1 }, "b").summary).toMatch(
      /its packet reaches [A-H], but [A-H] has the connection: reset\.$/,
    );
    const chained = simulated({ method: "second chance", event: "G joins" }).flows.findIndex(({ visits }) => visits.length > 1); // prettier-ignore
    expect(chained).toBeGreaterThanOrEqual(0);
    const said = draw({ method: "second chance", flow: chained + 1 }, "b").summary;
    expect(said).toMatch(/120 of 120 downloads complete, \d+ of them because a server forwards their packets\. Client \d+: G does not know the flow and forwards the packet to [A-F], which does\.$/); // prettier-ignore
  });

  it("shows what the lesson says of two changes: a few flows of second chance, a seventh of daisy chaining", () => {
    const broken = (method: string, event: string) => {
      const [, complete] = /: (\d+) of 120 downloads/.exec(draw({ method, event }, "b").summary)!;
      return 120 - Number(complete);
    };
    expect(broken("second chance", "G and H join together")).toBeGreaterThan(2);
    expect(broken("second chance", "G and H join together")).toBeLessThan(8);
    expect(broken("daisy chaining", "G and H join together")).toBe(0);
    expect(broken("daisy chaining", "G joins, then H")).toBeGreaterThan(12);
    expect(broken("rendezvous and a flow table", "G joins and LB1 fails")).toBeGreaterThan(4);
  });

  it("begins with a client whose packet is forwarded, and leads to all that are forwarded or reset", () => {
    expect(draw({}, "b").summary).toContain("forwards the packet to");
    for (const [method, event] of [
      ["modulo", "G joins"],
      ["second chance", "G and H join together"],
      ["rendezvous", "nothing"],
    ] as const) {
      const control = building.controls(scenario, { ...first, method, event }).at(-1)!;
      const { flows } = simulated({ method, event });
      const wanted = flows.flatMap(({ isComplete, visits }, i) => (isComplete && visits.length === 1 ? [] : [i + 1]));
      expect(control.kind === "range" && control.stops!.at).toEqual(wanted);
    }
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
