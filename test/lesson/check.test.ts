import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { check, CheckError } from "../../lib/course/lesson/check.js";

let printed: string[] = [];
let errors: number;

beforeEach(() => {
  printed = [];
  errors = 0;
  vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  vi.spyOn(process.stderr, "write").mockImplementation(() => Boolean(++errors));
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(errors).toBe(0);
});

const messageOf = (run: () => void): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(CheckError);
    return (error as CheckError).message;
  }
  throw new Error("no check failed");
};

describe("check", () => {
  it("prints a line for what holds", () => {
    check("three sites answer", new Set(["A", "B", "C"]).size, 3);
    check("every client is served", () => [1, 2].every((each) => each > 0));
    expect(printed).toEqual(["✔ three sites answer", "✔ every client is served"]);
  });

  it("throws what was expected, what came, and what to try", () => {
    expect(
      messageOf(() => check("site B gets 4 of 12 clients", 0, 4, { hint: "Did you count the router B is at?" })),
    ).toBe("✘ site B gets 4 of 12 clients\n    expected 4\n    got      0\n    try: Did you count the router B is at?");
    expect(printed).toEqual([]);
  });

  it("points at the first difference inside a value", () => {
    const answer = { shares: [{ site: "A", share: 0.5 }] };
    expect(messageOf(() => check("shares", answer, { shares: [{ site: "A", share: 0.25 }] }))).toBe(
      "✘ shares\n    at .shares[0].share: expected 0.25\n                         got      0.5",
    );
  });

  it("tries every check of a list, prints the passed ones and throws the others together", () => {
    const message = messageOf(() =>
      check("Exercise 2", [
        { claim: "one", actual: 1, expected: 1 },
        { claim: "two", actual: 3, expected: 2 },
        {
          claim: "three",
          actual: () => {
            throw new RangeError("no such site");
          },
          expected: 3,
        },
        { claim: "four", actual: true },
      ]),
    );
    expect(printed).toEqual(["✔ one\n✔ four"]);
    expect(message).toBe(
      "Exercise 2: 2 of 4 checks failed.\n✘ two\n    expected 2\n    got      3\n✘ three\n    it stopped with RangeError: no such site",
    );
  });

  it("does not reveal the answer of a hidden check", () => {
    const message = messageOf(() => check("median", 31, 166.6, { hidden: true, hint: "Sort first." }));
    expect(message).not.toContain("166.6");
    expect(message).toContain("your answer 31");
    expect(message).toContain("try: Sort first.");
  });

  it("forgives a rounding error, and as much more as the tolerance says", () => {
    check("sum", 0.1 + 0.2, 0.3);
    check("round-trip time", 166.4, 166.6, { tolerance: 0.5 });
    expect(messageOf(() => check("round-trip time", 160, 166.6, { tolerance: 0.5 }))).toContain(
      "expected 166.6 (± 0.5)",
    );
  });

  it("takes undefined for an answer like any other", () => {
    check("nothing covers it", () => [].at(0), undefined, { hidden: true });
    check("two of them", [{ claim: "nothing either", actual: undefined, expected: undefined }]);
    expect(messageOf(() => check("nothing covers it", () => true, undefined))).toContain("expected undefined");
  });

  it("tells a promise from its value", () => {
    expect(messageOf(() => check("answer", Promise.resolve(1), 1))).toContain("write `await` before it");
  });

  it("takes a list answer for an answer where an expected value stands beside it", () => {
    check("the sites", ["A", "B"], ["A", "B"]);
    expect(messageOf(() => check("the sites", ["A"], ["A", "B"]))).toContain('at [1]: expected "B"');
    expect(messageOf(() => check("the sites", ["A", "B", "C"], ["A", "B"]))).toContain("expected nothing");
  });

  it("starts its stack at the caller, without a frame of its own", () => {
    try {
      check("no", 1, 2);
    } catch (error) {
      expect((error as Error).stack).toContain("check.test.ts");
      expect((error as Error).stack).not.toContain("lesson/check.ts");
    }
    expect.assertions(2);
  });
});
