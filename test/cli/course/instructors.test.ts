// The commands that README and lib/docs/instructors.md give to instructors, each as it stands there, from a new class folder to a
// student's deletion. The commands that take long are in instructors.long.test.ts.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { afterAll, expect } from "vitest";
import { csvParse } from "d3-dsv";
import { needs } from "../../needs.js";
import { codePoints, instructorsCommands, instructorsHome, lesson, takesLong } from "./instructors.js";

const { describe, it } = needs("jupyter", "bwrap");
const commands = instructorsCommands().filter((command) => !takesLong(command));
const isNamed = (part: string) => commands.filter((command) => command.includes(part)).length === 1;

describe("README and its page for instructors", () => {
  const home = instructorsHome();
  const { at, run } = home;
  afterAll(home.remove);
  const text = (...parts: string[]) => readFileSync(at(...parts), "utf8");
  /** What is true after a command, by a part of it. */
  const after: Readonly<Record<string, (printed: string) => void>> = {
    "class init": () => expect(existsSync(at("my-class", "source", lesson, `${lesson}.ipynb`))).toBe(true),
    "class release 1 --class": () =>
      expect(text("my-class", "release", lesson, `${lesson}.ipynb`)).not.toMatch(/BEGIN (SOLUTION|HIDDEN|MARK)/),
    "class release 1 --variants": () => expect(readdirSync(at("my-class", "variants")).sort()).toEqual(["ada", "bob"]),
    "class collect": (printed) => expect(printed).toContain("ada: new"),
    "class grade": (printed) => expect(printed).toContain("ada"),
    "class status": (printed) => expect(printed).toContain(`${lesson}: 1 submitted, 1 graded`),
    "class feedback": () =>
      expect(text("my-class", "feedback", "ada", lesson, `${lesson}.html`)).toContain(`${codePoints} of `),
    "class marks --csv": () =>
      expect(csvParse(text("marks.csv"))[0]).toMatchObject({ student: "ada", points: String(codePoints) }),
    "--canvas": (printed) => {
      expect(csvParse(text("canvas.csv"))[1][`${lesson} (5)`]).toBe(String(codePoints));
      expect(printed).toContain("Hopper, Grace");
    },
    "class plan": (printed) => expect(printed).toMatch(/0:00 +\d+ min/),
    "class code": () => expect(text("code", "ada", `${lesson}.ts`)).toContain("function addressPlan"),
    "class mend": () => {
      expect(text("mended.ipynb")).toContain("return { onEach, inAll: Object.keys(runs).length + services.size };");
      expect(text("mended.ipynb").match(/"grade": true/g)).toHaveLength(
        text("my-class", "release", lesson, `${lesson}.ipynb`).match(/"grade": true/g)!.length,
      );
    },
    "class forget": () => expect(existsSync(at("my-class", "submitted", "ada"))).toBe(false),
  };

  it("has the commands that are looked at here, each once, and no other", () => {
    expect(Object.keys(after).filter((part) => !isNamed(part))).toEqual([]);
    expect(commands.filter((command) => !Object.keys(after).some((part) => command.includes(part)))).toEqual([]);
  });

  it.each(commands)("%s", { timeout: 240_000 }, (command) => {
    const printed = run(command);
    for (const [part, look] of Object.entries(after)) if (command.includes(part)) look(printed);
  });
});
