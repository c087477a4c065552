// What a comparison of designs says, once it is read: one AS with its sites, the designs, what DNS knows, which sites die.
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
  /** In how many cities of these Internets users live. Defaults to those of the kit's table. */
  readonly cities?: number;
  /** The AS that all sites belong to, and whom it buys from; see attachOrigin. */
  readonly asn: number;
  readonly transit?: Transit;
  readonly sites: Readonly<Record<string, ComparedSite>>;
  /** What all users ask, in the unit of the capacities. */
  readonly demand?: number;
  readonly designs: Readonly<Record<string, Design>>;
  readonly dns: DnsSteering;
  /** Sets of sites that die together. */
  readonly failures: readonly (readonly string[])[];
  readonly bgpSeconds?: number;
  readonly dnsSeconds?: number;
  /** How many connections users make and how often routes change; see connectionsBroken. */
  readonly connections?: Connections;
  /** What a user does with a connection; see evaluate. */
  readonly transaction?: Transaction;
}
