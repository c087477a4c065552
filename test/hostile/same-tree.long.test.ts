// Twenty thousand mixtures: the cleaned tree is what Chromium reads. A new seed each time; the differences print their markup.
import fc from "fast-check";
import { useBrowser } from "../browser/open-page.js";
import { needs } from "../needs.js";
import { mixture } from "./markup-mixtures.js";
import { noDifferences } from "./same-tree.js";

const { describe, it } = needs("chromium");

describe("the cleaned tree is the tree Chromium reads", () => {
  const browser = useBrowser();
  it("of twenty thousand mixtures", { timeout: 600_000 }, async () => {
    const { page } = await browser.open("<!doctype html><title>x</title>");
    await noDifferences(page, fc.sample(mixture, { numRuns: 20_000 }));
  });
});
