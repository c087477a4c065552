// The row of DESIGN section 8 on an explorer's redraw, as the page does it: a knob is turned, and the HTML of all that changes is made
// again. Here without a browser's layout and painting.
import { knobs } from "../../lib/dist/lesson/explorers/knobs.js";
import { measure } from "./measure.mjs";

export function explorerRows() {
  const cities = ["Seattle", "London", "Tokyo", "Sao Paulo", "Johannesburg", "Singapore"];
  const site = (city) => ({ city, providers: 2, peers: 3, withinKm: 800, prepend: 0, announced: "to everybody" });
  const sites = Object.fromEntries(cities.map((city, i) => ["ABCDEF"[i], site(city)]));
  const scenario = knobs.read({ sites, internet: { ases: 2000, seed: 1 }, origin: 64500, address: "192.0.2.53" });
  const start = knobs.initial(scenario);
  const drawn = (turn) => (i) => {
    const { figures, parts } = knobs.patch(scenario, { ...start, ...turn(i) }, "bench");
    return figures.map(({ html }) => html).join("") + Object.values(parts).join("");
  };
  const options = { runs: 100, warmUp: 40, target: 16, graph: "generated 2,000" };
  const asked = "not to upstreams' peers";
  return [
    measure(
      "an explorer's redraw: prepend at a site, 2,000 ASes",
      drawn((i) => ({ "A-prepend": i % 5 })),
      options,
    ),
    measure(
      "an explorer's redraw: the same where a community lets every router decide",
      drawn((i) => ({ "A-prepend": i % 5, "B-announced": asked })),
      options,
    ),
  ];
}
