import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mapFigure } from "../../lib/kit/figures/map/map.js";
import { explore } from "../../lib/course/lesson/explore.js";
import { ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { predict } from "../../lib/course/lesson/predict.js";
import { show } from "../../lib/course/lesson/show.js";
import { providerNetwork } from "../../lib/kit/routing/networks.js";

const abilene = providerNetwork("abilene");
const map = mapFigure({ name: "abilene", title: "Abilene", network: abilene });
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
  delete (globalThis as { __anycastDisplay?: unknown }).__anycastDisplay;
});

describe("show in a terminal", () => {
  it("prints a figure as text, and several one under the other", () => {
    show(map, "Eleven routers.", [3]);
    expect(printed).toEqual([`${map.text}\n\nEleven routers.\n\n3`]);
  });

  it("prints nothing for nothing", () => {
    show();
    expect(printed).toEqual([]);
  });

  it("says what it cannot display", () => {
    expect(() => show(new Map([["A", 1]]) as never)).toThrow("got Map { A → 1 }");
    expect(() => show(undefined as never)).toThrow("got undefined");
  });

  it("prints an explorer's first state and a question's options", () => {
    explore("catchment-border", {
      network: abilene,
      sites: { A: "Seattle", B: "New York" },
      link: ["Denver", "Seattle"],
    });
    expect(printed[0]).toContain("IGP cost of the link Denver – Seattle: 2095");
    const guess = predict("hook", { question: "How many?", options: ["1", "5"], choice: "1" });
    guess.compare(5, "Five sites.");
    expect(printed[2]).toContain("✘ You chose 1. The answer: 5.");
  });

  it("prepares an explorer once, for its picture and its text", () => {
    let reads = 0;
    const props = {
      network: abilene,
      link: ["Denver", "Seattle"] as const,
      get sites() {
        reads++;
        return { A: "Seattle", B: "New York" };
      },
    };
    explore("catchment-border", props, { id: "border" });
    expect(reads).toBe(1);
    expect(printed[0]).toContain("IGP cost of the link");
  });
});

describe("show in a page", () => {
  it("hands its output to the page, text escaped, line breaks kept", () => {
    const outputs: { html: string }[] = [];
    (globalThis as { __anycastDisplay?: unknown }).__anycastDisplay = (output: { html: string }) =>
      outputs.push(output);
    show("a < b", "two\nlines", map);
    expect(outputs[0].html).toBe(`<p class="ak-text">a &lt; b</p><pre class="ak-text">two\nlines</pre>${map.html}`);
  });
});

describe("predict", () => {
  it("passes by where nothing is chosen", () => {
    const guess = predict("hook", { question: "How many?", options: ["1", "5"] });
    expect(guess.choice).toBe("");
    guess.compare(5);
    expect(printed[1]).toContain("Answer the question above to see the result here.");
  });

  it("returns nothing for a quiz question, so that a notebook prints nothing", () => {
    expect(predict("quiz", { question: "How many?", options: ["1", "5"], answer: "5" })).toBeUndefined();
  });

  it.each([
    [{ options: ["1"] }, "options"],
    [{ options: ["1", "1"] }, "has a duplicate option: 1, 1"],
    [{ choice: "7" }, 'the choice "7" must be one of: 1, 5'],
    [{ answer: "7" }, 'the answer "7" must be one of: 1, 5'],
  ])("refuses %j", (wrong, message) => {
    const ask = () => predict("hook", { question: "How many?", options: ["1", "5"], ...wrong });
    expect(ask).toThrow(ExplorerError);
    expect(ask).toThrow(message);
  });
});
