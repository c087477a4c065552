// Compares the output of a lab's routers with its predictions: each difference with the vendor's documented rule.
import { z } from "zod";
import { JsonTextError, parseJson, safeParseLong } from "../../topology/index.js";
import { describePlainly } from "../../topology/index.js";
import { parsePrefix } from "../../routing/index.js";
import { parseRoutes } from "../bird/index.js";
import { jsonDocuments } from "../frr/index.js";
import { RoutersError } from "../routers-error.js";
import { vendorRules } from "../vendor-rules.js";

const path = z.array(z.int().min(1));
const schema = z.looseObject({
  format: z.literal("anycast-predictions"),
  version: z.literal(1),
  name: z.string(),
  routes: z.array(
    z.strictObject({ node: z.string(), prefix: z.string(), path: path.optional(), site: z.string().optional() }),
  ),
});

export interface LabComparison {
  readonly node: string;
  readonly prefix: string;
  /** Absent if the model has no route. */
  readonly predicted?: readonly number[];
  /** Absent if the router has none. */
  readonly found?: readonly number[];
  readonly agrees: boolean;
  /** If they differ: the step by which the router decided, as in its manual. */
  readonly because?: string;
}

/**
 * Compares the output of a lab's routers with its predictions; each difference comes with the vendor's documented rule.
 * @example compareLab(JSON.stringify(predict(plan)), new Map([["r64496", "BIRD 2.0.12 ready.\n"]]))[0].agrees // false: the router has no route
 * @param predictions the text of predictions.json
 * @param outputs by node, what `show bgp ... json` (FRR) or `show route all` (BIRD) printed
 * @throws RoutersError for predictions that cannot be read, or a node without output
 */
export function compareLab(
  predictions: string,
  outputs: ReadonlyMap<string, string>,
  file = "predictions.json",
): LabComparison[] {
  const fail = (text: string, remedy?: string) => new RoutersError(`${file}: ${text}`, remedy);
  let json: unknown;
  try {
    json = parseJson(predictions);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    throw fail(error.message);
  }
  const parsed = safeParseLong(schema, json);
  if (!parsed.success) throw fail(describePlainly(parsed.error.issues[0], json));
  return parsed.data.routes.map(({ node, prefix, path: predicted }): LabComparison => {
    const text = outputs.get(node);
    if (text === undefined)
      throw fail(`outputs/ has no output of ${node}.`, "Run collect.sh in the lab, or save the router's output there.");
    if (!isRead(text))
      throw fail(
        `what ${node} printed is neither FRR's JSON nor BIRD's list of routes, or its end is missing.`,
        "Save what `show bgp ... json` (FRR) or `show route all` (BIRD) prints.",
      );
    const seen = text.trimStart().startsWith("{") ? frrBest(text, prefix) : birdBest(text, prefix);
    const agrees = JSON.stringify(seen?.path) === JSON.stringify(predicted);
    return {
      node,
      prefix,
      ...(predicted && { predicted }),
      ...(seen && { found: seen.path }),
      agrees,
      ...(!agrees && { because: seen?.because ?? "The router has no route: check its sessions and filters." }),
    };
  });
}

/** Whether a text is a router's output: FRR's JSON to its last bracket, FRR's "% Network not in table", or BIRD's tables. */
const isRead = (text: string): boolean =>
  text.trimStart().startsWith("{")
    ? text.trimEnd().endsWith("}")
    : /^(?:BIRD |Table |%|\S+\/\d+\s+(?:unicast|unreachable|blackhole) \[)/m.test(text);

interface Seen {
  readonly path: readonly number[];
  readonly because: string;
}

interface FrrDocument {
  readonly prefix?: string;
  readonly paths?: readonly {
    readonly aspath?: { readonly segments?: readonly { readonly list: readonly number[] }[] };
    readonly bestpath?: { readonly overall?: boolean; readonly selectionReason?: string };
  }[];
  /** Of `show bgp ipv4 unicast json`, which has all prefixes. */
  readonly routes?: Readonly<
    Record<
      string,
      readonly { readonly bestpath?: boolean; readonly path?: string; readonly selectionReason?: string }[]
    >
  >;
}

const isSame = (one: string, other: string): boolean => parsePrefix(one).text === parsePrefix(other).text;

function frrBest(text: string, prefix: string): Seen | undefined {
  let documents: readonly FrrDocument[];
  try {
    documents = jsonDocuments(text) as readonly FrrDocument[];
  } catch (error) {
    throw new RoutersError(
      `Expected JSON output of FRR: ${(error as Error).message}.`,
      "Save what `show bgp ... json` prints.",
    );
  }
  const because = (reason = "") =>
    `${vendorRules.frr.version} decided by "${reason}": ${vendorRules.frr.steps.map(({ step }) => step).join("; ")} (${vendorRules.frr.manual})`;
  for (const { prefix: own, paths = [], routes = {} } of documents) {
    const best = own !== undefined && isSame(own, prefix) && paths.find(({ bestpath }) => bestpath?.overall);
    if (best)
      return {
        path: (best.aspath?.segments ?? []).flatMap(({ list }) => list),
        because: because(best.bestpath?.selectionReason),
      };
    const listed = Object.entries(routes)
      .find(([each]) => isSame(each, prefix))?.[1]
      .find(({ bestpath }) => bestpath);
    if (listed)
      return {
        path: (listed.path ?? "").split(" ").filter(Boolean).map(Number),
        because: because(listed.selectionReason),
      };
  }
  return undefined;
}

function birdBest(text: string, prefix: string): Seen | undefined {
  const found = parseRoutes(text).find((route) => isSame(route.prefix, prefix));
  const { version, steps, manual } = vendorRules.bird;
  return (
    found && {
      path: found.path,
      because: `${version} decides by: ${steps.map(({ step }) => step).join("; ")} (${manual})`,
    }
  );
}
