// `npm run licences`: lists the licence of every installed package, from npm and (if .venv exists) from PyPI. It exits with 1
// if a package has no licence, or one not known to be compatible with MIT. The data comes from npm and importlib.metadata.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** Licences compatible with MIT. MPL and LGPL cover only their own files, and none of these is copied into ours. */
const known =
  /^(MIT|MIT-0|ISC|0BSD|BSD|Apache|Apache-2\.0|BSD-[23]-Clause|Unlicense|CC0-1\.0|CC-BY-[34]\.0|BlueOak-1\.0\.0|Python-2\.0|PSF-2\.0|PSFL|Python Software Foundation License|MPL-2\.0|Mozilla Public License 2\.0|LGPL(v3|-3\.0)?|Zlib|ZPL-2\.1|HPND|new BSD)\b/i;
const isKnown = (licence) =>
  licence.split(/\s+(?:AND|OR|and|or)\s+|[;,]\s*/).some((part) => known.test(part.replace(/^\(+|\)+$/g, "").trim()));

function ofNpm() {
  const text = execFileSync("npm", ["query", "*"], { cwd: repository, encoding: "utf8", maxBuffer: 1 << 28 });
  return JSON.parse(text)
    .filter(({ location }) => location.startsWith("node_modules/") && !location.startsWith("node_modules/anycast-"))
    .map(({ name, version, license, licenses }) => {
      const given = license ?? licenses?.map?.(({ type }) => type).join(" OR ") ?? "";
      return { from: "npm", name, version, licence: typeof given === "string" ? given : (given.type ?? "") };
    });
}

const python = `
import json
from importlib.metadata import distributions
def licence(m):
    said = m.get("License-Expression") or ""
    classifiers = [c.split("::")[-1].strip() for c in m.get_all("Classifier") or [] if c.startswith("License ::")]
    return said or "; ".join(c for c in classifiers if c != "OSI Approved") or (m.get("License") or "").split("\\n")[0]
print(json.dumps([{"from": "PyPI", "name": d.metadata["Name"], "version": d.version, "licence": licence(d.metadata)} for d in distributions()]))
`;

function ofPython() {
  const program = [".venv/bin/python", ".venv/Scripts/python.exe"]
    .map((path) => join(repository, path))
    .find(existsSync);
  if (program === undefined) return [];
  return JSON.parse(execFileSync(program, ["-c", python], { encoding: "utf8" }));
}

if (!existsSync(join(repository, "node_modules")) || readdirSync(join(repository, "node_modules")).length === 0) {
  console.error("✖ No packages are installed. Run `npm ci` first.");
  process.exit(1);
}
const rows = [...ofNpm(), ...ofPython()];
const seen = new Map(rows.map((row) => [`${row.from} ${row.name} ${row.version}`, row]));
const sorted = [...seen.values()].sort((a, b) => a.licence.localeCompare(b.licence) || a.name.localeCompare(b.name));
for (const { from, name, version, licence } of sorted)
  console.log(`${(licence || "none").slice(0, 40).padEnd(40)}  ${from.padEnd(4)}  ${name} ${version}`);
const unknown = sorted.filter(({ licence }) => !isKnown(licence));
console.log(`\n${sorted.length} packages.`);
if (unknown.length > 0) {
  const names = unknown.map(({ name, licence }) => `${name} (${licence || "none"})`).join(", ");
  console.error(`✖ Look at these: ${names}.`);
  process.exitCode = 1;
}
