// The data of "kill a server": how many servers, which scheme, how many flows. Fills in defaults.
import * as z from "zod/mini";
import { schemeNames } from "anycast-kit/traffic";
import { ExplorerError, readWith } from "../core/index.js";
import { changesOf, maglevRows, SERVERS, thens, type HashTableJson } from "./data.js";

const explorer = "hash-table";
const whole = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

const schema = z.strictObject({
  servers: z._default(whole(SERVERS.least, SERVERS.most), 5),
  scheme: z._default(z.enum(schemeNames), "modulo"),
  flows: z._default(whole(1000, 100_000), 10_000),
  drawn: z._default(whole(8, 256), 96),
  change: z._default(z.string(), "A"),
  then: z._default(z.enum(thens), "nothing"),
  rows: z._default(z.enum(maglevRows), "65,537"),
  idle: z._default(whole(0, 100).check(z.multipleOf(10)), 0),
});

/** @throws ExplorerError that names the field */
export function prepareHashTable(json: unknown): HashTableJson {
  const data = readWith(schema, explorer, json ?? {});
  const possible = changesOf(data.servers);
  if (!possible.includes(data.change))
    throw new ExplorerError(
      `Explorer "${explorer}": change: invalid change "${data.change}" for ${data.servers} servers; expected one of ${possible.join(", ")}.`,
    );
  return data;
}
