// sucrase's tree of keywords as a page has it: made of its words when it is loaded (lib/course/live-bundle.mjs).
import { createRequire } from "node:module";
import { build, type Plugin } from "esbuild";
import { expect, it } from "vitest";
import { repository } from "../needs.js";

const modulePath = "sucrase/dist/parser/tokenizer/readWordTree.js";

/** Every word of a tree with its token. 27 numbers are a node: its token, and the places of the nodes of a to z. */
function wordsIn(tree: Int32Array): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  const visit = (node: number, word: string) => {
    if (tree[node] !== -1) words.set(word, tree[node]);
    for (let letter = 1; letter < 27; letter++) {
      const next = tree[node + letter];
      if (next !== -1) visit(next, word + String.fromCharCode(96 + letter));
    }
  };
  visit(0, "");
  return words;
}

it("is sucrase's own, word by word", async () => {
  const { withoutDeadWeight } = (await import(`${repository}/lib/course/live-bundle.mjs`)) as {
    withoutDeadWeight: Plugin;
  };
  const { outputFiles } = await build({
    stdin: {
      contents: 'export { READ_WORD_TREE } from "./node_modules/sucrase/dist/esm/parser/tokenizer/readWordTree.js";',
      resolveDir: repository,
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    plugins: [withoutDeadWeight],
  });
  const [{ text }] = outputFiles;
  const made = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as { READ_WORD_TREE: Int32Array };
  const { READ_WORD_TREE: own } = createRequire(import.meta.url)(modulePath) as { READ_WORD_TREE: Int32Array };
  expect(text.length).toBeLessThan(5000);
  expect(wordsIn(own).size).toBeGreaterThan(50);
  expect(wordsIn(made.READ_WORD_TREE)).toEqual(wordsIn(own));
});
