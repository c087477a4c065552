// A provider's network from a file: TopoHub's JSON, Topology Zoo's GraphML (Knight et al. 2011), or its node-link JSON.
import { parseGraphml } from "./graphml.js";
import type { NetworkFinding } from "./network-rules.js";
import { parseNodeLink } from "./node-link.js";
import { NetworkFileError } from "./raw-network.js";
import { settleNetwork } from "./settle-network.js";
import type { Network } from "../network.js";

export interface ReadNetwork {
  /** Routers by name, at their coordinates; a link is as long as the file says, else as the great circle, and costs its km. */
  readonly network: Network;
  /** What was not as it should be, and what was done about it. */
  readonly findings: readonly NetworkFinding[];
}

/** More text than any provider's network takes. */
const MOST_MIB = 32;

/**
 * Reads a network; the first character tells the format.
 * @param text the whole file
 * @param options how errors name the file
 * @param options.file the name that errors give
 * @example readNetwork(await readFile("Abilene.json", "utf8"), { file: "Abilene.json" }).network.routers.length // 11
 * @throws NetworkFileError that names the file, and the line or field
 */
export function readNetwork(text: string, { file = "network" }: { readonly file?: string } = {}): ReadNetwork {
  if (text.length > MOST_MIB * 2 ** 20) throw new NetworkFileError(`The file is larger than ${MOST_MIB} MiB.`, file);
  const plain = text.replace(/^\uFEFF/, "");
  const first = plain.trimStart()[0];
  if (first === "<") return settleNetwork(parseGraphml(plain, file), file);
  if (first === "{") return settleNetwork(parseNodeLink(plain, file), file);
  throw new NetworkFileError("This is neither GraphML nor JSON: it begins neither with < nor with {.", file, "line 1");
}
