// Files that hold a package with all that it needs, and the licences of that: for node-bundle.mjs and inlined-packages.mjs.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Where such a file is, below dist/ or dist/node/. */
export const fileOf = (name, extension) => `packages/${name.replace(/^@|\.js$/g, "").replaceAll("/", "-")}${extension}`;

/** Files of packages, each with all that it needs and the licences of that. */
export async function packageFiles(folder, options) {
  const esbuild = await import("esbuild");
  const { outputFiles, metafile } = await esbuild.build({
    ...options,
    absWorkingDir: folder,
    outdir: folder,
    chunkNames: "packages/shared-[hash]",
    bundle: true,
    write: false,
    metafile: true,
    minifySyntax: true,
    platform: "node",
    mainFields: ["module", "main"],
    target: "node20",
    legalComments: "none",
    charset: "utf8",
    plugins: [oneLanguage],
  });
  return outputFiles.map(({ path, text }) => {
    const name = relative(folder, path).split(sep).join("/");
    const files = Object.keys(metafile.outputs[name].inputs).map((file) => join(folder, file));
    return [name, `${licencesOf(files)}\n${text}`];
  });
}

/** zod's messages in fifty languages are not used: 458 KB. */
const oneLanguage = {
  name: "one-language",
  setup(build) {
    build.onResolve({ filter: /\/locales\/index\.js$/ }, ({ importer, path }) =>
      importer.includes("/zod/") ? { path, namespace: "none", sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "export {};" }));
  },
};

/** The licences of the packages that files belong to, as a comment. */
function licencesOf(files) {
  const folders = new Set(
    files.flatMap((file) => /^.*node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(file)?.[0] ?? []),
  );
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
    const text = file === undefined ? license : readFileSync(join(folder, file), "utf8").trim();
    return `${name} ${version}\n\n${text}`;
  });
  return texts.length === 0 ? "" : `/*\n${texts.join("\n\n\n").replaceAll("*/", "* /")}\n*/`;
}
