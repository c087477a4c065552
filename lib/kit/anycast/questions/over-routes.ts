// Downloads over the scenario's routes while its events happen: a TCP connection breaks when its packets reach a site that does
// not have it. As a cure, a site may forward packets of unknown connections to the others.
import { playScenario, type QuestionRun, type Scenario } from "../../routing/scenario/index.js";
import {
  convergingNetwork,
  fileServer,
  handsOn,
  knowsConnection,
  simulate,
  stateOf,
  tcpClient,
  tcpServer,
  type Host,
  type HostEvent,
  type TcpClientState,
} from "../../traffic/index.js";
import { addressFromBits } from "../../routing/index.js";
import type { Fact } from "./fact.js";

type Download = Extract<QuestionRun, { readonly kind: "download" }>;

/** How long clients are observed after the start, ms: longer than TCP retransmits into a black hole here. */
const OBSERVED_MS = 120_000;

/** For each client of the scenario how its download ends, and which site it began with. */
export function downloadsOver(scenario: Scenario, run: Download): Fact[] {
  const history = playScenario(scenario);
  const { prefix } = history[0].problem;
  const shared = addressFromBits(prefix.family, prefix.bits + 1n).text;
  const sites = [...new Set(scenario.announcements.map(({ site }) => site))];
  const clientAddress = (i: number) => `203.0.113.${i + 1}`;
  const siteAddress = (i: number) => `198.51.100.${i + 1}`;
  const name = (asn: number) => `client in AS${asn}`;
  const hosts = scenario.clients.map(({ asn, city }, i): Host<TcpClientState> => {
    const program = tcpClient({ address: clientAddress(i), to: { address: shared, port: 80 }, startMs: run.startMs });
    const several = history[0].problem.routers(history[0].problem.topology.asns.indexOf(asn)).length > 1;
    return { name: name(asn), role: "client", node: several && city ? `AS${asn} ${city}` : `AS${asn}`, program };
  });
  const served = sites.map((site, i): Host => {
    const strangers = run.strangers === "silence" ? "silence" : "reset";
    const program = tcpServer({
      identity: site,
      strangers,
      respond: fileServer(run.bytes),
      ...(run.pace && { drip: run.pace }),
    });
    const others = sites.map((_, k) => siteAddress(k)).filter((_, k) => k !== i);
    const cured = handsOn({ program, address: siteAddress(i), knows: knowsConnection, to: () => others });
    return {
      name: site,
      role: "site",
      node: `site ${site}`,
      program: run.strangers === "forward to the owner" ? cured : program,
    };
  });
  const unicast = {
    ...Object.fromEntries(hosts.map((host, i) => [host.name, clientAddress(i)])),
    ...Object.fromEntries(sites.map((site, i) => [site, siteAddress(i)])),
  };
  const happenings = scenario.events.flatMap((event): HostEvent[] =>
    event.kind === "service-down" || event.kind === "site-down"
      ? [{ kind: "down", host: event.site, atMs: event.at }]
      : event.kind === "service-up" || event.kind === "site-up"
        ? [{ kind: "up", host: event.site, atMs: event.at }]
        : [],
  );
  const network = convergingNetwork({ history, unicast });
  const untilMs = run.startMs + OBSERVED_MS;
  const done = simulate({ network, hosts: [...hosts, ...served], happenings, untilMs });
  return hosts.map((host, i) => {
    const { outcome = "waiting", attempts } = stateOf(done, host);
    const [first] = attempts;
    const asn = String(scenario.clients[i].asn);
    const end = first && outcome !== "complete" ? ` (${first.end})` : "";
    const text = `AS${asn}: ${outcome}${end}, ${first?.server === undefined ? "no site answered" : `answered by site ${first.server}`}`;
    return { text, holds: run.expect[asn] === undefined || run.expect[asn] === outcome };
  });
}
