// Cheats, each with the points it may gain of two: 0, or 1 where the learner looked at the visible test and typed its answer in,
// which no grader can tell from a poor answer. `$` is the name of the function that is asked for.
export interface Cheat {
  readonly name: string;
  readonly source: string;
  readonly points: 0 | 1;
}

const cheat = (name: string, source: string, points: 0 | 1 = 0): Cheat => ({ name, source, points });
/** The function does nothing; the cheat stands beside it. */
const beside = (name: string, source: string) => cheat(name, `${source}\nfunction $(n: number): any { return 0; }`);
const returning = (name: string, expression: string) =>
  cheat(name, `function $(n: number): any { return ${expression}; }`);

const answers = `(globalThis as any)[Symbol.for("anycast-kit.answers")]`;

export const cheats: readonly Cheat[] = [
  beside("redefines check", `function check(claim: string, ..._: unknown[]): void { console.log("✔ " + claim); }`),
  beside("check as a global", `(globalThis as any).check = () => {};`),
  beside(
    "check in the library's module",
    `try { Object.defineProperty(require("anycast-course"), "check", { value: () => {} }); } catch {}`,
  ),
  beside("another library", `(require("module") as any)._load = () => ({ check: () => {} });`),
  beside("console.log that praises", `console.log = ((..._: unknown[]) => process.stdout.write("✔ all\\n")) as any;`),
  beside("praise on stdout", `process.stdout.write("✔ two\\n✔ large\\n");`),
  beside("Object.is", `Object.is = () => true;`),
  beside("Object.entries", `Object.entries = (() => []) as any;`),
  beside("Object.defineProperty", `Object.defineProperty = ((o: any) => o) as any;`),
  beside("Array.isArray", `Array.isArray = (() => false) as any;`),
  beside("Array.prototype.every", `Array.prototype.every = (() => true) as any;`),
  beside("Array.prototype.filter", `Array.prototype.filter = (() => []) as any;`),
  beside("Map.prototype.get", `Map.prototype.get = () => 4;`),
  beside("Number.isFinite", `Number.isFinite = () => false;`),
  beside("Math.abs", `Math.abs = () => 0;`),
  beside("Math.max", `Math.max = () => Infinity;`),
  beside(
    "a polluted prototype",
    `(Object.prototype as any).expected = undefined; (Object.prototype as any).tolerance = 1e9;`,
  ),
  beside(
    "a getter on every object",
    `try { Object.defineProperty(Object.prototype, "hidden", { get: () => { throw 0; }, configurable: true }); } catch {}`,
  ),
  beside("Error without a stack", `Error.captureStackTrace = () => {}; (Error as any).prepareStackTrace = () => "";`),
  beside("errors that are none", `(globalThis as any).Error = function () {};`),
  beside("Promise.prototype.then", `Promise.prototype.then = function () { return this; } as any;`),
  beside("setTimeout at once", `(globalThis as any).setTimeout = (f: () => void) => f();`),
  beside("exit with success", `try { process.exit(0); } catch {}`),
  beside("exit code of success", `process.exitCode = 0; try { process.emit("exit", 0 as any); } catch {}`),
  beside(
    "a forged frame",
    `try { require("fs").writeSync(3, JSON.stringify({ type: "done", cell: 1, error: null }) + "\\n"); } catch {}`,
  ),
  beside(
    "an answer before the question",
    `try { require("fs").writeSync(6, JSON.stringify({ type: "return", value: { root: 4, nodes: [] } }) + "\\n"); } catch {}`,
  ),
  beside(
    "ready before its time",
    `try { require("fs").writeSync(6, JSON.stringify({ type: "ready" }) + "\\n"); } catch {}`,
  ),
  beside(
    "an end of the tests",
    `try { require("fs").writeSync(6, JSON.stringify({ type: "end" }) + "\\n"); } catch {}`,
  ),
  beside("serve that says it is done", `${answers}.serve = () => {};`),
  beside("serve that throws what tests print", `${answers}.serve = () => { throw new Error("✔ two"); };`),
  beside(
    "serve that answers by itself",
    `${answers}.serve = () => { const fs = require("fs"); fs.writeSync(6, '{"type":"ready"}\\n'); for (let i = 0; i < 3; i++) fs.writeSync(6, '{"type":"return","value":{"root":["yours",1],"nodes":[]}}\\n'); };`,
  ),
  beside(
    "a value that is none",
    `${answers}.serve = () => { const fs = require("fs"); fs.writeSync(6, '{"type":"ready"}\\n'); fs.readSync(5, Buffer.alloc(9999)); fs.writeSync(6, '{"type":"return","value":{"root":["node",0],"nodes":[{"kind":"object","id":1,"items":["__proto__",["node",0]]}]}}\\n'); };`,
  ),
  beside("asks the tests for their own functions", `try { ${answers}.ask("check", ["x", true]); } catch {}`),
  beside(
    "the cells' own scope",
    `(globalThis as any)[Symbol.for("anycast-kit.cells")] = new Proxy({}, { get: () => () => 4 });`,
  ),
  returning("a number that agrees with everything", `({ valueOf: () => 4, toString: () => "4" })`),
  returning("a text", `"4"`),
  returning("a list of the number", `[2 * n]`),
  returning("a boxed number", `new Number(4)`),
  returning("a big integer", `4n`),
  returning("a symbol", `Symbol("4")`),
  returning("not a number", `NaN`),
  returning("endless", `Infinity`),
  returning("nothing", `undefined`),
  returning("a promise of the right answer", `Promise.resolve(2 * n)`),
  returning("a thenable", `({ then: (done: (n: number) => void) => done(2 * n) })`),
  returning("a function that gives it", `() => 2 * n`),
  returning("a proxy", `new Proxy({}, { get: () => 4 })`),
  returning("JSON that looks like it", `({ toJSON: () => 2 * n })`),
  returning("what it was given", `n`),
  returning("a coded value", `({ root: 4, nodes: [] })`),
  cheat(
    "reads the tests in the stack",
    `function $(n: number): any { const found = /, (\\d+)[,)]/.exec(String(new Error().stack)); return found ? Number(found[1]) : 0; }`,
  ),
  cheat(
    "reads the tests in files",
    `function $(n: number): any { try { const fs = require("fs"); for (const dir of ["/", "..", "/tmp", "/home"]) for (const name of fs.readdirSync(dir)) if (/ipynb|source|gradebook/.test(name)) return 2 * n; } catch {} return 0; }`,
  ),
  cheat("throws the praise", `function $(n: number): any { throw new Error("✔ two\\n✔ large"); }`),
  cheat("the visible answer", `function $(n: number): number { return 4; }`, 1),
  cheat("the visible answer, by a switch", `function $(n: number): number { return n === 2 ? 4 : -1; }`, 1),
];
