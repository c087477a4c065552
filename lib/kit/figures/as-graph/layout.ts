// Positions of the ASes of a diagram. Rows by rule: every AS below all its providers, peers in one row where possible (layers
// as in Sugiyama et al. 1981). Within the rows, a search for few crossings and short lines.
import { randomFrom, type Random } from "../../topology/generator/index.js";
import { FigureError, lruCache } from "../core/index.js";
import { linkEnds, type AsGraphContents, type AsNode, type AsNodeLink } from "./model.js";

/** A position in a grid: neighbours in a row are at least two columns apart. */
export interface Spot {
  readonly column: number;
  readonly row: number;
}

/** By position in the list of ASes. Deterministic. */
export type Layout = readonly Spot[];

const known = lruCache<Layout>(32);

/**
 * @param hangs whether marks are attached to each AS: the space below it is kept free of lines
 * @throws FigureError for a cycle of providers
 */
export function layoutOf(ases: readonly AsNode[], links: readonly AsNodeLink[], hangs: readonly boolean[]): Layout {
  if (ases[0].x !== undefined) return ases.map(({ x, y }) => ({ column: 2 * x!, row: y! }));
  const key = JSON.stringify([
    ases.map(({ asn }) => asn),
    links.map((link) => [linkEnds(link), "peers" in link]),
    hangs,
  ]);
  return known(key, () => search(ases, links, hangs));
}

/**
 * Adds the position of every AS to the contents of a diagram, as drawing finds it: for a search where no picture can be drawn, in
 * a worker.
 * @example withPositions({ ases: [{ asn: 1 }, { asn: 2 }], links: [{ provider: 1, customer: 2 }] }).ases[1].y // 1
 * @throws FigureError for a cycle of providers
 */
export function withPositions(contents: AsGraphContents): AsGraphContents {
  const { ases, links, sites = [], clients = [] } = contents;
  const hangs = ases.map(({ asn }) => sites.some((site) => site.origin === asn && site.neighbour === undefined) || clients.some((each) => each.asn === asn)); // prettier-ignore
  const spots = layoutOf(ases, links, hangs);
  return { ...contents, ases: ases.map((as, i) => ({ ...as, x: spots[i].column / 2, y: spots[i].row })) };
}

/** The state of the search. */
interface Grid {
  readonly rows: readonly number[];
  readonly ends: readonly (readonly [number, number])[];
  readonly hangs: readonly boolean[];
  readonly columns: number;
}

function search(ases: readonly AsNode[], links: readonly AsNodeLink[], hangs: readonly boolean[]): Layout {
  const indexOf = new Map(ases.map(({ asn }, i) => [asn, i]));
  const ends = links.map((link) => linkEnds(link).map((asn) => indexOf.get(asn)!) as [number, number]);
  const rows = levels(
    ases,
    ends.filter((_, i) => !("peers" in links[i])),
    ends.filter((_, i) => "peers" in links[i]),
  );
  const members = Array.from({ length: Math.max(...rows) + 1 }, (_, row) =>
    rows.flatMap((r, i) => (r === row ? [i] : [])),
  );
  const grid: Grid = { rows, ends, hangs, columns: 2 * Math.max(...members.map((row) => row.length)) + 1 };
  // Several starts, because one may end in a local optimum: the given order, and deterministic shuffles.
  const random = randomFrom(1);
  const starts = Array.from({ length: ases.length > 20 ? 4 : 16 }, (_, n) =>
    settle(start(n === 0 ? members : members.map((row) => shuffle(row, random)), grid.columns), grid),
  );
  const best = starts.reduce((a, b) => (cost(b, grid) < cost(a, grid) - 1e-9 ? b : a));
  return best.map((column, i) => ({ column, row: rows[i] }));
}

function shuffle(row: readonly number[], random: Random): number[] {
  const mixed = [...row];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
  }
  return mixed;
}

