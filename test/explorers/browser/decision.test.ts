// The decision explorer in a real browser, run by the bundle that ships: its switches, its address, its looks.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { figureCss } from "../../../lib/kit/figures/css.js";
import { decision } from "../../../lib/course/explorers/decision/explorer.js";
import { explorerCss } from "../../../lib/course/explorers/core/css.js";
import { renderExplorer } from "../../../lib/course/explorers/render-explorer.js";
import { prepareProps } from "../../../lib/course/explorers/prepare.js";
import { useBrowser } from "../../browser/open-page.js";
import { needs, repository } from "../../needs.js";
import { props } from "../seattle-delhi.js";

const scenario = decision.read(JSON.parse(prepareProps("decision", props)));
const expected = (changed: Record<string, string>) =>
  decision.render(scenario, { ...decision.initial(scenario), ...changed }, "why").summary;

needs("chromium").describe("switches of rules in a browser", () => {
  const browser = useBrowser();
  const page = () =>
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Rules</title><style>${figureCss}${explorerCss}</style>` +
    `<main><h1>Rules</h1>${renderExplorer("decision", props, { id: "why" })}</main>` +
    `<script>${readFileSync(join(repository, "lib", "course", "dist", "browser.js"), "utf8")}</script></html>`;
  const { it } = needs("chromium");

  it("draw what the library computes in Node, keep it in the address, and go back", async () => {
    const { page: tab, said, asked } = await browser.open(page());
    const summary = tab.locator("[data-ak-summary]");
    const shows = async (text: string) => {
      await tab.waitForFunction((wanted) => document.querySelector("[data-ak-summary]")?.textContent === wanted, text);
      expect(await summary.textContent()).toBe(text);
    };
    await shows(expected({}));
    await tab.getByRole("checkbox", { name: "1. LOCAL_PREF" }).uncheck();
    await shows(expected({ "local-pref": "off" }));
    await tab.getByRole("checkbox", { name: "5. eBGP over iBGP" }).press("Space");
    await shows(expected({ "local-pref": "off", "ebgp-over-ibgp": "off" }));
    await tab.getByRole("combobox").selectOption("AS5071");
    await shows(expected({ "local-pref": "off", "ebgp-over-ibgp": "off", router: "AS5071" }));
    await tab.waitForFunction(() => location.hash.includes("AS5071"));
    expect(tab.url()).toContain("why.local-pref=off");
    await tab.reload();
    await shows(expected({ "local-pref": "off", "ebgp-over-ibgp": "off", router: "AS5071" }));
    expect(await tab.getByRole("checkbox", { name: "1. LOCAL_PREF" }).isChecked()).toBe(false);
    await tab.getByRole("button", { name: "Reset" }).click();
    await shows(expected({}));
    expect(await tab.getByRole("checkbox", { name: "1. LOCAL_PREF" }).isChecked()).toBe(true);
    expect([said, asked]).toEqual([[], []]);
  });

  for (const colorScheme of ["light", "dark"] as const)
    it(`pass axe in the ${colorScheme} theme and fit 320 px`, async () => {
      const { page: tab } = await browser.open(page(), { colorScheme, viewport: { width: 320, height: 800 } });
      expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await tab.addScriptTag({ path: join(repository, "node_modules", "axe-core", "axe.min.js") });
      const violations = await tab.evaluate<string[]>(
        `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html.slice(0, 200)))`,
      );
      expect(violations).toEqual([]);
    });
});
