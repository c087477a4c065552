// What `class code` writes is compared by JPlag itself: a copy with other names is found, work of one's own is not.
// Maven fetches JPlag 5.1.0 (6 is not on Maven Central); it needs Java 21.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { readNotebook } from "../../../lib/course/notebook/read.js";
import { writeNotebook } from "../../../lib/course/notebook/write.js";
import { findJava, needs, repository, venv } from "../../needs.js";
import { lessons } from "../../notebooks/lessons.js";
import { sixStudents } from "../class/six-students.js";

const { describe, it } = needs("jupyter", "java21");
const folder = mkdtempSync(join(tmpdir(), "anycast-jplag-"));
const root = join(folder, "class");

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>jplag-run</artifactId><version>1</version><dependencies>
<dependency><groupId>de.jplag</groupId><artifactId>jplag</artifactId><version>5.1.0</version></dependency>
<dependency><groupId>de.jplag</groupId><artifactId>typescript</artifactId><version>5.1.0</version></dependency>
</dependencies></project>`;

/** What \`java -jar jplag.jar -l typescript DIR\` does, printed as lines: two names and their similarity. */
const program = `
import de.jplag.*;
import de.jplag.options.JPlagOptions;
import java.io.File;
import java.util.Set;
public class Run {
  public static void main(String[] words) throws Exception {
    var language = new de.jplag.typescript.TypeScriptLanguage();
    var options = new JPlagOptions(language, Set.of(new File(words[0])), Set.of());
    for (var each : JPlag.run(options).getAllComparisons())
      System.out.println(each.firstSubmission().getName() + " " + each.secondSubmission().getName() + " " + each.similarity());
  }
}`;

describe("class code, for JPlag", { timeout: 600_000 }, () => {
  const anycast = (...words: string[]) => {
    const command = [join(repository, "lib/kit/cli/anycast.mjs"), "class", ...words];
    const env = { ...process.env, ANYCAST_JUPYTER: venv, ANYCAST_CLASS: root };
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, env, encoding: "utf8" });
    expect(status, stdout + stderr).toBe(0);
    return stdout;
  };
  const [{ name: lesson, notebook: source }] = lessons;

  beforeAll(() => {
    writeFileSync(join(folder, "pom.xml"), pom);
    writeFileSync(join(folder, "Run.java"), program);
    execFileSync("mvn", ["-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"], { cwd: folder });
    anycast("init", root, "--lessons", lesson);
    anycast("release", lesson);
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("finds a copy with other names and comments, and ignores the text of the release", () => {
    const file = join(root, "release", lesson, `${lesson}.ipynb`);
    const release = readNotebook(readFileSync(file, "utf8"), { file });
    const [perfect] = sixStudents(source, lesson);
    const renamed = new Map([...perfect.sources].map(([id, text]) => [id, withOtherNames(text)]));
    const other = new Map(
      [...perfect.sources].map(([id, text]) => [
        id,
        text.replace(/\{[\s\S]*\}/, "{\n  throw new RangeError(String([1, 2, 3].map((n) => n * n).join()));\n}"),
      ]),
    );
    const blank = new Map<string, string>();
    for (const [student, sources] of Object.entries({ ada: perfect.sources, bob: renamed, eve: other, zoe: blank })) {
      const cells = release.cells.map((cell) => ({ ...cell, source: sources.get(cell.id) ?? cell.source }));
      mkdirSync(join(folder, "in", student), { recursive: true });
      writeFileSync(join(folder, "in", student, `${lesson}.ipynb`), writeNotebook({ ...release, cells }));
    }
    anycast("collect", lesson, join(folder, "in"));
    anycast("code", lesson, "--out", join(folder, "code"));
    expect(readdirSync(join(folder, "code")).sort()).toEqual(["ada", "bob", "eve"]);
    const java = execFileSync(findJava()!, ["-cp", "lib/*", "Run.java", "code"], { cwd: folder, encoding: "utf8" });
    const alike = new Map(
      java
        .trim()
        .split("\n")
        .map((line) => line.split(" "))
        .map(([a, b, share]) => [[a, b].sort().join(), Number(share)]),
    );
    expect(alike.get("ada,bob")).toBeGreaterThan(0.9);
    expect(alike.get("ada,eve") ?? 0).toBeLessThan(0.5);
    expect([...alike.keys()].filter((pair) => pair.includes("zoe"))).toEqual([]);
  });
});

/** A comment on top, and every constant, variable and parameter of an arrow with another name. */
function withOtherNames(text: string): string {
  const names = [...text.matchAll(/\b(?:const|let) (\w+)|\(?(\w+)\)? =>/g)].map(([, a, b]) => a ?? b);
  return `// my own work\n${[...new Set(names)].reduce((all, name) => all.replace(new RegExp(`\\b${name}\\b`, "g"), `${name}Mine`), text)}`;
}
