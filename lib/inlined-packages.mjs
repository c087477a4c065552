// Small packages that become part of the kit, its devDependencies: an installation of the kit does not fetch them. After tsc has
// written dist/, their code goes to dist/packages/, and imports in dist/ lead there. node-bundle.mjs does the same for dist/node/.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileOf, packageFiles } from "./package-files.mjs";

/** What tsc writes: each import on a line of its own. */
const imports = /^(import (?:(\w+)|\{([^}]*)\}) from )"([^"]+)";$/gm;

/** The devDependencies that a package's sources import: they become part of it. Each with the names imported from it. */
export function inlinedPackages(folder) {
  const { devDependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const found = new Map();
  for (const path of scriptsOf(folder, ".ts"))
    for (const [, , whole, list, id] of readFileSync(join(folder, path), "utf8").matchAll(imports)) {
      if (!Object.keys(devDependencies).some((name) => id === name || id.startsWith(`${name}/`))) continue;
      if (!found.has(id)) found.set(id, new Set());
      for (const name of whole ? ["default"] : list.split(",")) found.get(id).add(name.trim().split(" as ")[0]);
    }
  return found;
}

/** The package whose file a module of dist/ is; undefined for other modules. */
export const packageOf = (packages, id) =>
  [...packages.keys()].find((name) => id.replaceAll(sep, "/").endsWith(`/${fileOf(name, ".js")}`));

/**
 * Leads the imports in dist/ to dist/packages/, where they do not lead there yet.
 * @returns {Promise<Map<string, string>>} the files there, by their places below dist/
 */
export async function inlinePackages(folder, packages) {
  const dist = join(folder, "dist");
  for (const path of packages.size > 0 ? scriptsOf(dist, ".js") : []) {
    const text = readFileSync(join(dist, path), "utf8");
    const placeOf = (name) => {
      const place = relative(dirname(path), fileOf(name, ".js")).replaceAll(sep, "/");
      return place.startsWith(".") ? place : `./${place}`;
    };
    const led = text.replace(imports, (line, start, _whole, _list, id) =>
      packages.has(id) ? `${start}"${placeOf(id)}";` : line,
    );
    if (led !== text) writeFileSync(join(dist, path), led);
  }
  const files = new Map();
  for (const [name, names] of packages) {
    const contents = `export { ${[...names].sort().join(", ")} } from ${JSON.stringify(name)};`;
    const [[, text]] = await packageFiles(folder, { stdin: { contents, resolveDir: folder }, format: "esm" });
    files.set(fileOf(name, ".js"), text);
  }
  return files;
}

/** Below a package's folder, or its dist/, without what is built or comes from elsewhere. */
const scriptsOf = (folder, extension) =>
  readdirSync(folder, { recursive: true }).filter(
    (path) => path.endsWith(extension) && !/^(?:node_modules|dist|generated|node|types|packages)[/\\]/.test(path),
  );
