// How irregular network files are repaired. Each rule is stated here, and each use of it is a finding.
import type { Finding, FindingList } from "../../topology/index.js";

export const networkRules = {
  hyperedge:
    "A hyperedge (a cloud or a LAN that is drawn as a node) becomes a link between every two of the routers it joins.",
  "external-node":
    "A node marked as external (Internal 0) is another network's router: it is left out, with its links.",
  "group-node": "A frame around routers (a group of yEd) is not a router: it is left out, with its links.",
  "no-places":
    "In a file that places no router (netlab) they stand on a circle of 5 degrees around 0, 0, and every link costs 1.",
  "placed-by-name": "A router without coordinates is put into the city of the kit's table that has its name.",
  "placed-by-neighbours":
    "A router without coordinates, and without a city's name, is put into the middle of its neighbours.",
  "without-place": "A router that nothing tells the place of is left out, with its links.",
  "no-label": "A router without a name is called by its id.",
  "duplicate-label": "Of routers with one name the second is called by it with a 2, the third with a 3.",
  "parallel-links": "Parallel links count once, at the shortest length.",
  "self-link": "A link from a router to itself is dropped.",
  disconnected: "A network in several parts stays in parts.",
} as const;

export type NetworkFindingKind = keyof typeof networkRules;
export type NetworkFinding = Finding<NetworkFindingKind>;
export type NetworkFindings = FindingList<NetworkFindingKind>;
