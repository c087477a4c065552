// Up to four prefixes in one pass over the graph: a row of neighbours is read once for all of them. Each prefix climbs by itself,
// since few ASes take part in that; across and down, their routes are cells (cells.ts), and ASes that hear the same are solved once.
import type { CompiledAsGraph } from "../../../../topology/index.js";
import type { ResolvedProblem } from "../../problem.js";
import { climb, type Ascent } from "./ascent.js";
import {
  announcementsIn,
  announcementIn,
  fitsCells,
  FROM_PEER,
  FROM_PROVIDER,
  keyIn,
  LANES,
  layoutFor,
  NONE,
  offerToRow,
  readColumns,
  settleCells,
  type Layout,
} from "./cells.js";
import { descentOf, type Descent } from "./descent.js";
import { CLASS, CUSTOMER_HOP, OWN, UNREACHED, withinClass } from "./key.js";
import { columnsFor, workspaceOf, type Columns, type PhaseResult } from "./phase-result.js";
import { twinsOf, type Twins } from "./twins.js";

/**
 * Solves up to LANES problems of one topology, which keep Gao and Rexford's conditions, have no special cases and drain no site.
 * @returns undefined if routes do not fit into cells, or ASes are each other's providers
 */
export function solveTogether(problems: readonly ResolvedProblem[], ranks: Int32Array): PhaseResult[] | undefined {
  const { topology } = problems[0];
  const descent = descentOf(topology, ranks);
  if (!descent) return undefined;
  const layout = layoutFor(descent, Math.max(...problems.map(({ announcements }) => announcements.length)));
  // Taken out while they hold routes: if anything throws, the next call makes new ones.
  const twins = twinsOf(topology, descent);
  const scratch =
    scratches.get(topology) ?? scratchFor(topology.asns.length, descent.byNumber.length, twins.rows.offsets.length - 1);
  scratches.delete(topology);
  const lanes = problems.map((problem, p) => laneOf(problem, ranks, scratch.columns[p]));
  if (!lanes.every(({ longest }) => fitsCells(descent, longest, layout))) return undefined;
  const result = settle(lanes, descent, twins, layout, scratch);
  scratches.set(topology, scratch);
  return result;
}

/** Memory that successive calls use again; between two of them it holds no route. */
interface Scratch {
  readonly columns: readonly Columns[];
  /** By AS index, a bit for each lane in whose columns the AS has a route. */
  readonly touched: Uint8Array;
  /** What ASes with customers export, by their number; each is written before it is read. */
  readonly told: Int32Array;
  /** What peers export, by row. */
  readonly offers: readonly Int32Array[];
}

const scratches = new WeakMap<CompiledAsGraph, Scratch>();

const scratchFor = (ases: number, sellers: number, rows: number): Scratch => ({
  columns: Array.from({ length: LANES }, () => columnsFor(ases)),
  touched: new Uint8Array(ases),
  told: new Int32Array(LANES * sellers),
  offers: Array.from({ length: LANES }, () => new Int32Array(rows)),
});

/** A prefix after its routes climbed. */
interface Lane extends Ascent {
  /** ASes that have a route in the columns, possibly several times: origins, their neighbours, and climbers. */
  readonly ases: readonly number[];
}

function laneOf(problem: ResolvedProblem, ranks: Int32Array, columns: Columns): Lane {
  const { nobody } = workspaceOf(problem.topology);
  const ascent = climb(problem, ranks, columns);
  const climbers = ascent.climbers.slice();
  ascent.sow(1, nobody);
  ascent.sow(2, nobody);
  const ases = [...problem.origins.keys(), ...climbers];
  for (const { hearer } of ascent.seeds) ases.push(hearer);
  return { ...ascent, climbers, ases };
}

function settle(
  lanes: readonly Lane[],
  descent: Descent,
  twins: Twins,
  layout: Layout,
  { touched, told, offers }: Scratch,
): PhaseResult[] {
  const { numberOf, byNumber, sellers } = descent;
  const { rows, rowOf, peers } = twins;
  const cells = new Int32Array(LANES * (rows.offsets.length - 1));
  offers.forEach((ofLane) => ofLane.fill(NONE));
  /** What an AS with a route in the columns exports to its customers, as they see it. */
  const exported = ({ key, via, bits, silent }: Lane, v: number): number => {
    const number = via[v] >> bits;
    if (key[v] === OWN || silent[number] === 1) return NONE;
    const length = withinClass(key[v]) + CUSTOMER_HOP;
    return FROM_PROVIDER + (length << layout.lengthAt) + (numberOf[v] << layout.neighbourAt) + number;
  };
  /** Gives an AS with a route in the columns the one of its cell where that is better. */
  const compare = ({ key, via, bits, wins }: Lane, v: number, p: number) => {
    const cell = cells[LANES * rowOf[v] + p];
    if (cell === NONE || key[v] < CLASS) return;
    const offered = keyIn(cell, layout);
    const teller = byNumber[(cell >> layout.neighbourAt) & layout.numbers];
    if (!wins(v, offered, teller)) return;
    key[v] = offered;
    via[v] = (announcementIn(cell, layout) << bits) | teller;
  };

  lanes.forEach((lane, p) => {
    for (const v of lane.ases) touched[v] |= 1 << p;
    for (const v of lane.climbers) {
      const offer = exported(lane, v);
      if (offer !== NONE) offerToRow(peers, v, offer - FROM_PROVIDER + FROM_PEER, offers[p]);
    }
  });
  settleCells(twins, offers, cells, told, layout, (row) => {
    const v = sellers.ases[row];
    if (touched[v] === 0) return;
    lanes.forEach((lane, p) => {
      if ((touched[v] & (1 << p)) === 0) return;
      compare(lane, v, p);
      told[LANES * numberOf[v] + p] = exported(lane, v);
    });
  });

  const announcements = announcementsIn(cells, rowOf, layout);
  return lanes.map((lane, p) => {
    const { key, via, bits } = lane;
    const announcement = announcements[p];
    const own: number[] = []; // AS, key, via
    for (const v of lane.ases) {
      if ((touched[v] & (1 << p)) === 0) continue;
      touched[v] -= 1 << p;
      if (numberOf[v] < 0) compare(lane, v, p);
      own.push(v, key[v], via[v]);
      announcement[v] = via[v] >> bits;
      key[v] = UNREACHED;
      via[v] = -1;
    }
    return onDemand(announcement, () => {
      const columns = columnsFor(announcement.length);
      readColumns(cells, p, rowOf, byNumber, announcement, layout, columns);
      for (let i = 0; i < own.length; i += 3) {
        columns.key[own[i]] = own[i + 1];
        columns.via[own[i]] = own[i + 2];
      }
      return columns;
    });
  });
}

/** A result whose next hops are read from the cells on first use. */
function onDemand(announcement: Int16Array, read: () => Columns): PhaseResult {
  let columns: Columns | undefined;
  const known = () => (columns ??= read());
  return {
    announcement,
    get key() {
      return known().key;
    },
    get via() {
      return known().via;
    },
    get bits() {
      return known().bits;
    },
  };
}
