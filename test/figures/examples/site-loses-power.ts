// Queries at 1,000 a second, 10 s before site A loses power and then until B answers: AS1 has A behind a customer and B behind its provider.
import { converge } from "../../../lib/kit/routing/convergence/converge.js";
import { queryStream } from "../../../lib/kit/routing/convergence/replay/query-stream.js";
import type { Detection } from "../../../lib/kit/routing/convergence/events.js";
import { world } from "../../routing/bgp/world.js";

const topology = world("1>10 2>20 2>1");

export const siteLosesPower = (
  detection: Detection,
  { toMs, clients = [1] }: { toMs: number; clients?: readonly number[] },
) =>
  queryStream({
    history: converge({
      topology,
      announcements: [
        { site: "A", origin: 10 },
        { site: "B", origin: 20 },
      ],
      start: "settled",
      events: [{ kind: "site-down", at: 10_000, site: "A", detection }],
    }),
    clients: clients.map((asn) => ({ asn })),
    perSecond: 1000,
    fromMs: 0,
    toMs,
  });
