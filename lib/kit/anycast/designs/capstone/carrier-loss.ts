// A design after one carrier went silent at all sites: the users who move, and the users left without an answer.
import { findAs, neighbourIndices } from "../../../topology/index.js";
import { loadOf, type Load } from "../../load.js";
import type { InternetDeployment } from "../../internet/index.js";
import type { FindOutcomes } from "../catchments-once.js";
import { partsOf } from "../columns.js";
import { clientsOf, type Evaluation } from "../evaluate.js";

export interface CarrierLoss {
  /** The load after all users have moved. */
  readonly load: Load;
  /** Shares of all users, 0..1, whom BGP and DNS move. */
  readonly movedByBgp: number;
  readonly movedByDns: number;
}

/** The service's transit providers, in ascending order of ASN. */
export function carriersOf({ topology, sites }: InternetDeployment): readonly number[] {
  const all = sites.flatMap(({ origin }) =>
    Array.from(neighbourIndices(topology.providers, findAs(topology, origin)), (index) => topology.asns[index]),
  );
  return [...new Set(all)].sort((a, b) => a - b);
}

/**
 * The sessions with the carrier end at all sites. BGP moves users whose address is still announced to their network; DNS moves the
 * rest to their fastest address, if it is at a site that still has a session.
 */
export function loseCarrier(
  { services, catchments, steering, load }: Evaluation,
  carrier: number,
  find: FindOutcomes,
): CarrierLoss {
  const after = services.map(({ deployment }) => find(withoutNeighbour(deployment, carrier)));
  const clients = clientsOf({ catchments });
  const fastest = clients.map((_client, i) =>
    after.reduce((best, { site, rttMs }, s) => {
      if (site[i] < 0) return best;
      return best < 0 || rttMs[i] < after[best].rttMs[i] ? s : best;
    }, -1),
  );
  const { sites } = services[0].deployment;
  const demand = new Float64Array(sites.length);
  let [total, unanswered, byBgp, byDns] = [0, 0, 0, 0];
  const { weight, client, service } = partsOf(steering, clients);
  for (let p = 0; p < weight.length; p++) {
    const i = client[p];
    const before = catchments[service[p]].landings.site[i];
    const own = after[service[p]].site[i];
    const end = own >= 0 ? own : before < 0 || fastest[i] < 0 ? -1 : after[fastest[i]].site[i];
    total += weight[p];
    if (end < 0) unanswered += weight[p];
    else demand[end] += weight[p];
    if (own >= 0 && own !== before) byBgp += weight[p];
    if (own < 0 && end >= 0) byDns += weight[p];
  }
  const scale = load.sites.reduce((sum, { legitimate }) => sum + legitimate, load.unrouted.legitimate) / total;
  const demands = sites.map(({ name, capacity }, s) => ({
    site: name,
    legitimate: scale * demand[s],
    ...(capacity !== undefined && { capacity }),
  }));
  return {
    load: loadOf(demands, { legitimate: scale * unanswered, attack: 0 }),
    movedByBgp: byBgp / total,
    movedByDns: byDns / total,
  };
}

/** The same announcements, to all neighbours but one; a site without another neighbour announces nothing. */
function withoutNeighbour(deployment: InternetDeployment, asn: number): InternetDeployment {
  const announcements = deployment.announcements
    .map((each) => ({ ...each, neighbours: each.neighbours?.filter((neighbour) => neighbour !== asn) }))
    .filter(({ neighbours }) => neighbours === undefined || neighbours.length > 0);
  return { ...deployment, announcements };
}
