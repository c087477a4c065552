// The commands of a class, and the ones that run a notebook, in the order of a class: each finds what those before it made.
import { join } from "node:path";
import { repository } from "../../needs.js";

const lesson = "1-shared-ip";
const notebooks = join(repository, "notebooks");

/**
 * Command -> words.
 * @param at a path in the folder of the test
 */
export const classCommands = (at: (...names: string[]) => string): Readonly<Record<string, readonly string[]>> => {
  const own = (words: readonly string[]) => [...words, "--class", at("class")];
  return {
    "class init": ["class", "init", at("class"), "--lessons", "1"],
    "class release": own(["class", "release", "--variants"]),
    "class collect": own(["class", "collect", "1", at("in")]),
    "class grade": own(["class", "grade", "1", "--jobs", "2"]),
    "class feedback": own(["class", "feedback", "1"]),
    "class marks": own(["class", "marks", "--csv", at("out", "marks.csv")]),
    "class status": own(["class", "status"]),
    "class code": own(["class", "code", "1", "--out", at("out", "code")]),
    "class quiz": own(["class", "quiz", "1", "--gift", at("out", "quiz.txt")]),
    "class plan": own(["class", "plan"]),
    "class answer-key": own(["class", "answer-key", "1", "--out", at("out", "key.pdf")]),
    "class student-kit": ["class", "student-kit", at("out", "kit.zip")],
    "class mend": ["class", "mend", at("in", "s1", `${lesson}.ipynb`), "--release", at("in", "s2", `${lesson}.ipynb`), "--out", at("out", "mended.ipynb")], // prettier-ignore
    "class forget": own(["class", "forget", "s3"]),
    "class run": own(["class", "run", lesson, "s2"]),
    "notebook new": ["notebook", "new", at("out", "new.ipynb")],
    "notebook format": ["notebook", "format", at("students", `${lesson}.ipynb`)],
    "notebook lecture": ["notebook", "lecture", at("students", `${lesson}.ipynb`)],
    "notebook points": ["notebook", "points", join(notebooks, `${lesson}.ipynb`)],
    publish: ["publish", "--out", at("out", "page"), join(notebooks, `${lesson}.ipynb`)],
    lessons: ["lessons"],
    doctor: ["doctor"],
    test: ["test", "test/geo"],
    "kernel install": ["kernel", "install", "--prefix", at("out", "prefix")],
  };
};
