// Anycast deployments whose shares were published and whose upstreams are named, copied from the sources. Only this is known to
// the plain model: who announces for each site, and how often the AS path is prepended.

/** Who carries a site's announcement: networks by ASN, or a hosting network at one of its PoPs, with the neighbours it has there. */
export type Carrier = readonly number[] | { readonly hostedAt: string };

export interface PublishedAnnouncement {
  readonly deployment: string;
  /** What was announced differently; absent if nothing was. */
  readonly changed?: string;
  /** YYYY-MM, of the measurement. */
  readonly date: string;
  readonly sites: Readonly<Record<string, Carrier>>;
  /** Site -> times its AS path is prepended. */
  readonly prepend?: Readonly<Record<string, number>>;
  /** Site -> published percent, or counts of what `of` names. */
  readonly measured: Readonly<Record<string, number>>;
  /** Whether `measured` counts; otherwise it is in percent. */
  readonly counts?: true;
  readonly of: string;
  readonly source: string;
  /** A neighbour of a hosted site without which the plain model is computed once more, to show what it brings. */
  readonly without?: { readonly site: string; readonly neighbour: number };
  readonly why: string;
}

const verfploeter = "de Vries et al., Broad and Load-Aware Anycast Mapping with Verfploeter, ACM IMC 2017";

const bRoot = {
  deployment: "B-Root, two sites",
  date: "2017-05",
  sites: { "Los Angeles": [226], Miami: [20080] },
} as const;

/** The files of "Anycast Agility: Network Playbooks to Fight DDoS" (Rizvi et al., USENIX Security 2022). */
const agility = (file: string) =>
  `Rizvi et al., Anycast Agility, USENIX Security 2022: github.com/LMBertholdo/anygility-pynb-usenix, ${file}; ` +
  "upstreams: peer_as in the .routing files of github.com/LMBertholdo/anygility-tangled (64515 is the session with Vultr)";

/** A run of 2022 with the sites of 2019. */
const sameFour =
  "communities/community-baseline#ipv4,uk-lnd,fr-par,us-mia,au-syd#2022-03-04-13h03m.routing has these four";

const fig6 = "tangled-catchment-distribution-fig6/stats_files";
const poison = "ddos-poison-fig14/poison-method/POISON";

const london = { hostedAt: "london" };
const paris = { hostedAt: "paris" };
const sydney = { hostedAt: "sydney" };
const miami = [20080];
/** The site also meets networks at the exchange of Porto Alegre, which the source does not list. */
const portoAlegre = [264575, 262605];

/** Found by looking at what was wrong: it explains a row, and predicts nothing. */
const withoutTelstra = { without: { site: "Sydney", neighbour: 1221 } } as const;

const replies = { counts: true, of: "answering /24 blocks" } as const;

const fourSites = {
  deployment: "Tangled testbed, four sites",
  sites: { London: london, Miami: miami, Paris: paris, Sydney: sydney },
  ...withoutTelstra,
  ...replies,
} as const;

const threeSites = {
  deployment: "Tangled testbed, three sites",
  date: "2020-04",
  sites: { London: london, Miami: miami, Sydney: sydney },
  ...replies,
} as const;

const withPortoAlegre = {
  deployment: "Tangled testbed, three sites with Porto Alegre",
  date: "2021-04",
  sites: { London: london, Miami: miami, "Porto Alegre": portoAlegre },
  ...replies,
} as const;

const fiveSites = {
  deployment: "Tangled testbed, five sites",
  date: "2022-03",
  sites: { London: london, Miami: miami, Paris: paris, "Porto Alegre": portoAlegre, Sydney: sydney },
  ...replies,
} as const;

const sameCarriers =
  "London and Sydney are PoPs of one hosting network and buy from the same carriers. A tied carrier is split evenly here; in fact " +
  "it leaves at the nearer PoP. That is at most 13 of Sydney's 21 points. What only Sydney has counts for more: without its carrier " +
  "AS1221 it has 21 %.";
const customerRoute =
  "Porto Alegre's upstreams buy from large networks, and these prefer a customer's route in the model.";

