// A provider's network from a file: TopoHub's JSON, Topology Zoo's GraphML, GML (Knight et al. 2011) or node-link JSON, yEd's
// GraphML, SNDlib's XML or own text (Orlowski et al. 2010), a netlab topology. The beginning of the text identifies the format.
import { isGml, parseGml } from "./gml.js";
import { parseGraphml } from "./graphml.js";
import type { NetworkFinding } from "./network-rules.js";
import { isNetlab, parseNetlab } from "./netlab.js";
import { parseNodeLink } from "./node-link.js";
import { NetworkFileError } from "./raw-network.js";
import { settleNetwork } from "./settle-network.js";
import { isSndlibText, isSndlibXml, parseSndlibText, parseSndlibXml } from "./sndlib.js";
import type { Network } from "../network.js";

export interface ReadNetwork {
  /**
   * Routers by name, at their coordinates; the length of a link comes from the file, otherwise from the great circle, and is also
   * its cost.
   */
  readonly network: Network;
  /** Irregularities of the file, and how they were repaired. */
  readonly findings: readonly NetworkFinding[];
}

/** Larger than the file of any provider's network. */
const MOST_MIB = 32;

/**
 * Reads a network; the format is detected from the text.
 * @param text the whole file
 * @param options how errors name the file
 * @param options.file the name that errors give
 * @example readNetwork(text, { file: "two.json" }).network.routers.length // 2: text is what the file holds
 * @throws NetworkFileError that names the file, and the line or field
 */
export function readNetwork(text: string, { file = "network" }: { readonly file?: string } = {}): ReadNetwork {
  if (text.length > MOST_MIB * 2 ** 20) throw new NetworkFileError(`The file is larger than ${MOST_MIB} MiB.`, file);
  const plain = text.replace(/^\uFEFF/, "");
  const first = plain.trimStart()[0];
  if (first === "<") {
    const parse = isSndlibXml(plain) ? parseSndlibXml : parseGraphml;
    return settleNetwork(parse(plain, file), file);
  }
  if (first === "{") return settleNetwork(parseNodeLink(plain, file), file);
  if (isSndlibText(plain)) return settleNetwork(parseSndlibText(plain, file), file);
  if (isGml(plain)) return settleNetwork(parseGml(plain, file), file);
  if (isNetlab(plain)) return settleNetwork(parseNetlab(plain, file), file);
  throw new NetworkFileError(
    "Unknown format: expected GraphML (begins with <), JSON ({), GML (graph [), SNDlib (?SNDlib) or a netlab topology (nodes:). " +
      "Save the network in one of these formats.",
    file,
    "line 1",
  );
}
