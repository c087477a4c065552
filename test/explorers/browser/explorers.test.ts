// Explorers in a real browser, from file:// with the network refused, run by the bundle that ships (lib/course/dist/browser.js).
import { gzipSync } from "node:zlib";
import { parseHTML } from "linkedom";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { catchmentBorder } from "../../../lib/course/explorers/catchment-border/explorer.js";
import { renderExplorer } from "../../../lib/course/explorers/render-explorer.js";
import { prepareProps } from "../../../lib/course/explorers/prepare.js";
import { providerNetwork } from "../../../lib/kit/routing/networks.js";
import { needs } from "../../needs.js";
import { frame, summary, useExplorerPages, violations } from "./explorer-page.js";

const abilene = providerNetwork("abilene");
const props = {
  network: abilene,
  sites: { A: "Seattle", B: "New York" },
  link: ["Seattle", "Denver"],
  router: "Denver",
};
const scenario = catchmentBorder.read(JSON.parse(prepareProps("catchment-border", props)));
const asked = { id: "hook", question: "How many names come back?", options: ["1", "5", "12"], choice: "" };
const result = { ...asked, answer: "5", explanation: "Five machines share the address.", asked: true };

const border = renderExplorer("catchment-border", props, { id: "border" });
const question = renderExplorer("prediction", asked, { id: "question" });
const answer = renderExplorer("prediction", result, { id: "answer" });

const test = needs("chromium");

