// What the sanitiser writes, read by Chromium, against the tree that was cleaned: for any mixture the two must be the same.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { write, type Node } from "../../lib/course/publish/html/tree.js";
import { sanitizeTree } from "../../lib/course/publish/sanitize.js";

const classes = [/^ak-/];

/** A node as both sides can say it: its text, or name, attributes in order of name, and children. */
type Said = string | readonly [name: string, attributes: readonly string[], children: readonly Said[]];

const said = (node: Node): Said =>
  typeof node === "string"
    ? node
    : [
        `${node.svg ? "svg:" : ""}${node.name}`,
        Object.entries(node.attributes)
          .map(([name, value]) => `${name}=${value}`)
          .sort(),
        node.children.map(said),
      ];

/** In the browser: the same, of what its own parser makes of the markup, where a page has it. */
function readInBrowser(markups: string[]): { nodes: unknown[]; after: number }[] {
  const say = (node: ChildNode): unknown => {
    if (!(node instanceof Element)) return node.nodeType === 3 ? node.nodeValue : `node of type ${node.nodeType}`;
    const drawn = node.namespaceURI === "http://www.w3.org/2000/svg";
    const foreign = !drawn && node.namespaceURI !== "http://www.w3.org/1999/xhtml";
    const name = `${drawn ? "svg:" : foreign ? "foreign:" : ""}${node.localName.toLowerCase()}`;
    const attributes = [...node.attributes].map((each) => `${each.name.toLowerCase()}=${each.value}`).sort();
    node.normalize();
    return [name, attributes, [...node.childNodes].map(say)];
  };
  return markups.map((markup) => {
    const text = `<!doctype html><main><div id="here">${markup}</div><p id="next">next</p></main>`;
    const read = new DOMParser().parseFromString(text, "text/html");
    const here = read.querySelector("#here")!;
    here.normalize();
    return {
      nodes: [...here.childNodes].map(say),
      // What stands after the markup is where it was written: nothing was left open.
      after: [...read.querySelectorAll("main > p#next:last-child")].length,
    };
  });
}

/** Cleans each markup and compares. @returns the differences, at most three */
export async function differences(page: Page, markups: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let at = 0; at < markups.length && found.length < 3; at += 500) {
    const some = markups.slice(at, at + 500);
    const trees = some.map((markup) => sanitizeTree(markup, { classes, idPrefix: at % 1000 ? "o-1-" : "" }));
    const read = await page.evaluate(readInBrowser, trees.map(write));
    trees.forEach((tree, i) => {
      const [ours, theirs] = [JSON.stringify(tree.map(said)), JSON.stringify(read[i].nodes)];
      if (ours !== theirs || read[i].after !== 1)
        found.push(`${JSON.stringify(some[i])}\n  cleaned: ${ours}\n  Chromium: ${theirs}, next ${read[i].after}`);
    });
  }
  return found.slice(0, 3);
}

export const noDifferences = async (page: Page, markups: readonly string[]): Promise<void> =>
  expect(await differences(page, markups)).toEqual([]);
