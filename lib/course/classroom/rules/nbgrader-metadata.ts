// nbgrader's cell metadata, schema version 3 (nbgrader/nbgraderformat/v3.json), and the combinations its table allows.
import { z } from "zod";
import { plainIssue } from "anycast-kit/topology";
import { gradedKind, lessonPrefixes, taskOf, testedTask } from "../exercise.js";
import type { Finding, Rule } from "./rule.js";

/** nbgrader writes checksum and cell type on release. */
const schema = z.strictObject({
  schema_version: z.literal(3),
  grade: z.boolean(),
  solution: z.boolean(),
  locked: z.boolean(),
  task: z.boolean().optional(),
  grade_id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
  points: z.number().nonnegative().optional(),
});

/** @param names whether grade ids must be named as the course names them, `<lesson>-<task>-test` */
const ruleOf = ({ names }: { readonly names: boolean }): Rule => ({
  name: "nbgrader-metadata",
  check: ({ notebook, name }) => {
    const found: Finding[] = [];
    const owners = new Map<string, string>();
    for (const cell of notebook.cells) {
      const { nbgrader } = cell.metadata;
      if (nbgrader === undefined) continue;
      const say = (message: string) => found.push({ cell: cell.id, message });
      const issues = schema.safeParse(nbgrader).error?.issues ?? [];
      for (const issue of issues) {
        const { path, text } = plainIssue(issue, nbgrader);
        say(`metadata.nbgrader ${path.join(".")}: ${text}`);
      }
      if (issues.length > 0) continue;
      const { grade_id, points } = nbgrader;
      const other = owners.get(grade_id);
      if (other) say(`Duplicate grade_id "${grade_id}" (also in cell ${other}). Rename one.`);
      owners.set(grade_id, cell.id);

      const kind = gradedKind(cell, nbgrader);
      const task = taskOf(grade_id, name);
      if (kind === undefined)
        say(
          "invalid combination of grade, solution, locked and task. Valid: answer = solution; tests = grade + locked (code); manual answer = grade + solution; task = task + locked (Markdown).",
        );
      if (!names) {
        // any name that is one
      } else if (task === undefined)
        say(
          `grade_id "${grade_id}" must start with ${lessonPrefixes(name)
            .map((p) => `"${p}"`)
            .join(" or ")}.`,
        );
      else if (kind === "tests" && !testedTask(task))
        say(`grade_id "${grade_id}" of a test cell must end in "-test" (or "-test-2", ...).`);
      else if (kind === "answer" && testedTask(task))
        say(`grade_id "${grade_id}" is for a test; for an answer it must be "<lesson>-<task>".`);
      const gives = kind === "tests" || kind === "manual" || kind === "task";
      if (gives && points === undefined) say("A graded cell needs `points`.");
      if (!gives && points !== undefined) say("Only graded cells have `points`: put them on the test cell.");
    }
    return found;
  },
});

export const nbgraderMetadata = ruleOf({ names: true });
export const nbgraderMetadataOfAny = ruleOf({ names: false });