test.describe("explorers in a browser", () => {
  const { open, script, bundle } = useExplorerPages();
  const setCost = async (page: Page, cost: number) => {
    await page.locator("#border input").fill(String(cost));
    await frame(page);
  };

  /** What can be read of the figures: every cell of every table, every word on the map. */
  const seen = (page: Page) =>
    page
      .locator("#border [data-ak-view]")
      .evaluate((view) => [...view.querySelectorAll("td, th, text, p, figcaption")].map((each) => each.textContent));
  const expected = (cost: number, router: string) => {
    const { figures, summary } = catchmentBorder.render(scenario, { cost, router }, "border");
    const { document } = parseHTML(
      `<!doctype html><html><body>${figures.map((figure) => figure.html).join("")}</body></html>`,
    );
    return {
      summary,
      seen: [...document.querySelectorAll("td, th, text, p, figcaption")].map((each) => each.textContent),
    };
  };

  test.it("show for each position of the slider what the library computes in Node", async () => {
    const { page, done } = await open(border + script());
    for (const cost of [2095, 795, 895, 2195, 95, 4095, 2095]) {
      await setCost(page, cost);
      const node = expected(cost, "Denver");
      expect(await summary(page, "border")).toBe(node.summary);
      expect(await seen(page)).toEqual(node.seen);
      expect(await page.locator("#border [data-ak-value=cost]").textContent()).toBe(String(cost));
    }
    await page.locator("#border select").selectOption("Houston");
    await frame(page);
    expect(await seen(page)).toEqual(expected(2095, "Houston").seen);
    await done();
  });

  test.it("keep their state in the address, and take it from there; what does not fit is passed over", async () => {
    const { page, done } = await open(border + script());
    await setCost(page, 795);
    await page.locator("#border select").selectOption("Chicago");
    await page.waitForFunction(() => location.hash.includes("Chicago"));
    expect(new URL(page.url()).hash).toBe("#border.cost=795&border.router=Chicago");
    await page.reload();
    expect(await summary(page, "border")).toBe(expected(795, "Chicago").summary);
    await page.getByRole("button", { name: "Reset" }).click();
    await page.waitForFunction(() => location.hash === "");
    expect(await summary(page, "border")).toBe(expected(2095, "Denver").summary);
    await page.evaluate(() => (location.hash = "border.cost=895"));
    await frame(page);
    await frame(page);
    expect(await summary(page, "border")).toBe(expected(895, "Denver").summary);
    await done();
    const other = await open(border + script(), { hash: "#border.cost=801&border.router=Paris" });
    expect(await summary(other.page, "border")).toBe(expected(2095, "Denver").summary);
    await other.done();
  });

  test.it("leave an address that names a place on the page alone", async () => {
    const { page, done } = await open(question + script(), { hash: "#question" });
    await page.getByRole("radio", { name: "12" }).check();
    await page.waitForTimeout(400);
    expect(new URL(page.url()).hash).toBe("#question");
    await done();
  });

  test.it("find the ground of their maps on the page, and leave it to the maps that refer to it", async () => {
    const land = /<path d="([^"]+)" class="ak-land"[^>]*>/;
    const first = border.replace(land, '<path id="outline-1" d="$1" class="ak-land" />');
    const second = border.replaceAll("border", "second").replaceAll("catchment-second", "catchment-border");
    const { page, done } = await open(first + second.replace(land, '<use href="#outline-1"/>') + script());
    const grounds = () =>
      page.evaluate(() =>
        ["border", "second"].map((id) => {
          const map = document.querySelector(`#${id} .ak-map svg`)!;
          const use = map.querySelector("use")?.getAttribute("href");
          return (use ? document.querySelector(use) : map.querySelector(".ak-land"))?.getAttribute("d");
        }),
      );
    const d = land.exec(border)![1];
    expect(await grounds()).toEqual([d, d]);
    await setCost(page, 795);
    expect(await grounds()).toEqual([d, d]);
    await page.locator("#second input").fill("795");
    await frame(page);
    expect(await grounds()).toEqual([d, d]);
    await done();
  });

  test.it("obey the keyboard alone", async () => {
    const { page, done } = await open(border + script());
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("cost");
    await page.keyboard.press("ArrowRight");
    await frame(page);
    expect(await summary(page, "border")).toBe(expected(2195, "Denver").summary);
    await page.keyboard.press("Tab");
    await page.keyboard.type("Houst");
    await frame(page);
    expect(await summary(page, "border")).toBe(expected(2195, "Houston").summary);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await frame(page);
    expect(await summary(page, "border")).toBe(expected(2095, "Denver").summary);
    await done();
  });

  test.it("keep a data table open, and the focus on it, while the figures change", async () => {
    const { page, done } = await open(border + script());
    const table = page.locator("#border details").first();
    await table.locator("summary").press("Enter");
    await page.evaluate(() => (location.hash = "border.cost=795"));
    await page.waitForFunction(() => document.querySelector("[data-ak-value=cost]")?.textContent === "795");
    expect(await table.evaluate((each) => (each as HTMLDetailsElement).open)).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("SUMMARY");
    await done();
  });

  test.it(
    "share one bundle, wherever it stands, also when it comes twice and when an explorer comes late",
    async () => {
      const wake = "<script>globalThis.__anycastKit?.wake()</script>";
      const { page, done } = await open(question + wake + border + script() + answer + wake + script());
      expect(await page.locator("[data-ak-awake]").count()).toBe(3);
      await page.evaluate(
        (html) => {
          const kit = (globalThis as { __anycastKit?: unknown }).__anycastKit;
          (globalThis as { before?: unknown }).before = kit;
          const late = document.createElement("div");
          late.innerHTML = html;
          document.body.append(late);
        },
        border.replaceAll("border", "late").replaceAll("catchment-late", "catchment-border"),
      );
      await page.locator("#late[data-ak-awake]").waitFor();
      await page.addScriptTag({ content: bundle() });
      expect(
        await page.evaluate(
          () => (globalThis as { before?: unknown }).before === (globalThis as { __anycastKit?: unknown }).__anycastKit,
        ),
      ).toBe(true);
      await setCost(page, 795);
      expect(await summary(page, "border")).toBe(expected(795, "Denver").summary);
      expect(await page.locator("#late [data-ak-value=cost]").textContent()).toBe("2095");
      await done();
    },
  );

  test.it("start in several short tasks where many wait, after the first the nearest to the reader", async () => {
    const ids = ["b0", "b1", "b2", "b3", "b4", "b5"];
    const copies = ids.map((id) => border.replaceAll("border", id).replaceAll(`catchment-${id}`, "catchment-border"));
    // On this clock a task has lasted long enough after one explorer. The reader is at the end of the page.
    const before = `<script>
      let now = 0;
      performance.now = () => (now += 20);
      globalThis.order = [];
      new MutationObserver((all) => all.forEach(({ target }) => order.push(target.id)))
        .observe(document, { subtree: true, attributeFilter: ["data-ak-awake"] });
      scrollTo(0, 1e6);
    </script>`;
    const after = `<script>globalThis.atOnce = document.querySelectorAll("[data-ak-awake]").length</script>`;
    const { page, done } = await open(copies.join("") + before + script() + after);
    await page.waitForFunction(() => document.querySelectorAll("[data-ak-awake]").length === 6);
    // The browser may run a timer or two before it reads the next script.
    expect(await page.evaluate("atOnce")).toBeLessThan(4);
    expect(await page.evaluate("order")).toEqual(["b0", "b5", "b4", "b3", "b2", "b1"]);
    await page.locator("#b2 input").fill("795");
    await frame(page);
    expect(await summary(page, "b2")).toBe(expected(795, "Denver").summary);
    await done();
  });

  test.it(
    "start in steps, each in a task of its own where it lasts, and while the page is idle if they are far",
    async () => {
      const cases = [
        { place: "", timers: 1, idle: 0 },
        { place: '<div style="height:3000px"></div>', timers: 0, idle: 1 },
      ];
      for (const { place, timers, idle } of cases) {
        // On this clock every step has lasted long enough. The second page has its explorer below the next screen.
        const before = `<script>
        let now = 0;
        performance.now = () => (now += 40);
        globalThis.tasks = { timers: 0, idle: 0 };
        const [timer, idle] = [setTimeout, requestIdleCallback];
        globalThis.setTimeout = (...given) => (tasks.timers++, timer(...given));
        globalThis.requestIdleCallback = (...given) => (tasks.idle++, idle(...given));
      </script>`;
        const { page, done } = await open(before + place + border + script());
        await page.waitForFunction(() => document.querySelector("[data-ak-awake]") !== null);
        expect(await page.evaluate("tasks")).toEqual({ timers, idle });
        await setCost(page, 795);
        expect(await summary(page, "border")).toBe(expected(795, "Denver").summary);
        await done();
      }
    },
  );

  test.it("reveal nothing of a prediction before it is made, and remember it", async () => {
    const { page, done } = await open(question + answer + script());
    expect(await summary(page, "answer")).toBe("Answer the question above to see the result here.");
    expect(await page.locator("main").innerText()).not.toContain("Five machines");
    await page.locator("#question").getByRole("radio", { name: "12" }).check();
    await frame(page);
    expect(await summary(page, "question")).toBe("Your choice: 12. Continue to see the result.");
    expect(await summary(page, "answer")).toBe("✘ You chose 12. The answer: 5.");
    expect(await page.locator("#answer").innerText()).toContain("Five machines share the address.");
    expect(
      await page.locator("#answer").getByRole("radio").first().isVisible(),
      "the question is not asked twice",
    ).toBe(false);
    await page.reload();
    expect(await summary(page, "answer")).toBe("✘ You chose 12. The answer: 5.");
    expect(await page.locator("#question").getByRole("radio", { name: "12" }).isChecked()).toBe(true);
    await page.locator("#question").getByRole("radio", { name: "5", exact: true }).check();
    await frame(page);
    expect(await summary(page, "answer")).toBe("✔ Correct: 5.");
    await done();
  });

  test.it("print the answer, whether or not the reader has chosen, and the question once", async () => {
    const { page, done } = await open(question + answer + script());
    await page.emulateMedia({ media: "print" });
    const onPaper = () => page.locator("#answer").innerText();
    expect((await onPaper()).split(/\s*\n\s*/)).toEqual(["The answer: 5.", "Five machines share the address."]);
    expect(await page.locator("#question").innerText()).toContain("12");
    await page.emulateMedia({ media: "screen" });
    await page.locator("#question").getByRole("radio", { name: "12" }).check();
    await frame(page);
    await page.emulateMedia({ media: "print" });
    expect(await onPaper()).toContain("✘ You chose 12. The answer: 5.");
    expect(await onPaper()).toContain("Five machines share the address.");
    await done();
  });

  test.it("work where the browser stores nothing", async () => {
    const refuse = `<script>Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("refused"); } })</script>`;
    const { page, done } = await open(refuse + question + answer + script());
    await page.locator("#question").getByRole("radio", { name: "5", exact: true }).check();
    await frame(page);
    expect(await summary(page, "answer")).toBe("✔ Correct: 5.");
    await done();
  });

  test.it("say why, where their data is not theirs, and let the others live", async () => {
    const broken = border
      .replace('"link":["Seattle","Denver"]', '"link":["Seattle","Dnever"]')
      .replace('id="border"', 'id="broken"');
    const { page, done } = await open(broken + question + script());
    expect(await page.getByRole("alert").textContent()).toContain("Dnever");
    expect(await page.locator("#broken .ak-figure").count()).toBe(3);
    expect(await page.locator("#question[data-ak-awake]").count()).toBe(1);
    await done();
  });

  test.it("are read without script: no control, the first state, the answer to unfold", async () => {
    const { page, done } = await open(border + answer + script(), { javaScriptEnabled: false });
    expect(await page.getByRole("slider").count()).toBe(0);
    expect(await summary(page, "border")).toBe(expected(2095, "Denver").summary);
    expect(await page.locator("#border svg").first().isVisible()).toBe(true);
    await page.getByText("Answer", { exact: true }).click();
    expect(await page.locator("#answer").innerText()).toContain("The answer: 5.");
    await done();
  });

  for (const colorScheme of ["light", "dark"] as const)
    test.it(`pass axe in the ${colorScheme} theme, before a choice and after`, async () => {
      const { page, done } = await open(question + answer + border + script(), { colorScheme });
      expect(await violations(page)).toEqual([]);
      await page.locator("#question").getByRole("radio", { name: "12" }).check();
      await setCost(page, 795);
      expect(await violations(page)).toEqual([]);
      await done();
    });

  test.it("fit a narrow screen and print their state without controls", async () => {
    const { page, done } = await open(question + answer + border + script(), { viewport: { width: 320, height: 700 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("slider").count()).toBe(0);
    expect(await page.locator("#border [data-ak-summary]").isVisible()).toBe(true);
    await done();
  });

  test.it(
    "cost a notebook, all of them together, at most 170 KB compressed and Plot (74 KB); a page carries only its own",
    () => {
      expect(gzipSync(bundle(), { level: 9 }).length).toBeLessThanOrEqual((170 + 74) * 1024);
    },
  );
});
