import { describe, expect, it } from "vitest";
import { rootServerSites } from "../../lib/anycast/root-sites.js";

describe("root server sites", () => {
  it("are cities of the table, each once", () => {
    const sites = rootServerSites("h").map((site) => site.name);
    expect(sites).toContain("Frankfurt");
    expect(new Set(sites).size).toBe(sites.length);
  });

  it("are there for the letters of the table only", () => {
    expect(() => rootServerSites("Z")).toThrow("It has C, H, J.");
  });
});
