// README and lib/docs/instructors.md, for instructors: the commands that run a lesson, start JupyterLab or write all pages, each as it stands there.
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { strFromU8, unzipSync } from "fflate";
import { needs, repository } from "../../needs.js";
import { lessons } from "../../notebooks/lessons.js";
import { useBrowser } from "../../browser/open-page.js";
import { endAll, run as start } from "./course-copy.js";
import { instructorsCommands, instructorsHome, lesson, takesLong, withClass } from "./instructors.js";
import { pdfText } from "./pdf.js";

const { describe, it } = needs("jupyter", "bwrap", "chromium");
const commands = instructorsCommands().filter(takesLong);
const one = (part: string) => {
  const found = commands.filter((command) => command.includes(part));
  expect(found).toHaveLength(1);
  return found[0];
};

describe("README and its page for instructors, what takes long", { timeout: 600_000 }, () => {
  const browser = useBrowser();
  const home = instructorsHome();
  const { at, run } = home;
  beforeAll(() => withClass(home), 120_000);
  afterEach(endAll);
  afterAll(home.remove);

  it("is all tested here", () => {
    const tested = ["npm start", "class answer-key", "class quiz", "class student-kit", "nbconvert"];
    expect(commands.filter((command) => !tested.some((part) => command.includes(part)))).toEqual([]);
  });

  it("class answer-key: a PDF with solutions, checks and mark schemes", async () => {
    run(one("class answer-key"));
    const { pages, text } = await pdfText(readFileSync(at("answers.pdf")));
    expect(pages).toBeGreaterThan(5);
    for (const part of [
      "return { onEach, inAll: Object.keys(runs).length + services.size };",
      "two servers, one service: two addresses on each",
      "RADIUS is discussed",
      "Shared IP",
    ])
      expect(text).toContain(part);
  });

  it("class quiz: the lesson's questions for Moodle", () => {
    run(one("class quiz"));
    expect(readFileSync(at("quiz.txt"), "utf8").match(/=\S/g)!.length).toBeGreaterThan(8);
  });

  it("class student-kit: every lesson and page, and no answer", () => {
    run(one("class student-kit"));
    const files = Object.entries(unzipSync(readFileSync(at("kit.zip"))));
    expect(files.filter(([path]) => path.endsWith(".ipynb"))).toHaveLength(lessons.length);
    expect(files.filter(([path]) => path.endsWith(".html")).length).toBeGreaterThanOrEqual(lessons.length);
    const texts = files.filter(([path]) => /\.(ipynb|html)$/.test(path)).map(([, bytes]) => strFromU8(bytes));
    expect(texts.join("")).not.toMatch(/BEGIN (SOLUTION|HIDDEN|MARK)|inAll: Object\.keys/);
  });

  it("nbconvert --to slides: a slide for each section, pictures and questions, no code, every explorer awake", async () => {
    run(one("nbconvert"));
    const html = readFileSync(at("slides", `${lesson}.slides.html`), "utf8");
    expect(html.match(/<section>/g)!.length).toBeGreaterThan(20);
    const { page } = await browser.open(html, { name: "slides.html" });
    const explorers = page.locator("[data-ak-explorer]");
    expect(await explorers.count()).toBeGreaterThan(10);
    await expect.poll(() => page.locator("[data-ak-explorer]:not([data-ak-awake])").count()).toBe(0);
    expect(await page.getByText("not interactive").count()).toBe(0);
    expect(await page.getByText("Twelve cities ask one address for its name").count()).toBeGreaterThan(0);
    expect(await page.getByText("providerNetwork(").count()).toBe(0);
  });

  it("npm start -- --instructor: JupyterLab with nbgrader's formgrader on the class folder", async () => {
    const [program, ...words] = one("npm start").replace("~", home.home).split(" ");
    const lab = start(program, words, { cwd: repository, env: { ...home.env, BROWSER: "true" } });
    const [address] = await lab.says(/http:\/\/\S+token=\w+/);
    const { origin, search } = new URL(address);
    const page = await fetch(`${origin}/formgrader${search}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("formgrader");
    lab.child.kill("SIGINT");
    expect(await lab.ended).toBe(130);
  });
});
