// Selection among equal next hops, from modulo to Maglev and resilient buckets.
export {
  compareSchemes,
  groupsAround,
  groupsThrough,
  membersAfter,
  schemeNames,
  schemes,
  textbookShare,
  type GroupChange,
  type GroupMaking,
  type SchemeName,
  type SchemeUnderChange,
  type TextbookShare,
} from "./compare-schemes.js";
export {
  disruption,
  disruptionThrough,
  expectedDisruption,
  flowHashes,
  type Disruption,
  type DisruptionThrough,
} from "./disruption.js";
export { checkMembers, type Member, type NextHopGroup, type Scheme } from "./group.js";
export { hashThreshold, hashThresholdDisruption } from "./hash-threshold.js";
export { hash32, hashFlow, hashPacket, hashedFields, mix32, type HashPolicy } from "./hash.js";
export { MAGLEV_ROWS, maglev, maglevTable, maglevWith } from "./maglev.js";
export { modulo } from "./modulo.js";
export { rendezvous } from "./rendezvous.js";
export {
  bucketOf,
  bucketsOwed,
  replaceMembers,
  resilientGroup,
  rebalance,
  useBucket,
  type Bucket,
  type ResilientGroup,
  type ResilientOptions,
} from "./resilient.js";
export { VIRTUAL_NODES, ring, ringPoints, ringWith } from "./ring.js";
