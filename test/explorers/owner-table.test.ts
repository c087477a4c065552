import { describe, expect, it } from "vitest";
import { ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { ownerTable } from "../../lib/course/explorers/owner-table/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { egressCall } from "../../lib/course/stories/egress-call.js";
import { drawnInNode } from "./browser/explorer-page.js";

const { scenario, first, draw } = drawnInNode(ownerTable, {});

describe("whose reply is it?", () => {
  it("is broken in another site's catchment, and complete with the table, for every server", () => {
    expect(draw({}, "o").summary).toBe(
      "Server 3 of site A connects from 192.0.2.53, port 8192. The reply reaches site B, which does not know the connection and resets it.",
    );
    for (const server of [0, 1, 17, 30]) {
      expect(draw({ server, catchment: "A" }, "o").summary).toMatch(
        /The reply reaches site A: complete, round trip 30 ms/,
      );
      const { table, roundTripMs, outcome } = egressCall({ server, catchment: "B", ownerTable: true });
      expect(outcome).toBe("complete");
      const view = ownerTable.render(scenario, { ...first, server, table: "on" }, "o");
      expect(view.summary).toContain(`forwards it to the owner: complete, round trip ${Math.round(roundTripMs!)} ms`);
      const rows = view.figures[1].data.rows.filter((row) => row[3] !== "");
      expect(rows.map((row) => row[2])).toEqual([`site A, server ${server}`]);
      expect(table.owner("192.0.2.53", table.slice(server).last)).toEqual({ site: "A", server });
    }
  });

  it("sends each server's call from its own ports", () => {
    const ports = Array.from(
      { length: 31 },
      (_, server) => egressCall({ server, catchment: "A" }).table.slice(server).first,
    );
    expect(ports).toEqual(Array.from({ length: 31 }, (_, server) => 2048 * (server + 1)));
  });

  it("refuses a server without ports, and another site", () => {
    for (const wrong of [{ server: 31 }, { server: 1.5 }, { catchment: "C" }, { colour: "red" }])
      expect(() => renderExplorer("owner-table", wrong)).toThrow(ExplorerError);
  });
});
