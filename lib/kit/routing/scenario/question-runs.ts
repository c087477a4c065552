// The part of a question that routing does not decide: connections over the scenario's routes, packets that a router balances, path
// MTU, servers behind one router, designs with DNS. Here are the fields; anycast/questions runs them.
import * as z from "zod/mini";
import { byAsn, ms } from "./fields.js";

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));
const range = z.tuple([z.number(), z.number()]);
const named = { name: z.string().check(z.minLength(1)) };

/** The ends of a download as a client sees them. */
const outcome = z.enum(["complete", "broken", "waiting"]);

export const questionRunSchema = z.discriminatedUnion("kind", [
  /** Every client of the scenario downloads a file over TCP while the scenario's events happen. */
  z.strictObject({
    ...named,
    kind: z.literal("download"),
    startMs: z._default(ms, 0),
    bytes: z._default(count(1_000_000), 8000),
    /** How fast the server sends. Defaults to as fast as TCP allows. */
    pace: z.optional(z.strictObject({ bytes: count(1_000_000), everyMs: ms })),
    /** What a site does with packets of a connection that another site has. */
    strangers: z._default(z.enum(["reset", "silence", "forward to the owner"]), "reset"),
    expect: byAsn(outcome),
  }),
  /** Downloads through one router that balances over several sites. */
  z.strictObject({
    ...named,
    kind: z.literal("balanced"),
    fields: z.enum(["L3", "5-tuple", "flow label", "per packet"]),
    sites: count(16),
    downloads: count(200),
    expect: z.strictObject({ complete: range }),
  }),
  /** Downloads whose answers are larger than the clients' links carry; servers share one address behind one router. */
  z.strictObject({
    ...named,
    kind: z.literal("path-mtu"),
    mtu: z.int().check(z.minimum(576), z.maximum(9000)),
    bytes: z._default(count(100_000), 5000),
    servers: count(64),
    clients: count(200),
    cure: z._default(z.enum(["none", "clamp the MSS", "probe", "hash the embedded header"]), "none"),
    expect: z.strictObject({ complete: range }),
  }),
  /** Servers behind one router: the flows that move when one leaves, or when it returns. */
  z.strictObject({
    ...named,
    kind: z.literal("backends"),
    scheme: z.enum(["modulo", "hash-threshold", "rendezvous", "ring", "Maglev", "resilient buckets"]),
    servers: z.int().check(z.minimum(2), z.maximum(64)),
    change: z.enum(["leaves", "returns"]),
    /** Shares of all flows, 0..1: flows that move; flows that move although their server stayed. */
    expect: z.strictObject({ moved: z.optional(range), collateral: z.optional(range) }),
  }),
  /** The designs of one service on a generated Internet: a file of `anycast compare`. */
  z.strictObject({
    ...named,
    kind: z.literal("designs"),
    comparison: z.looseObject({}),
    /** By design: the mean round trip, ms; the share of users at their best site; the mean outage of users whose site fails, s. */
    expect: z.record(
      z.string(),
      z.strictObject({
        meanMs: z.optional(range),
        atBestSite: z.optional(range),
        outageSeconds: z.optional(range),
      }),
    ),
  }),
]);

export type QuestionRun = z.infer<typeof questionRunSchema>;
