// The page of the playground as `npm run lessons` writes it: one file, its scripts admitted by hash, correct HTML.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { questionTexts, writePages } from "../../lib/course/cli/publishing.js";
import { playgroundPage } from "../../lib/course/playground/index.js";
import { readyScenarios } from "../../lib/course/playground/ready.js";
import { answer } from "../../lib/course/playground/compute/index.js";

describe("the playground's page", () => {
  const folder = mkdtempSync(join(tmpdir(), "anycast-playground-"));
  let html = "";
  beforeAll(async () => {
    const { written, warnings } = await writePages({ lessons: [], out: folder, course: true });
    const names = written.map((path) => path.split("/").at(-1)!).filter((name) => !/^(?:lab|docs)-/.test(name));
    expect([names, warnings]).toEqual([["index.html", "playground.html"], []]);
    html = readFileSync(join(folder, "playground.html"), "utf8");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("admits its own scripts by hash, workers from blobs, and nothing else", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)![1];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("worker-src blob:");
    expect(policy).not.toContain("unsafe-eval");
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => script);
    expect(scripts.length).toBeGreaterThanOrEqual(4);
    for (const script of scripts)
      expect(policy).toContain(`'sha256-${createHash("sha256").update(script).digest("base64")}'`);
    expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:)[a-z]+:/);
  });

  it("is the same for the same input", async () =>
    expect(await playgroundPage({ siblings: [] })).toBe(await playgroundPage({ siblings: [] })));

  it("is correct HTML", async () => {
    const style = { "attribute-boolean-style": "off", "attribute-empty-style": "off", "void-style": "off", "no-inline-style": "off", "doctype-style": "off", "no-trailing-whitespace": "off", "aria-label-misuse": "off", "prefer-native-element": "off", "require-sri": "off" } as const; // prettier-ignore
    const validate = new HtmlValidate({ extends: ["html-validate:standard"], rules: style });
    const { results } = await validate.validateString(html);
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
      [],
    );
  });

  it("offers an example and every question of data/questions, all of which can be drawn and played", async () => {
    const ready = readyScenarios(await questionTexts());
    expect(ready.length).toBeGreaterThan(10);
    for (const { title, text } of ready) {
      for (const type of ["look", "play"] as const)
        expect([title, answer({ type, text })]).not.toHaveProperty("1.fault");
      expect(html).toContain(JSON.stringify(title).slice(1, -1));
    }
  });
});
