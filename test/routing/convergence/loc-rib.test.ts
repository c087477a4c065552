import fc from "fast-check";
import { expect, it } from "vitest";
import { attributeRules, tieRules } from "../../../lib/kit/routing/bgp/rules/index.js";
import { choose, chooseAgain, isSameRoute, type HeldRoute } from "../../../lib/kit/routing/convergence/loc-rib.js";

const channels = [0, 1, 2, 3, 4, 5];
const rules = [...attributeRules, ...tieRules.router];

const attributes = fc.record({
  localPref: fc.constantFrom(100, 200),
  hops: fc.integer({ min: 1, max: 2 }),
  igpCost: fc.constantFrom(0, 5),
  routerId: fc.constantFrom(1, 2),
});
const change = fc.record({ channel: fc.constantFrom(...channels), route: fc.option(attributes, { nil: undefined }) });

it("following one change at a time uses the route that the whole decision process uses, where there is no MED", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const heard: (HeldRoute | undefined)[] = channels.map(() => undefined);
      let used: HeldRoute | undefined;
      for (const { channel, route } of changes) {
        heard[channel] = route && heldRoute(channel, route);
        used = chooseAgain(heard, channels, rules, used, channel);
        expect(isSameRoute(used, choose(heard, channels, rules))).toBe(true);
      }
    }),
  );
});

it("MED is why it does not follow one change at a time everywhere: it puts routes in no order", () => {
  const route = (channel: number, neighbour: number, med: number, routerId: number): HeldRoute => ({
    ...heldRoute(channel, { localPref: 100, hops: 1, igpCost: 0, routerId }),
    neighbour,
    med,
  });
  // 0 beats 1 by router id, 1 beats 2 by router id, and 2 beats 0 by MED.
  const heard = [route(0, 6, 1, 1), route(1, 10, 0, 2), route(2, 6, 0, 3)];
  let used: HeldRoute | undefined;
  for (const channel of [2, 1, 0])
    used = chooseAgain(
      heard.map((each, i) => (i >= channel ? each : undefined)),
      [0, 1, 2],
      rules,
      used,
      channel,
    );
  expect(used?.via).toBe(0);
  expect(choose(heard, [0, 1, 2], rules)?.via).toBe(1);
});

function heldRoute(
  via: number,
  { localPref, hops, igpCost, routerId }: { localPref: number; hops: number; igpCost: number; routerId: number },
): HeldRoute {
  return {
    site: "A",
    announcement: 0,
    path: [via + 10, ...Array.from({ length: hops - 1 }, () => 99)],
    learned: "peer",
    neighbour: via + 10,
    localPref,
    originCode: "igp",
    med: 0,
    routerId,
    heardBy: "ebgp",
    igpCost,
    via,
    passed: [],
  };
}
