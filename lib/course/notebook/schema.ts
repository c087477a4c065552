// The shape of a notebook file, checked with zod: required fields are checked, unknown fields are kept.
// Text may be one string or a list of lines, as in every .ipynb; both come out as one string.
import { z } from "zod";
import type { Json, Notebook } from "./types.js";

const lines = z.union([z.string(), z.array(z.string())], { error: "must be text or a list of lines" });
const text = lines.transform((value) => (typeof value === "string" ? value : value.join("")));

const json = z.json() as z.ZodType<Json>;
const anything = z.record(z.string(), json, { error: "must be an object" });

/** Text types are joined; JSON types are data and stay as they are. */
const bundle = anything.transform((data) =>
  Object.fromEntries(
    Object.entries(data).map(([mime, value]) => [
      mime,
      !/[/+]json$/.test(mime) && isLines(value) ? value.join("") : value,
    ]),
  ),
);
const isLines = (value: Json): value is readonly string[] =>
  Array.isArray(value) && value.every((line) => typeof line === "string");

const output = z.discriminatedUnion(
  "output_type",
  [
    z.object({ output_type: z.literal("stream"), name: z.enum(["stdout", "stderr"]), text }),
    z.object({ output_type: z.literal("display_data"), data: bundle, metadata: anything.default({}) }),
    z.object({
      output_type: z.literal("execute_result"),
      execution_count: z.int().nullable().default(null),
      data: bundle,
      metadata: anything.default({}),
    }),
    z.object({
      output_type: z.literal("error"),
      ename: z.string(),
      evalue: z.string(),
      traceback: z.array(z.string()),
    }),
  ],
  { error: "must be an output: stream, display_data, execute_result or error" },
);

const nbgrader = z.looseObject({
  schema_version: z.int(),
  grade: z.boolean(),
  solution: z.boolean(),
  locked: z.boolean(),
  task: z.boolean().optional(),
  grade_id: z.string().regex(/^[\w-]+$/, "must be made of letters, digits, - and _"),
  points: z.number().nonnegative().optional(),
});

const cellMetadata = z.looseObject({
  tags: z.array(z.string()).optional(),
  nbgrader: nbgrader.optional(),
  anycast: z.looseObject({ covers: z.array(z.int()).optional() }).optional(),
});

const common = {
  id: z.string().regex(/^[\w-]{1,64}$/, "must be 1 to 64 letters, digits, - or _"),
  metadata: cellMetadata,
  source: text,
};
const attachments = z.record(z.string(), bundle).optional();

const cell = z.discriminatedUnion(
  "cell_type",
  [
    z.object({ cell_type: z.literal("markdown"), ...common, attachments }),
    z.object({ cell_type: z.literal("raw"), ...common, attachments }),
    z.object({
      cell_type: z.literal("code"),
      ...common,
      execution_count: z.int().nullable().default(null),
      outputs: z.array(output, { error: "must be a list of outputs" }),
    }),
  ],
  { error: "must be a markdown, code or raw cell" },
);

const metadata = z.looseObject({
  title: z.string().optional(),
  authors: z.array(z.looseObject({ name: z.string() })).optional(),
  license: z.string().optional(),
  anycast: z
    .looseObject({
      objectives: z.array(z.string()).optional(),
      minutes: z.number().positive().optional(),
      prerequisites: z.array(z.string()).optional(),
    })
    .optional(),
  kernelspec: z
    .looseObject({ name: z.string(), display_name: z.string().optional(), language: z.string().optional() })
    .optional(),
});

export const notebookSchema = z.object({
  nbformat: z.literal(4),
  nbformat_minor: z.int().nonnegative(),
  metadata,
  cells: z.array(cell, { error: "must be a list of cells" }),
}) as unknown as z.ZodType<Notebook>;
