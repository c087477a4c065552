// The data of "choose your sites": the cities that have a site at first.
import * as z from "zod/mini";
import { readBestK, type BestKProps } from "./data.js";
import { named, readWith } from "../core/index.js";

const explorer = "best-k";
const schema = z.strictObject({ sites: z.optional(z.array(z.string()).check(z.maxLength(13))) });

/** @throws ExplorerError that names the field and the city */
export function prepareBestK(json: unknown): BestKProps {
  const data = readWith(schema, explorer, json ?? {});
  named(explorer, "sites", () => readBestK(data));
  return data;
}
