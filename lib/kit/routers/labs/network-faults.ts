// Faults that leave every best path as it is: a link with a small MTU, a strict reverse path filter, a site whose route does not
// depend on its service. The model's paths say whose packets are lost.
import type { Scenario } from "../../routing/scenario/index.js";
import type { PlannedLink, RoutersPlan } from "../plan.js";
import type { BrokenScenario } from "./fault.js";
import { queryPath, returnPaths } from "./return-paths.js";

/** IPv6 demands 1280 (RFC 8200, 5); the large query of a lab's check has 1400 octets. */
const SMALL_MTU = 1300;
export const LARGE_QUERY = 1400;

/** Every fault of the network that loses packets of some router's clients. */
export function networkFaultsOf(scenario: Scenario, plan: RoutersPlan): BrokenScenario[] {
  const { routers, links, states } = plan;
  const paths = routers
    .filter(({ announces }) => !announces)
    .flatMap((router) =>
      states.flatMap(({ problem }, state) =>
        problem.origins.has(router.index)
          ? []
          : [{ router, family: problem.prefix.family, passed: queryPath(plan, router, state) }],
      ),
    )
    .filter(({ passed }) => passed.at(-1)!.router.announces);
  const names = (of: typeof paths) => [...new Set(of.map(({ router }) => router.name))];
  const between = ({ ends }: PlannedLink) => ends.map(({ router }) => routers[router].name).join(" and ");

  const mtu = links.flatMap((link, number): BrokenScenario[] => {
    const moved = names(paths.filter(({ passed }) => passed.some((each) => each.link === number)));
    if (moved.length === 0) return [];
    return [
      {
        scenario,
        fault: "MTU too small",
        network: { kind: "mtu", link: number, bytes: SMALL_MTU },
        moved,
        diagnosis: `The link between ${between(link)} carries packets of up to ${SMALL_MTU} octets. Every best path is right, sessions are up and small queries are answered; queries of ${LARGE_QUERY} octets are lost: check its MTU.`,
      },
    ];
  });

  const reversePath = routers.flatMap((router): BrokenScenario[] => {
    const back = new Map(returnPaths(plan, router).map(({ client, link }) => [client.number, link]));
    const lost = paths.filter(
      ({ family, passed, router: client }) =>
        family === 4 &&
        passed.some(
          ({ router: at, link }) =>
            at.number === router.number && link !== undefined && back.get(client.number) !== link,
        ),
    );
    if (lost.length === 0) return [];
    return [
      {
        scenario,
        fault: "strict reverse path filter",
        network: { kind: "reverse-path", router: router.number },
        moved: names(lost),
        diagnosis: `${router.name} drops IPv4 packets that arrive on another interface than the one its own route to the sender uses (RFC 3704, 2.2). Every best path is right, but the paths of these clients are asymmetric: check its rp_filter.`,
      },
    ];
  });

  const unchecked = routers.flatMap(({ number, announces, asn }): BrokenScenario[] => {
    if (!announces) return [];
    const moved = names(paths.filter(({ passed }) => passed.at(-1)!.router.number === number));
    if (moved.length === 0) return [];
    const { site } = announces.announcement;
    return [
      {
        scenario,
        fault: "static route without health check",
        network: { kind: "no-health-check", router: number },
        moved,
        diagnosis: `Site ${site} of AS${asn} announces its prefix whether or not its server answers. Nothing is wrong until the server stops; then the queries of its catchment are lost, although other sites would answer: check its health check.`,
      },
    ];
  });
  return [...mtu, ...reversePath, ...unchecked];
}
