import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { FigureError } from "../../lib/kit/figures/core/figure-error.js";
import { lightDisksFigure } from "../../lib/kit/figures/map/light-disks.js";
import { mapFigure, type MapOptions } from "../../lib/kit/figures/map/map.js";
import { sharesFigure } from "../../lib/kit/figures/chart/shares.js";
import { tableFigure } from "../../lib/kit/figures/table/table.js";

const text = { name: "wrong", title: "Wrong" };
const london = { lat: 51.5, lon: -0.1 };
const map = (options: Partial<MapOptions>) => () => mapFigure({ ...text, ...options });

describe("a figure that makes no sense is refused with what was wrong and what to do", () => {
  it.each<[string, () => unknown, string]>([
    ["an empty map", map({}), "Map wrong must have a network, sites or clients."],
    [
      "a site that is no letter",
      map({ sites: [{ name: "London", ...london }] }),
      "sites must be named by the letters A to H.",
    ],
    [
      "a site given twice",
      map({ sites: [{ name: "A", ...london }, { name: "A", ...london }] }), // prettier-ignore
      "Duplicate site A.",
    ],
    [
      "a client of an unknown site",
      map({ sites: [{ name: "A", ...london }], clients: [{ name: "Paris", lat: 48.9, lon: 2.4, site: "B" }] }),
      'Client Paris: unknown site "B". The map has A.',
    ],
    [
      "a latitude off the globe",
      map({ clients: [{ name: "Nowhere", lat: 97, lon: 0 }] }),
      "Client Nowhere: Latitude must be between -90 and 90 degrees (got 97). Expected lat and lon in degrees.",
    ],
    [
      "a place without coordinates",
      map({ clients: [{ name: "Nowhere" } as never] }),
      "Client Nowhere: Latitude must be between -90 and 90 degrees (got undefined).",
    ],
    [
      "a link to nowhere",
      map({ network: { routers: [{ id: "X", ...london }], links: [{ ends: ["X", "Y"] }] } }),
      'Link X - Y: unknown router "Y".',
    ],
    [
      "a path over an unknown stop",
      map({ sites: [{ name: "A", ...london }], paths: [{ stops: ["Paris", "A"] }] }),
      'Path Paris - A: there is no router, client or site "Paris" on the map.',
    ],
    [
      "a region upside down",
      map({ clients: [{ name: "X", ...london }], region: { west: 0, east: 10, south: 50, north: 40 } }),
      "South must be below north",
    ],
    [
      "a name with spaces",
      map({ name: "Two sites", clients: [{ name: "X", ...london }] }),
      'must be kebab-case, such as "twelve-cities".',
    ],
    ["no title", map({ title: " ", clients: [{ name: "X", ...london }] }), "Figure wrong must have a title."],
    ["no share", () => sharesFigure([], text), "must have at least one site with its share."],
    [
      "a share in percent",
      () => sharesFigure([{ site: "A", share: 58 }], text),
      "the share of site A must be from 0 to 1 (got 58)",
    ],
    [
      "shares of more than one whole",
      () => sharesFigure([{ site: "A", share: 0.7 }, { site: "B", share: 0.7 }], text), // prettier-ignore
      "must sum to at most 1 (got 1.400)",
    ],
    [
      "a table without rows",
      () => tableFigure({ ...text, columns: ["city"], rows: [] }),
      "must have at least one row of data.",
    ],
    [
      "a row that is too short",
      () => tableFigure({ ...text, columns: ["city", "site"], rows: [["Paris"]] }),
      'expected 2 cells in each row, got 1 in ["Paris"]',
    ],
    [
      "two columns of one name",
      () => tableFigure({ ...text, columns: ["ms", "ms"], rows: [[1, 2]] }),
      'Table wrong: duplicate column "ms".',
    ],
    ["no probe", () => lightDisksFigure([], text), "must have at least one probe with lat, lon and rttMs."],
  ])("%s", (_, draw, message) => {
    expect(draw).toThrow(FigureError);
    expect(draw).toThrow(message);
  });

  it("text from data is shown, never run", () => {
    const name = '<img src=x onerror="x">';
    const { html } = mapFigure({ ...text, title: "<b>", clients: [{ name, ...london }] });
    const { document } = parseHTML(html);
    expect(document.querySelectorAll("img, b, [onerror]")).toHaveLength(0);
    expect(document.querySelector(".ak-title")!.textContent).toBe("<b>");
    expect(document.querySelector("tbody th")!.textContent).toBe(name);
  });
});
