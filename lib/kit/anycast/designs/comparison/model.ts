// A comparison of designs after reading: one AS with its sites, the designs, the data of DNS, the sites that fail.
import type { Transit } from "../../internet/index.js";
import type { Connections } from "../connections-broken.js";
import type { Design } from "../design.js";
import type { Transaction } from "../evaluate.js";
import type { DnsSteering } from "../steering.js";

export interface ComparedSite {
  readonly city: string;
  /** As in attachOrigin. */
  readonly providers?: number | readonly number[];
  readonly peers?: number | readonly number[];
  readonly withinKm?: number;
  readonly capacity?: number;
}

export interface DesignComparison {
  /** ASes of the generated Internets, and their seeds. */
  readonly ases: number;
  readonly seeds: readonly number[];
  /** Number of cities with users in these Internets. Defaults to the cities of the kit's table. */
  readonly cities?: number;
  /** The AS that all sites belong to, and its providers; see attachOrigin. */
  readonly asn: number;
  readonly transit?: Transit;
  readonly sites: Readonly<Record<string, ComparedSite>>;
  /** Total demand, in the unit of the capacities. */
  readonly demand?: number;
  readonly designs: Readonly<Record<string, Design>>;
  readonly dns: DnsSteering;
  /** Sets of sites that fail together. */
  readonly failures: readonly (readonly string[])[];
  readonly bgpSeconds?: number;
  readonly dnsSeconds?: number;
  /** Connection rate of users and rate of route changes; see connectionsBroken. */
  readonly connections?: Connections;
  /** What a user does with a connection; see evaluate. */
  readonly transaction?: Transaction;
}
