// The playground in Firefox: a worker from a blob, compressed parts, links, and mistakes in the JSON, which Firefox words differently.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect } from "vitest";
import { playgroundPage } from "../../lib/course/playground/index.js";
import { needs } from "../needs.js";
import { startFirefox, type Firefox } from "./firefox.js";

const { describe, it } = needs("chromium", "firefox"); // with the other tests of browsers

const script = (body: string) => `
const done = arguments[0];
const until = async (is) => { while (!is()) await new Promise((each) => setTimeout(each, 20)); };
const text = (selector) => document.querySelector(selector)?.innerText ?? "";
(async () => { ${body} })().then(done, (error) => done(String(error)));`;

describe("the playground in Firefox", () => {
  let firefox: Firefox;
  const folder = mkdtempSync(join(tmpdir(), "anycast-firefox-playground-"));

  beforeAll(async () => {
    writeFileSync(join(folder, "playground.html"), await playgroundPage({ siblings: [] }));
    firefox = await startFirefox();
    await firefox.open(pathToFileURL(join(folder, "playground.html")).href);
  });
  afterAll(async () => {
    await firefox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("computes, plays, and names the line of a mistake", async () => {
    const first = 'await until(() => text(".pg-summary").includes("Every AS")); return text(".pg-summary");';
    expect(await firefox.run(script(first))).toBe(
      "Site A serves 3 ASes, site B serves 3 ASes, site C serves 2 ASes. Every AS has a route.",
    );
    const play =
      '[...document.querySelectorAll("button")].find((each) => each.textContent === "Play the events").click(); await until(() => document.querySelector("[data-ak-explorer=player][data-ak-awake]")); return text(".pg-result");';
    expect(await firefox.run(script(play))).toContain("192.0.2.0/24: settled after");
    const mistake = `const area = document.querySelector("#pg-json"); area.value = '{\\n"a": 1,\\n"b": x,\\n"c": 2 }'; area.dispatchEvent(new Event("input")); await until(() => text("#pg-json-fault")); return text("#pg-json-fault");`;
    expect(await firefox.run(script(mistake))).toMatch(/^Line 3\. Not valid JSON: .* near line 3\.$/);
  });
});
