// Checks the data of an explorer; errors name the field and the fault.
import * as z from "zod/mini";
import english from "zod/v4/locales/en.js";
import { ExplorerError } from "./explorer.js";

/** The value, checked. @throws ExplorerError naming explorer and field */
export function readWith<T>(schema: z.core.$ZodType<T>, explorer: string, json: unknown): T {
  const result = z.safeParse(schema, json, { error: english().localeError });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue.path.map(String).join(".");
  throw new ExplorerError(`Explorer "${explorer}": ${field ? `${field}: ` : ""}${issue.message}`);
}

/** Runs a function of the core; its errors name the explorer. @throws ExplorerError */
export function named<T>(explorer: string, field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ExplorerError(`Explorer "${explorer}": ${field}: ${why}`);
  }
}
