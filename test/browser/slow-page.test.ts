// A page that arrives slowly, as a long notebook's does: the bundle runs in its first output while the parser is still inside a later
// explorer. That one starts when all of it is there, and never says that it is broken.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { chromiumFlags, chromiumPath, needs, repository } from "../needs.js";

const { describe, it } = needs("chromium");

const explorer = (id: string) => {
  const question = {
    id,
    question: "How many answer?",
    options: ["1", "5"],
    choice: "",
    answer: "5",
    explanation: "Five.",
  };
  return renderExplorer("prediction", question, { id: `prediction-${id}` });
};

describe("a page that arrives slowly", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  });
  afterAll(() => browser?.close());

  it.each([0.2, 0.5, 0.8, 0.95])(
    "starts each explorer once it is whole, cut after %d of the second one",
    async (part) => {
      const [first, second] = [explorer("one"), explorer("two")];
      const bundle = readFileSync(join(repository, "lib", "course", "dist", "browser.js"), "utf8").replace(
        /<(?=\/script|!--)/gi,
        "\\x3c",
      );
      const cut = Math.round(second.length * part);
      const chunks = [
        `<!doctype html><title>Slow</title><div>${first}<script>${bundle}</script></div><div>${second.slice(0, cut)}`,
        `${second.slice(cut)}</div>`,
      ];
      const server = createServer((_, response) => {
        response.setHeader("content-type", "text/html; charset=utf-8");
        void (async () => {
          for (const chunk of chunks) {
            response.write(chunk);
            await pause(300);
          }
          response.end();
        })();
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const page = await browser.newPage();
      try {
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
        await expect.poll(() => page.locator("[data-ak-explorer][data-ak-awake]").count()).toBe(2);
        expect(await page.getByText("not interactive").count()).toBe(0);
      } finally {
        await page.close();
        server.close();
      }
    },
  );
});
