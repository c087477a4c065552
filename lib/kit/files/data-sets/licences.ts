// The terms of the data sets, in short, with the address of the full text.

export interface Licence {
  readonly name: string;
  readonly address: string;
  /** What it asks of the user, one sentence each. */
  readonly asks: readonly string[];
  /** Whether the user must accept it before the data are fetched. */
  readonly mustAccept: boolean;
}

/** CAIDA's agreement, read in its version of 2025. */
export const caida: Licence = {
  name: "CAIDA Acceptable Use Agreement for Publicly Accessible Datasets",
  address: "https://www.caida.org/about/legal/aua/public_aua/",
  asks: [
    "You may copy, modify and use the data. The licence is not transferable: do not redistribute them.",
    'In a publication, cite "The CAIDA UCSD AS Relationships Dataset - [dates used]", https://catalog.caida.org/dataset/as_relationships_serial_1',
    "Report the publication to CAIDA: https://catalog.caida.org/publications/report-publication",
    "The data come as they are, without warranty.",
  ],
  mustAccept: true,
};

export const bsd3: Licence = {
  name: "BSD-3-Clause (Copyright 2020, Zitong Jin)",
  address: "https://github.com/Zitong-Jin/TopoScope", // the file LICENSE
  asks: ["Cite Jin et al., TopoScope: Recover AS Relationships From Fragmentary Observations, ACM IMC 2020."],
  mustAccept: false,
};

export const sermpezis: Licence = {
  name: "MIT (Pavlos Sermpezis)",
  address: "https://github.com/sermpezis/bgp-estimation", // the file LICENSE
  asks: ["Cite Sermpezis, Kotronis, Arakadakis, Vakali: Estimating the Impact of BGP Prefix Hijacking, IFIP Networking 2021."], // prettier-ignore
  mustAccept: false,
};

export const pddl: Licence = {
  name: "Public domain (PDDL 1.0), IPtoASN",
  address: "https://iptoasn.com/",
  asks: [],
  mustAccept: false,
};

export const topoHub: Licence = {
  name: "MIT (TopoHub, Piotr Jurkiewicz)",
  address: "https://github.com/piotrjurkiewicz/topohub", // the file LICENSE
  asks: [
    "Cite Jurkiewicz: TopoHub: A repository of reference Gabriel graph and real-world topologies, SoftwareX 2023.",
    "For topozoo/..., cite Knight et al.: The Internet Topology Zoo, IEEE JSAC 29(9), 2011.",
  ],
  mustAccept: false,
};
