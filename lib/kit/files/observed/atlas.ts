// Results of RIPE Atlas as its API gives them: an array of JSON objects, or one object a line. DNS: the identity in the TXT answer
// of a CHAOS question, or NSID (RFC 5001) in the raw answer. Traceroute: the last router before the target.
import { decode } from "dns-packet";
import { checkNesting } from "../../topology/index.js";
import { ObservationError } from "./error.js";
import { linesOf } from "./lines.js";
import type { Observation } from "./observation.js";

type Json = Readonly<Record<string, unknown>>;

const remedy = "Pass results of RIPE Atlas, as its API gives them.";

/** Values of JSON in a file: a result has about thirty. */
const mostValues = 15_000_000;

/**
 * Reads results of RIPE Atlas, as its API gives them: an array, or one object a line.
 * @example readAtlas('{"prb_id":1,"type":"dns","result":{"answers":[{"TYPE":"TXT","RDATA":["ns1.sea"]}]}}', "atlas.json")[0].seen // "ns1.sea"
 * @param file how errors name it
 * @returns one observation for each result that has an answer
 * @throws ObservationError with the file and the number of the result
 */
export const readAtlas = (text: string, file: string): readonly Observation[] => [...observationsOfAtlas(text, file)];

/**
 * Reads results of RIPE Atlas one by one: all at once may be more than memory can hold.
 * @example [...observationsOfAtlas('{"prb_id":1,"type":"dns","result":{"answers":[{"TYPE":"TXT","RDATA":["ns1.sea"]}]}}', "atlas.json")] // [{"probe":1,"seen":"ns1.sea"}]
 * @throws ObservationError with the file and the number of the result
 */
export function* observationsOfAtlas(text: string, file: string): Generator<Observation, void> {
  let number = 0;
  for (const result of resultsIn(text, file)) {
    number++;
    if (typeof result !== "object" || result === null) continue;
    const { prb_id: probe, from, type } = result as Json;
    if (typeof probe !== "number") throw new ObservationError(`${file}: result ${number} has no prb_id.`, remedy);
    const address = typeof from === "string" ? from : undefined;
    const seen = type === "traceroute" ? lastRouter(result as Json) : identityIn(result as Json);
    if (seen !== undefined) yield { probe, ...(address !== undefined && { address }), seen };
  }
}

function* resultsIn(text: string, file: string): Generator<unknown, void> {
  const plain = text.replace(/^\uFEFF/, "").trim();
  const parse = (part: string, where: string): unknown => {
    try {
      return JSON.parse(part);
    } catch (error) {
      throw new ObservationError(`${where}: ${(error as Error).message}`, remedy);
    }
  };
  if (plain.startsWith("[")) {
    checkSize(plain, file);
    yield* parse(plain, file) as unknown[];
    return;
  }
  if (plain === "") return;
  let number = 0;
  for (const line of linesOf(plain)) yield parse(line, `${file}:${++number}`);
}

function checkSize(text: string, file: string): void {
  try {
    checkNesting(text, mostValues);
  } catch (error) {
    throw new ObservationError(`${file}: ${(error as Error).message}`, "Pass a part of it.");
  }
}

/** The identity in the first answer that has one; a probe with several resolvers has a set of results. */
function identityIn(result: Json): string | undefined {
  const set = Array.isArray(result.resultset) ? (result.resultset as Json[]) : [result];
  for (const each of set) {
    const answer = each.result as Json | undefined;
    if (typeof answer !== "object" || answer === null) continue;
    const identity = textOf(answer) ?? (typeof answer.abuf === "string" ? nsidOf(answer.abuf) : undefined);
    if (identity !== undefined) return identity;
  }
  return undefined;
}

function textOf(answer: Json): string | undefined {
  const answers = Array.isArray(answer.answers) ? (answer.answers as Json[]) : [];
  const text = answers.find(({ TYPE }) => TYPE === "TXT")?.RDATA;
  const first: unknown = Array.isArray(text) ? text[0] : text;
  return typeof first === "string" && first !== "" ? first : undefined;
}

/** NSID, or the TXT answer, of a DNS message in base64; undefined for a message that is cut or has neither. */
function nsidOf(abuf: string): string | undefined {
  try {
    const { answers = [], additionals = [] } = decode(Buffer.from(abuf, "base64"));
    const options = additionals.flatMap((each) => each.options ?? []);
    const nsid = options.find(({ code }) => Number(code) === 3);
    if (nsid?.data && nsid.data.length > 0) return Buffer.from(nsid.data).toString("latin1");
    const data = answers.find((each) => each.type === "TXT")?.data;
    const first: unknown = Array.isArray(data) ? data[0] : data;
    return first === undefined ? undefined : Buffer.from(first as Uint8Array).toString("latin1");
  } catch {
    return undefined;
  }
}

/** The address of the last router that answered before the target. */
function lastRouter({ result, dst_addr: target }: Json): string | undefined {
  const hops = Array.isArray(result) ? (result as Json[]) : [];
  for (const { result: answers } of [...hops].reverse()) {
    const from = (Array.isArray(answers) ? (answers as Json[]) : []).map((each) => each.from);
    const router = from.find((each): each is string => typeof each === "string" && each !== target);
    if (router !== undefined) return router;
  }
  return undefined;
}
