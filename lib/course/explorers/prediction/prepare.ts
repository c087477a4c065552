// The data of a question and its options.
import * as z from "zod/mini";
import type { PredictionProps } from "./explorer.js";
import { readWith } from "../core/index.js";

const text = z.string().check(z.minLength(1), z.maxLength(2000));

const schema: z.ZodMiniType<PredictionProps> = z.strictObject({
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  question: text,
  options: z.array(text).check(z.minLength(2), z.maxLength(26)),
  choice: z.string(),
  answer: z.optional(text),
  explanation: z.optional(text),
  asked: z.optional(z.boolean()),
});

export const preparePrediction = (json: unknown): PredictionProps => readWith(schema, "prediction", json);
