// Turns links as read into a graph fit for policy routing: no duplicate pair, no pair with two relationships, no provider
// cycle. Each repair follows a rule of findings.ts and is reported. A clean file costs one linear pass.
import { compileColumns } from "./compile.js";
import { findAs, type Adjacency, type CompiledAsGraph } from "./compiled.js";
import { growingColumns, PEER, PROVIDER_CUSTOMER, type LinkColumns } from "./columns.js";
import { providerCycles } from "./cycles.js";
import type { FindingList } from "./findings.js";

/** @param lineOf the line a link was read from, by its position in the columns */
export function compileClean(
  columns: LinkColumns,
  findings: FindingList,
  lineOf?: (link: number) => number,
): CompiledAsGraph {
  const graph = compileColumns(columns);
  const unique = isSimple(graph) ? columns : oneLinkPerPair(columns, findings, lineOf);
  return breakCycles(unique, unique === columns ? graph : compileColumns(unique), findings);
}

/** Whether no row contains a duplicate or the AS itself, and no two rows of an AS share a neighbour. */
function isSimple({ asns, providers, customers, peers }: CompiledAsGraph): boolean {
  for (let v = 0; v < asns.length; v++) {
    for (const { offsets, targets } of [providers, customers, peers])
      for (let i = offsets[v]; i < offsets[v + 1]; i++)
        if (targets[i] === v || (i > offsets[v] && targets[i] === targets[i - 1])) return false;
    if (meet(v, providers, customers) || meet(v, providers, peers) || meet(v, customers, peers)) return false;
  }
  return true;
}

function meet(v: number, one: Adjacency, other: Adjacency): boolean {
  let i = one.offsets[v];
  let j = other.offsets[v];
  while (i < one.offsets[v + 1] && j < other.offsets[v + 1]) {
    if (one.targets[i] === other.targets[j]) return true;
    if (one.targets[i] < other.targets[j]) i++;
    else j++;
  }
  return false;
}

function oneLinkPerPair(columns: LinkColumns, findings: FindingList, lineOf = (link: number) => link + 1): LinkColumns {
  const { a, b, kind, length } = columns;
  const positions = new Map<number, number[]>();
  for (let i = 0; i < length; i++) {
    if (a[i] === b[i]) findings.add("self-link", `AS${a[i]} is listed as its own neighbour`, lineOf(i));
  }
  const { asns, rank } = ranks(columns);
  const keyOf = (i: number) => Math.min(rank.a[i], rank.b[i]) * asns + Math.max(rank.a[i], rank.b[i]);
  for (let i = 0; i < length; i++) {
    if (a[i] === b[i]) continue;
    const same = positions.get(keyOf(i));
    if (same) same.push(i);
    else positions.set(keyOf(i), [i]);
  }
  const out = growingColumns(length);
  for (const [first, ...more] of positions.values()) {
    const alike = (i: number) => kind[i] === kind[first] && (kind[i] === PEER || a[i] === a[first]);
    for (const i of more)
      if (alike(i))
        findings.add("duplicate-link", `AS${a[i]} and AS${b[i]} again, as on line ${lineOf(first)}`, lineOf(i));
    const differs = more.find((i) => !alike(i));
    if (differs === undefined) {
      out.push(a[first], b[first], kind[first]);
      continue;
    }
    const where = `AS${a[differs]} and AS${b[differs]}: different relationship on line ${lineOf(first)}`;
    findings.add("two-relationships", where, lineOf(differs));
    const transit = [first, ...more].filter((i) => kind[i] === PROVIDER_CUSTOMER);
    const mutual = transit.some((i) => a[i] !== a[transit[0]]);
    out.push(a[transit[0]], b[transit[0]], mutual ? PEER : PROVIDER_CUSTOMER);
  }
  return out;
}

function ranks({ a, b }: LinkColumns) {
  const numbers = new Map<number, number>();
  const number = (asn: number) => numbers.get(asn) ?? (numbers.set(asn, numbers.size), numbers.size - 1);
  const rank = { a: Array.from(a, number), b: Array.from(b, number) };
  return { asns: numbers.size, rank };
}

/** Links that are looked at in rounds which break cycles link by link, ten rounds at least; measured graphs need one or two. */
const LOOKED_AT = 5_000_000;

function breakCycles(columns: LinkColumns, graph: CompiledAsGraph, findings: FindingList): CompiledAsGraph {
  let current = graph;
  const kind = columns.kind.slice();
  const customersOf = (v: number) => current.customers.offsets[v + 1] - current.customers.offsets[v];
  let rounds = 0;
  for (let cycles = providerCycles(current.customers); cycles.length > 0; cycles = providerCycles(current.customers)) {
    if (++rounds > Math.max(10, LOOKED_AT / columns.length))
      return breakAllCycles({ ...columns, kind }, { graph: current, cycles }, findings);
    const inCycle = new Map(cycles.flatMap((members, c) => Array.from(members, (v) => [v, c] as const)));
    const worst = cycles.map(() => ({ link: -1, excess: -Infinity }));
    for (let i = 0; i < columns.length; i++) {
      if (kind[i] === PEER) continue;
      const provider = findAs(current, columns.a[i]);
      const customer = findAs(current, columns.b[i]);
      const c = inCycle.get(provider);
      if (c === undefined || c !== inCycle.get(customer)) continue;
      const excess = customersOf(customer) - customersOf(provider);
      if (excess > worst[c].excess) worst[c] = { link: i, excess };
    }
    cycles.forEach((members, c) => {
      const { link } = worst[c];
      kind[link] = PEER;
      const ring = Array.from(members.subarray(0, 6), (v) => `AS${current.asns[v]}`).join(", ");
      const more = members.length > 6 ? ` and ${members.length - 6} more` : "";
      const text = `${ring}${more}: AS${columns.a[link]} and AS${columns.b[link]} become peers`;
      findings.add("provider-cycle", text);
    });
    current = compileColumns({ a: columns.a, b: columns.b, kind, length: columns.length });
  }
  return current;
}

/** Of a graph that is mostly cycles: every link in them whose provider has fewer customers, or as many and a higher ASN, at once. */
function breakAllCycles(
  { a, b, kind, length }: LinkColumns,
  { graph, cycles }: { readonly graph: CompiledAsGraph; readonly cycles: readonly Int32Array[] },
  findings: FindingList,
): CompiledAsGraph {
  const cycleOf = new Int32Array(graph.asns.length).fill(-1);
  cycles.forEach((members, c) => members.forEach((v) => (cycleOf[v] = c)));
  const customersOf = (v: number) => graph.customers.offsets[v + 1] - graph.customers.offsets[v];
  const kinds = kind.slice();
  for (let i = 0; i < length; i++) {
    if (kinds[i] === PEER) continue;
    const [provider, customer] = [findAs(graph, a[i]), findAs(graph, b[i])];
    if (cycleOf[provider] < 0 || cycleOf[provider] !== cycleOf[customer]) continue;
    const excess = customersOf(customer) - customersOf(provider) || provider - customer;
    if (excess <= 0) continue;
    kinds[i] = PEER;
    findings.add("provider-cycle", `AS${a[i]} and AS${b[i]} become peers`);
  }
  return compileColumns({ a, b, kind: kinds, length });
}
