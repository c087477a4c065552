// The runtime of a page as it starts. An exception makes V8 parse all of the script again for its trace, and a formatter of numbers loads
// tables of languages: each holds the page up for longer than the rest (lib/course/live-bundle.mjs, script-bundle.mjs).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { expect, it } from "vitest";
import { repository } from "../needs.js";

const course = join(repository, "lib", "course");
const { version } = JSON.parse(readFileSync(join(course, "package.json"), "utf8")) as { version: string };

it.each(["live.js", "browser.js"])("%s makes no error and no formatter while it starts", (script) => {
  // A worker that waits for its role; and for explorers a page that has a runtime of this version already.
  const given = { version, wake: () => undefined };
  const context = createContext({ TextEncoder, TextDecoder, URL, Blob, performance, setTimeout, queueMicrotask, structuredClone, __anycastKit: given }); // prettier-ignore
  const made = runInContext(
    `globalThis.addEventListener = () => undefined;
    const made = [];
    const watch = (owner, name) => {
      owner[name] = new Proxy(owner[name], {
        apply: (real, self, given) => (made.push(name), Reflect.apply(real, self, given)),
        construct: (real, given, target) => (made.push(name), Reflect.construct(real, given, target)),
      });
    };
    for (const name of ["Error", "TypeError", "RangeError", "SyntaxError"]) watch(globalThis, name);
    for (const name of ["NumberFormat", "DateTimeFormat", "Collator"]) watch(Intl, name);
    made`,
    context,
  ) as string[];
  runInContext(readFileSync(join(course, "dist", script), "utf8"), context, { filename: script });
  expect(made).toEqual([]);
});
