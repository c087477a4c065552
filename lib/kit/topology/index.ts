// The AS graph: model, checks, compiled form, CAIDA's files, an Internet generator.
export {
  AsGraphError,
  defineAsGraph,
  endsOf,
  type As,
  type AsGraph,
  type AsGraphInput,
  type AsLink,
  type PeerLink,
  type Pop,
  type TransitLink,
} from "./as-graph.js";
export { asGraphology, fromGraphology, toGraphology, type AsGraphology } from "./as-graphology.js";
export { AsGraphFileError, decodeAsGraph, encodeAsGraph, isEncodedAsGraph } from "./binary.js";
export { decompressed, type ByteChunks } from "./caida/decompress.js";
export { AsRelError } from "./caida/error.js";
export type { AsRelHeader } from "./caida/parse.js";
export { parseAsRel, readAsRel, type AsRelFile, type AsRelProgress, type ReadAsRelOptions } from "./caida/read.js";
export { encodeAsRel } from "./caida/write.js";
export { PEER, PROVIDER_CUSTOMER, growingColumns } from "./columns.js";
export { asGraphOf, compile, compiledOf, meetingsOf } from "./compile-graph.js";
export { compileColumns } from "./compile.js";
export {
  UnknownAsError,
  entryOf,
  findAs,
  indexOfAs,
  relationshipTo,
  neighbourIndices,
  type Adjacency,
  type AsAttributes,
  type CompiledAsGraph,
  type Relationship,
} from "./compiled.js";
export { providerCycles } from "./cycles.js";
export { findingList, type Finding, type FindingKind, type FindingList } from "./findings.js";
export { isGraphology, type GraphologyGraph } from "./graphology-input.js";
export { generateInternet, type GenerateOptions, type GeneratedInternet, type Tier } from "./generator/index.js";
export { placeAsGraph, type PlaceOptions } from "./generator/place.js";
export { checkNesting, fieldAt, JsonTextError, parseJson, parseOwnFormat, shortened } from "./json-text.js";
export { safeParseLong } from "./check-long.js";
export { describePlainly, plainIssue, type FoundIssue, type PlainIssue } from "./plain-issue.js";
export { placesOf, type Geography, type Place, type PlaceRows } from "./geography.js";
export { firstAtLeast } from "./sorted.js";
export { graphStatistics, type GraphStatistics } from "./statistics.js";
export { withAs, type NewLink } from "./with-as.js";
