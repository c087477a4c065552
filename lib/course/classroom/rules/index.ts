// The rules of the linter, in the order in which their findings are shown.
import { cellIds } from "./cell-ids.js";
import { cellLength } from "./cell-length.js";
import { exercises } from "./exercises.js";
import { fileForm } from "./file-form.js";
import { forbiddenNames } from "./forbidden-names.js";
import { gradable } from "./gradable.js";
import { headings } from "./headings.js";
import { imports } from "./imports.js";
import { lecture } from "./lecture.js";
import { lessonMetadata } from "./lesson-metadata.js";
import { lessonSizeRule, stillTooLarge } from "./lesson-size.js";
import { markdown } from "./markdown.js";
import { markers } from "./markers.js";
import { nbgraderMetadata, nbgraderMetadataOfAny } from "./nbgrader-metadata.js";
import { promises } from "./promises.js";
import type { Rule } from "./rule.js";
import { shorthand } from "./shorthand.js";
import { types } from "./types.js";

export const rules: readonly Rule[] = [
  fileForm,
  lessonMetadata,
  lessonSizeRule,
  lecture,
  headings,
  markdown,
  cellIds,
  cellLength,
  imports,
  forbiddenNames,
  shorthand,
  types,
  promises,
  nbgraderMetadata,
  markers,
  exercises,
];
/** The rules for an exercise sheet that is graded but is not a lesson of the course. */
export const homeworkRules: readonly Rule[] = [types, nbgraderMetadataOfAny, markers, gradable];
export { stillTooLarge };
export { type Rule, type RuleContext } from "./rule.js";
