// The lab sheets as pages of the course.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labPages } from "../../lib/course/cli/lab-pages.js";
import { publishIndex } from "../../lib/course/publish/index.js";
import { repository } from "../needs.js";

describe("the pages of the lab sheets", async () => {
  const pages = await labPages([]);
  it("are one for each sheet, with its title and its commands", () => {
    expect(pages).toHaveLength(readdirSync(join(repository, "lib", "docs", "labs")).length);
    for (const { title, html } of pages) expect(html).toContain(`>${title}`);
    const first = pages.find(({ file }) => file === "lab-1-first-announcement.html")!;
    expect(first.html.replace(/<[^>]*>/g, "")).toContain(
      "npx anycast explain AS64503 data/labs/first-announcement.json",
    );
  });
  it("show the lab's network with all its sites, and no route, since the sheet asks for them", () => {
    const labs = pages.filter(({ file }) => /^lab-\d/.test(file));
    expect(labs).toHaveLength(6);
    for (const { file, html } of labs) {
      const network = /<figure[^>]*ak-as-graph[^]*?<\/figure>/.exec(html)?.[0] ?? "";
      expect(network, file).toContain("AS64501 sells transit to");
      expect(network, file).not.toMatch(/Arrows lead|reach(?:es)? site/);
      const section = html.indexOf('id="the-network"');
      expect(html.indexOf(network), file).toBeGreaterThan(section);
      expect(html.indexOf(network), file).toBeLessThan(html.indexOf("<h2", section + 30));
    }
    expect(labs[5].html).toMatch(/Site A is at AS64510[^]*Site B is at AS64511/);
  });
  it("link to each other by the names of pages", () => {
    const files = pages.map(({ file }) => file);
    const links = pages.flatMap(({ html }) => [...html.matchAll(/href="(lab-[^"]+)"/g)].map(([, to]) => to));
    expect(links.length).toBeGreaterThanOrEqual(6);
    for (const to of links) expect(files).toContain(to);
  });
  it("are linked from the course's first page", () => {
    const index = publishIndex([], { labs: pages });
    for (const { file } of pages) expect(index).toContain(`href="${file}"`);
    expect(publishIndex([])).not.toContain("lab-1");
  });
});