/** The row of each AS, 0 at the top. `transit` and `peers` are pairs of indexes, the provider first. */
export function levels(
  ases: readonly AsNode[],
  transit: readonly (readonly [number, number])[],
  peers: readonly (readonly [number, number])[],
): number[] {
  const rows = ases.map(() => 0);
  for (let round = 0, moved = true; moved; round++) {
    if (round > ases.length)
      throw new FigureError(
        `The AS graph has a cycle of providers near AS${ases[transit[0][0]].asn}. Remove one link.`,
      );
    moved = false;
    for (const [provider, customer] of transit)
      if (rows[customer] <= rows[provider]) {
        rows[customer] = rows[provider] + 1;
        moved = true;
      }
  }
  // A peer with room below moves down to its peers, because peers are drawn side by side.
  for (let round = 0; round < ases.length; round++)
    for (const [i] of ases.entries()) {
      const others = peers.flatMap(([a, b]) => (a === i ? [rows[b]] : b === i ? [rows[a]] : []));
      const floor = Math.min(
        ...transit.flatMap(([provider, customer]) => (provider === i ? [rows[customer] - 1] : [])),
        Infinity,
      );
      const wanted = Math.min(Math.max(...others, 0), floor);
      if (wanted > rows[i]) rows[i] = wanted;
    }
  return rows;
}

/** Each row spread evenly. */
function start(order: readonly (readonly number[])[], columns: number): number[] {
  const at: number[] = [];
  for (const row of order) row.forEach((i, n) => (at[i] = Math.floor(((2 * n + 1) * columns) / (2 * row.length))));
  return at;
}

/** Moves one AS, or swaps two of a row, as long as the drawing improves. */
function settle(at: number[], grid: Grid): number[] {
  const { rows, columns } = grid;
  let now = cost(at, grid);
  const attempt = (change: () => void, undo: () => void): boolean => {
    change();
    const then = cost(at, grid);
    if (then < now - 1e-9) {
      now = then;
      return true;
    }
    undo();
    return false;
  };
  for (let better = true; better;) {
    better = false;
    for (let i = 0; i < at.length; i++) {
      for (let column = 0; column < columns; column++) {
        if (at.some((other, j) => j !== i && rows[j] === rows[i] && Math.abs(other - column) < 2)) continue;
        const was = at[i];
        if (attempt(() => (at[i] = column), () => (at[i] = was))) better = true; // prettier-ignore
      }
      for (let j = 0; j < i; j++) {
        if (rows[j] !== rows[i]) continue;
        const swap = () => ([at[i], at[j]] = [at[j], at[i]]);
        if (attempt(swap, swap)) better = true;
      }
    }
  }
  return at;
}

/** The cost of a drawing: crossing lines, lines behind boxes, long lines, boxes off the middle. */
function cost(at: readonly number[], grid: Grid): number {
  const { rows, ends, columns } = grid;
  let sum = 0;
  for (let l = 0; l < ends.length; l++) {
    const [a, b] = ends[l];
    const across = Math.abs(at[a] - at[b]);
    sum += rows[a] === rows[b] ? 0.8 * (across - 2) : 1.2 * across + 0.15 * across * across;
    for (let i = 0; i < at.length; i++) if (i !== a && i !== b && isBehind(at, grid, a, b, i)) sum += 14;
    for (let m = 0; m < l; m++) if (doCross(at, rows, ends[l], ends[m])) sum += 9;
  }
  for (const column of at) sum += 0.02 * (column - (columns - 1) / 2) ** 2;
  return sum;
}

/** Whether the line from a to b runs behind box i, or behind its attached marks. */
function isBehind(at: readonly number[], { rows, hangs }: Grid, a: number, b: number, i: number): boolean {
  if (rows[a] === rows[b]) return rows[i] === rows[a] && (at[i] - at[a]) * (at[i] - at[b]) < 0;
  const near = (row: number, reach: number) => {
    const part = (row - rows[a]) / (rows[b] - rows[a]);
    return part > 0 && part < 1 && Math.abs(at[a] + part * (at[b] - at[a]) - at[i]) < reach;
  };
  return near(rows[i], 1.2) || (hangs[i] && near(rows[i] + 0.5, 0.9));
}

type Ends = readonly [number, number];

function doCross(at: readonly number[], rows: readonly number[], [a, b]: Ends, [c, d]: Ends): boolean {
  if (a === c || a === d || b === c || b === d) return false;
  const side = (p: number, q: number, r: number) =>
    Math.sign((at[q] - at[p]) * (rows[r] - rows[p]) - (rows[q] - rows[p]) * (at[r] - at[p]));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
