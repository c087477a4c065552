// Maglev (Eisenbud et al., NSDI 2016, section 3.4): members take turns claiming rows of a table, each in its own order. Shares
// are even to within a row, and a change moves little more than necessary: a few flows of remaining members move too.
import { TrafficError } from "../error.js";
import { checkMembers, weightOf, type Member, type Scheme } from "./group.js";
import { hash32 } from "./hash.js";

/** The default size of the table: prime, and over 100 rows for each of 655 members (also Envoy's default). */
export const MAGLEV_ROWS = 65_537;

/** The largest table that Envoy allows. */
const MOST_ROWS = 5_000_011;

/**
 * Maglev hashing with a table of this many rows, a prime (Eisenbud et al. 2016, section 3.4). Throws TrafficError for other numbers.
 * @example maglevWith(251)(["A", "B"]).choose(7) // "B"
 */
export const maglevWith =
  (rows: number): Scheme =>
  (given) => {
    const members = checkMembers(given, "Maglev");
    const table = maglevTable(members, rows);
    return { scheme: "Maglev", members, choose: (hash) => members[table[hash % rows]].name };
  };

/**
 * Maglev's table with its usual number of rows (Eisenbud et al. 2016).
 * @example maglev(["A", "B", "C"]).choose(7) // "B"
 */
export const maglev: Scheme = maglevWith(MAGLEV_ROWS);

/**
 * The member of each row, by number. `claimed` hears of each row as it is taken, in the order of the turns.
 * @throws TrafficError if the number of rows is not prime
 */
export function maglevTable(
  members: readonly Member[],
  rows: number,
  claimed?: (row: number, member: number) => void,
): Int32Array {
  if (!(rows <= MOST_ROWS && isPrime(rows) && rows >= members.length))
    throw new TrafficError(
      `The rows of a Maglev table for ${members.length} members must be a prime of at most ${MOST_ROWS}, such as 251 or ${MAGLEV_ROWS} (got ${rows}).`,
    );
  const next = members.map(({ name }) => hash32(name, 1) % rows);
  const skip = members.map(({ name }) => (hash32(name, 2) % (rows - 1)) + 1);
  const most = Math.max(...members.map(weightOf));
  const pace = members.map((each) => weightOf(each) / most); // a member with half the weight gets every second turn
  const turns = members.map(() => 0);
  const table = new Int32Array(rows).fill(-1);
  const after = (row: number, i: number) => (row + skip[i] < rows ? row + skip[i] : row + skip[i] - rows); // modulo rows
  for (let filled = 0; filled < rows;) {
    for (let i = 0; i < members.length && filled < rows; i++) {
      turns[i] += pace[i];
      if (turns[i] < 1) continue;
      turns[i] -= 1;
      let row = next[i];
      while (table[row] >= 0) row = after(row, i);
      table[row] = i;
      claimed?.(row, i);
      next[i] = after(row, i);
      filled++;
    }
  }
  return table;
}

function isPrime(n: number): boolean {
  if (!Number.isInteger(n) || n < 2) return false;
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return true;
}
