// What goes over between the tests and a submission is data, comes out as it went in, and is checked.
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { createValues } from "../../../lib/course/kernel/answers/values.js";
import { answerCell, answeringCell } from "../../../lib/course/classroom/answer-cell.js";

const noCalls = () => {
  throw new Error("no calls here");
};
/** Through JSON to the other side. */
const over = (value: unknown): unknown => {
  const [here, there] = [createValues(noCalls), createValues(noCalls)];
  return there.decode(JSON.parse(JSON.stringify(here.encode(value))));
};

describe("values between two processes", () => {
  it("arrive as they left", () => {
    const any = fc.anything({ withBigInt: true, withMap: true, withSet: true, withTypedArray: true, withDate: true });
    fc.assert(
      fc.property(any, (value) => {
        expect(over(value)).toEqual(value);
      }),
    );
    expect(Object.is(over(-0), -0)).toBe(true);
  });

  it("may hold themselves, and one object twice", () => {
    const round: { self?: unknown } = {};
    round.self = round;
    const [copy, shared] = over([round, round]) as [typeof round, typeof round];
    expect(copy.self).toBe(copy);
    expect(shared).toBe(copy);
  });

  it("come home as the sender's own where nothing was changed, and as a copy where something was", () => {
    const [here, there] = [createValues(noCalls), createValues(noCalls)];
    const sent = { list: [1, 2], map: new Map([["a", { deep: 1 }]]) };
    const got = there.decode(here.encode(sent)) as typeof sent;
    expect(here.decode(there.encode(got))).toBe(sent);
    got.map.get("a")!.deep = 2;
    const back = here.decode(there.encode(got)) as typeof sent;
    expect(back).not.toBe(sent);
    expect(back.list).toBe(sent.list);
    expect([back.map.get("a"), sent.map.get("a")]).toEqual([{ deep: 2 }, { deep: 1 }]);
  });

  it.each([
    null,
    7,
    {},
    { root: ["node", 0], nodes: [] },
    { root: ["node", "length"], nodes: [] },
    { root: ["yours", 1], nodes: [] },
    { root: ["bigint", "1n"], nodes: [] },
    { root: ["node", 0], nodes: [{ kind: "constructor", id: 1, items: [] }] },
    { root: ["node", 0], nodes: [{ kind: "Float64Array", id: 1, items: [], text: "AA==" }] },
    { root: {}, nodes: [] },
  ])("are refused where they are none: %j", (coded) => {
    expect(() => createValues(noCalls).decode(coded)).toThrow();
  });

  it("pollute no prototype", () => {
    const items = ["__proto__", ["node", 1]];
    const nodes = [
      { kind: "object", id: 1, items },
      { kind: "object", id: 2, items: ["polluted", true] },
    ];
    const value = createValues(noCalls).decode({ root: ["node", 0], nodes }) as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("an answer cell", () => {
  it("keeps names, types and defaults; bodies ask", () => {
    const { names, asking } = answerCell(
      "type T = number;\nfunction f(a: T, b = 2): string[] { return []; }\nconst g = (x: number) => x;\nconst n = 3;",
    );
    expect(names).toEqual(["f", "g", "n"]);
    expect(asking).toContain("type T = number;");
    expect(asking).toContain(
      'function f(a: T, b = 2): string[] { return (globalThis as any)[Symbol.for("anycast-kit.answers")].ask("f", [...arguments]) as any; }',
    );
    expect(answeringCell(["f"])).toContain("f: f");
  });
});
