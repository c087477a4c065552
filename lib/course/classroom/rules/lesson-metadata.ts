// Metadata of a lesson: title, authors, licence, objectives, minutes, prerequisites; and which concepts a cell covers.
import { z } from "zod";
import { plainIssue } from "anycast-kit/topology";
import type { Finding, Rule } from "./rule.js";

/** Concepts of the course are numbered 1 to 67. */
export const lastConcept = 67;

const text = z.string().trim().min(1, "must not be empty");
const metadata = z.looseObject({
  title: text,
  authors: z.array(z.looseObject({ name: text })).min(1, "must name an author"),
  license: text,
  anycast: z.strictObject({
    objectives: z.array(text).min(1, "must say what the learner will be able to do"),
    minutes: z.number().int().positive(),
    prerequisites: z.array(text),
    level: text.optional(),
    version: text.optional(),
    date: z.iso.date().optional(),
  }),
});
const covers = z
  .array(z.number().int().min(1, "starts at 1").max(lastConcept, `ends at ${lastConcept}`))
  .refine((numbers) => new Set(numbers).size === numbers.length, "has a duplicate concept");

export const lessonMetadata: Rule = {
  name: "lesson-metadata",
  check: ({ notebook }) => {
    const found: Finding[] = problems(metadata, notebook.metadata).map((message) => ({
      message: `metadata.${message}`,
    }));
    for (const { id, metadata } of notebook.cells)
      if (metadata.anycast?.covers !== undefined)
        for (const message of problems(covers, metadata.anycast.covers))
          found.push({ cell: id, message: `metadata.anycast.covers${message}` });
    return found;
  },
};

/** One line for each issue of the schema: path, colon, fault. */
const problems = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map((issue) => {
    const { path, text } = plainIssue(issue, value);
    return `${path.join(".")}: ${text}`;
  }) ?? [];
