// The data of the explorer `add-a-site`, checked and completed.
import * as z from "zod/mini";
import { named, readWith } from "../core/index.js";
import {
  fail,
  inOrder,
  letter,
  service,
  sites,
  someSites,
  usual,
  USUAL_CANDIDATES,
  type AddASiteJson,
} from "../designs/index.js";
import { readAddASiteScenario } from "./data.js";

const addASiteSchema = z.strictObject({
  ...service,
  candidates: z.optional(sites),
  change: z.optional(letter),
});

/** @throws ExplorerError that names the field, the site or the city */
export function prepareAddASite(json: unknown): AddASiteJson {
  const explorer = "add-a-site";
  const data = readWith(addASiteSchema, explorer, json ?? {});
  const all = someSites(explorer, data.sites);
  const candidates = data.candidates ?? (data.sites ? {} : usual(USUAL_CANDIDATES));
  const twice = Object.keys(candidates).find((each) => each in all);
  if (twice !== undefined) fail(explorer, `candidates: ${twice} is already a site. Give the candidate another letter.`);
  const letters = [...Object.keys(candidates), ...Object.keys(all)];
  if (letters.length < 2) fail(explorer, "candidates: must not be empty.");
  const change = data.change ?? letters[0];
  if (!letters.includes(change))
    fail(explorer, `change: unknown site or candidate ${change}; letters are ${letters.join(", ")}.`);
  const prepared: AddASiteJson = { ...data, sites: all, candidates, change };
  named(explorer, "sites", () => readAddASiteScenario(prepared));
  return inOrder(addASiteSchema, explorer, prepared);
}
