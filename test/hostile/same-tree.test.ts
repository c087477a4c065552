// The cleaned tree is what Chromium reads: known trouble, and a thousand mixtures. Twenty thousand: same-tree.long.test.ts.
import fc from "fast-check";
import { beforeAll, expect } from "vitest";
import type { Page } from "playwright-core";
import { useBrowser } from "../browser/open-page.js";
import { needs } from "../needs.js";
import { attacks } from "../publish/attacks.js";
import { breakouts } from "./before-the-sanitiser.js";
import { knownMixtures, mixture } from "./markup-mixtures.js";
import { differences, noDifferences } from "./same-tree.js";

const { describe, it } = needs("chromium");

describe("the cleaned tree is the tree Chromium reads", () => {
  const browser = useBrowser();
  let page: Page;
  beforeAll(async () => void ({ page } = await browser.open("<!doctype html><title>x</title>")));

  it("of what is known to be trouble", () => noDifferences(page, [...knownMixtures, ...attacks, ...breakouts]));

  it("of a thousand mixtures", () => noDifferences(page, fc.sample(mixture, { numRuns: 1000, seed: 20261129 })));

  it("of the pieces of each known trouble, in any two halves", () => {
    const halves = knownMixtures.flatMap((one) => knownMixtures.map((two) => one.slice(0, one.length / 2) + two));
    return noDifferences(page, halves);
  });

  it("and a difference would be seen", async () => {
    const page2 = {
      evaluate: (f: (all: string[]) => unknown, all: string[]) =>
        page.evaluate(
          f,
          all.map((each) => `${each}<b>`),
        ),
    };
    expect(await differences(page2 as Page, ["<p>x</p>"])).toHaveLength(1);
  });
});
