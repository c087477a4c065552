// What cells mean, as data: sequences of cells with what each prints and how it fails. Run over the real protocol in
// nbclient and nbgrader; a page runs the same sequences after it has stripped the types. Names are used in one sequence only.

export interface ExpectedCell {
  readonly code: string;
  /** What it prints, its last value included. */
  readonly out?: string;
  /** The error's name, and a part of its text. */
  readonly error?: readonly [ename: string, part: string];
}

export const sequences: Readonly<Record<string, readonly ExpectedCell[]>> = {
  "a later assignment reaches an earlier function": [
    { code: "let lossRate = 0.1;\nfunction expectedLost(packets: number) { return lossRate * packets; }" },
    { code: "lossRate = 0.5;\n[lossRate, expectedLost(100)]", out: "[ 0.5, 50 ]\n" },
  ],
  "a later function assigns": [
    { code: "let total = 0; function add(n: number) { total += n; }" },
    { code: "total = 100; add(1); total", out: "101\n" },
    { code: "const bump = () => ++total; bump(); [total, total++, total]", out: "[ 102, 102, 103 ]\n" },
  ],
  "patterns, classes, timers": [
    { code: "let p1 = 1, p2 = 2; class Pair { get both() { return [p1, p2]; } }\nconst pair = new Pair();" },
    { code: "[p1, p2] = [p2, p1]; pair.both", out: "[ 2, 1 ]\n" },
    { code: "let tick = 0; const timer = setInterval(() => { tick += p1; }, 1);" },
    { code: "p1 = 0; await new Promise((r) => setTimeout(r, 20)); const seen = tick; p1 = 1;", out: "1\n" },
    { code: "await new Promise((r) => setTimeout(r, 50)); clearInterval(timer); tick > seen", out: "true\n" },
  ],
  "a declaration again gives the variable a new value": [
    { code: "let again = 1; const readAgain = () => again;" },
    { code: "let again = 2;" },
    { code: "readAgain()", out: "2\n" },
  ],
  "what ran before an error stays": [
    { code: "const reached = 5; throw new Error('half'); const unreached = 6;", error: ["Error", "half"] },
    { code: "reached", out: "5\n" },
    { code: "unreached", error: ["TypeScriptError", "Cannot find name 'unreached'"] },
  ],
  "as in one program": [
    { code: "const seven = hoisted(); function hoisted() { return 7; }" },
    { code: "seven", out: "7\n" },
    { code: "const early = () => inTdz; early(); let inTdz = 1;", error: ["ReferenceError", "Cannot access 'inTdz'"] },
    { code: "const fixed = 1;" },
    { code: "fixed = 2;", error: ["TypeScriptError", "constant"] },
    { code: "const named = () => 1; named", out: "[Function: named]\n" },
    { code: "for await (const each of [1, 2]) console.log(each);", out: "1\n2\n" },
  ],
  "export is the plain declaration": [
    { code: "export const limit = 9; export class Site {} export type Name = string; export enum Kind { A, B }" },
    { code: "const kind: Name = Kind[Kind.B]; [limit, typeof Site, kind]", out: "[ 9, 'function', 'B' ]\n" },
  ],
  "export default": [
    { code: "export default function () { return 1 }" },
    { code: "export default class {}" },
    { code: "export default class Named1 {}; typeof Named1", out: "function\n" },
    { code: "export default { answer: 42 }", out: "{ answer: 42 }\n" },
  ],
  namespaces: [
    { code: "namespace Units { export const km = 1000; export type Length = number; }" },
    { code: "const metres = (): Units.Length => Units.km;" },
    { code: "metres()", out: "1000\n" },
    { code: "namespace Units { export const km = 1 }" },
    { code: "metres()", out: "1\n" },
  ],
  "an enum that lost a member": [
    { code: "enum Shade { Red, Green }" },
    { code: "enum Shade { Blue }" },
    { code: "Shade.Red", error: ["TypeScriptError", "'Red' does not exist"] },
  ],
  enums: [
    { code: "enum Colour { Red, Green }" },
    { code: "const shades = () => Object.keys(Colour).length;" },
    { code: "shades()", out: "4\n" },
    { code: "enum Colour { Blue }" },
    { code: "[shades(), Colour.Blue]", out: "[ 2, 0 ]\n" },
    { code: "const enum Step { One = 1, Two }\nconst steps = () => Step.Two;" },
    { code: "[Step.One, steps()]", out: "[ 1, 2 ]\n" },
  ],
  "var in blocks and loops": [
    {
      code: "for (var turn = 0; turn < 3; turn++) { var doubled = turn * 2; }\nif (turn) { var [left1, { right1 }] = [1, { right1: 2 }]; }",
    },
    { code: "turn += 10; [turn, doubled, left1, right1]", out: "[ 13, 4, 1, 2 ]\n" },
  ],
  "strict, as a module": [
    { code: "const icy: any = Object.freeze({ degrees: 0 });" },
    { code: "icy.degrees = 5;", error: ["TypeError", "Cannot assign to read only property 'degrees'"] },
    { code: "icy.degrees", out: "0\n" },
  ],
  "methods of today": [
    { code: "[3, 1, 2].toSorted().with(0, 9).toReversed()", out: "[ 3, 2, 9 ]\n" },
    { code: "[1, 2, 3].findLast((x) => x < 3)", out: "2\n" },
    { code: "using file = { [Symbol.dispose]() {} };", error: ["SyntaxError", "`using` needs TypeScript 5.2"] },
  ],
  "a cell cannot end the kernel": [
    { code: "process.exit(0)", error: ["ProcessEndRefused", "is refused in a cell"] },
    { code: "process.kill(process.pid)", error: ["ProcessEndRefused", "is refused in a cell"] },
    { code: "'alive'", out: "alive\n" },
  ],
};