export const publishedAnnouncements: readonly PublishedAnnouncement[] = [
  {
    ...bRoot,
    measured: { "Los Angeles": 81.4, Miami: 18.6 },
    of: "queries",
    source: `${verfploeter}; RFC 9199, 3.3`,
    why: "Two sites behind two networks. Each tied AS counts half for each site here; if all ties go to the lower ASN, Los Angeles has 79.1 %.",
  },
  {
    ...bRoot,
    measured: { "Los Angeles": 87.8, Miami: 12.2 },
    of: "answering /24 blocks",
    source: `${verfploeter}; https://labs.ripe.net/author/wouter_de_vries/verfploeter-broad-and-load-aware-anycast-mapping`,
    why: "The same sites in another unit: blocks are not where the queries are, and neither are ASes.",
  },
  {
    ...fourSites,
    date: "2019-10",
    measured: { London: 1_476_369, Miami: 684_420, Paris: 581_763, Sydney: 884_689 },
    source: `${agility("playbook_analysis/load-2019-10-09-1570664389/baseline-CDG,LHR,MIA,SYD.load.txt")}; ${sameFour}`,
    why: "Sydney is too large. In the list of 2023 it alone buys from AS1221; without that it has 17 %, and 72 % of the ASes tie.",
  },
  {
    ...fourSites,
    date: "2019-11",
    measured: { London: 1_381_428, Miami: 1_007_844, Paris: 486_250, Sydney: 632_906 },
    source: `${agility(`${fig6}/load-2019-11-06-1573066000/baseline-CDG,LHR,MIA,SYD.load.txt`)}; ${sameFour}`,
    why: "The same announcement four weeks later. The measured shares have moved by 10 points at Miami; the model knows of no change.",
  },
  {
    ...threeSites,
    ...withoutTelstra,
    measured: { London: 1_939_994, Miami: 917_275, Sydney: 702_410 },
    source: agility(`${fig6}/2020-04-04-1585997782-3-sites-used/compat-stats-baseline-1647216000.txt`),
    why: sameCarriers,
  },
  {
    ...threeSites,
    changed: "one prepend at London",
    prepend: { London: 1 },
    measured: { London: 835_244, Miami: 1_941_946, Sydney: 727_950 },
    source: agility(
      `${fig6}/2020-04-04-1585997782-3-sites-used/compat-stats-prepend-positive-1x-uk-lnd-1647216000.txt`,
    ),
    why: "London loses half in both. The blocks that left went to Miami; in the model about half of the ASes go to Sydney.",
  },
  {
    ...threeSites,
    changed: "one prepend at Miami",
    prepend: { Miami: 1 },
    measured: { London: 2_383_692, Miami: 204_032, Sydney: 963_118 },
    source: agility(
      `${fig6}/2020-04-04-1585997782-3-sites-used/compat-stats-prepend-positive-1x-us-mia-1647216000.txt`,
    ),
    why: "Miami keeps what its upstream's customers and peers bring. Contracts decide that, and the graph has them.",
  },
  {
    ...withPortoAlegre,
    measured: { London: 1_918_203, Miami: 717_589, "Porto Alegre": 772_640 },
    source: agility(`${poison}_baseline_PINGER-us-mia_DRAIN-nodrain_poa-lnd-mia_2021-04-27-03-38.csv.stats`),
    why: customerRoute,
  },
  {
    ...withPortoAlegre,
    changed: "three prepends at London and Porto Alegre",
    prepend: { London: 3, "Porto Alegre": 3 },
    measured: { London: 555_971, Miami: 2_447_988, "Porto Alegre": 398_106 },
    source: agility(`${poison}_-3xMIA_PINGER-us-mia_DRAIN-nodrain_poa-lnd-mia_2021-04-27-04-23.csv.stats`),
    why: "London is right. Prepending took half of Porto Alegre's blocks away, so the networks above it do not all prefer it.",
  },
  {
    ...fiveSites,
    measured: { London: 877_247, Miami: 265_890, Paris: 639_643, "Porto Alegre": 497_424, Sydney: 786_285 },
    source: agility(
      `${fig6}/2022-03-24-new-5-sites/baseline#ipv4,uk-lnd,fr-par,br-poa,us-mia,au-syd#2022-03-24-04h17m.stats`,
    ),
    why: customerRoute,
  },
  {
    ...fiveSites,
    changed: "one prepend at Miami",
    prepend: { Miami: 1 },
    measured: { London: 883_859, Miami: 121_614, Paris: 562_897, "Porto Alegre": 536_510, Sydney: 936_632 },
    source: agility(
      `${fig6}/2022-03-24-new-5-sites/prepend-positive-1x-us-mia-anycast01#ipv4,au-syd,br-poa,us-mia,uk-lnd,fr-par#2022-03-24-06h00m.stats`,
    ),
    why: "Miami loses half in both; the other sites are as wrong as before.",
  },
];
