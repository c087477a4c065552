import { describe, expect, it } from "vitest";
import { rootServerSites } from "../../lib/kit/anycast/root-sites.js";

describe("root server sites", () => {
  it("are cities of the table, each once", () => {
    const sites = rootServerSites("h").map((site) => site.name);
    expect(sites).toContain("Frankfurt");
    expect(new Set(sites).size).toBe(sites.length);
  });

  it("are those of 2015 where asked: eight cities of C, and far more of L", () => {
    const count = (letter: string) => rootServerSites(letter, { asOf: 2015 }).length;
    expect([count("C"), count("K")]).toEqual([8, 17]);
    expect(count("L")).toBeGreaterThan(100);
    expect(() => rootServerSites("H", { asOf: 2015 })).toThrow("the table has C, K, L.");
  });

  it("are there for the letters of the table only", () => {
    expect(() => rootServerSites("Z")).toThrow("the table has C, H, J.");
  });
});
