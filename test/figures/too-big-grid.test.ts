import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { FigureError } from "../../lib/kit/figures/core/figure-error.js";
import { tooBigGrid } from "../../lib/course/explorers/path-mtu/too-big-grid.js";
import { MTU_CURES, pathMtu } from "../../lib/course/stories/path-mtu.js";

const draw = (story: ReturnType<typeof pathMtu>) =>
  tooBigGrid({ name: "grid", title: "Grid", servers: story.servers, downloads: story.each });
const marks = (html: string, look: string) => {
  const [wide] = parseHTML(html).document.querySelectorAll("svg.ak-wide");
  return (wide.querySelector(`.${look}`)?.getAttribute("d") ?? "").match(/M/g)?.length ?? 0;
};
describe("the grid of who hears that a packet was too big", () => {
  it("has a frame for each download, and a mark for each server that heard of it", () => {
    for (const cure of MTU_CURES) {
      const story = pathMtu({ cure, servers: 5, clients: 20 });
      const { html } = draw(story);
      const heard = story.each.filter(({ server, told }) => told.includes(server)).length;
      const stray = story.each.reduce(
        (sum, { server, told }) => sum + told.filter((each) => each !== server).length,
        0,
      );
      expect(marks(html, "ak-home")).toBe(20);
      expect(marks(html, "ak-heard")).toBe(heard);
      expect(marks(html, "ak-stray")).toBe(stray);
      expect(marks(html, "ak-done")).toBe(story.complete);
      expect(marks(html, "ak-stalled")).toBe(20 - story.complete);
    }
  });

  it("counts in its table what the story counts", () => {
    const story = pathMtu({ cure: "pass on to all", servers: 4, clients: 12 });
    const { rows } = draw(story).data;
    expect(rows.map(([server]) => server)).toEqual(story.servers);
    const told = story.each.reduce((total, each) => total + each.told.length, 0);
    const sum = (column: number) => rows.reduce((total, row) => total + Number(row[column]), 0);
    expect([sum(1), sum(2), sum(3), sum(4)]).toEqual([12, story.complete, told, 12]);
  });

  it.each([
    [0, 5],
    [41, 5],
    [4, 0],
    [4, 97],
  ])("refuses %i servers and %i downloads, which nobody could read", (servers, downloads) => {
    const names = Array.from({ length: servers }, (_, i) => `S${i}`);
    const each = { client: "c", server: "S0", complete: true, told: [] };
    const refused = () =>
      tooBigGrid({
        name: "grid",
        title: "Grid",
        servers: names,
        downloads: Array.from({ length: downloads }, () => each),
      });
    expect(refused).toThrow(FigureError);
    expect(refused).toThrow(`Grid grid: too large to read (got ${servers} servers and ${downloads} downloads)`);
  });
});
