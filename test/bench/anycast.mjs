// The row of DESIGN section 8 on an explorer's redraw: a deployment with six sites on an Internet of 2,000 ASes, one knob turned,
// and everything that a map of the catchments shows. Drawing it is not included.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  attachOrigin,
  catchmentByCity,
  deployOnInternet,
  inflation,
  internetCatchment,
  prepend,
  shares,
  unicastRtts,
} from "../../lib/kit/dist/anycast/index.js";
import { generateInternet } from "../../lib/kit/dist/topology/index.js";
import { measure } from "./measure.mjs";

export function anycastRows() {
  const cities = ["Seattle", "London", "Tokyo", "Sao Paulo", "Johannesburg", "Singapore"];
  const at = cities.map((city) => ({ city, providers: 2, peers: 3 }));
  const topology = attachOrigin(generateInternet({ ases: 2000, seed: 1 }).graph, { asn: 64500, at });
  const sites = Object.fromEntries(cities.map((city, i) => ["ABCDEF"[i], { origin: 64500, city }]));
  const deployment = deployOnInternet({ topology, address: "192.0.2.53", sites });
  const unicast = unicastRtts(deployment);
  const options = { runs: 200, warmUp: 50 };
  const turned = (i) => prepend(deployment, "A", i % 4);
  return [
    measure(
      "a knob turned on 2,000 ASes: catchment of 4,000 clients, shares, by city",
      (i) => {
        const result = internetCatchment({ deployment: turned(i) });
        shares(result);
        catchmentByCity(result);
      },
      { ...options, target: 16 },
    ),
    measure(
      "the same with latency and inflation, unicast known",
      (i) => inflation(internetCatchment({ deployment: turned(i) }), { unicast }),
      options,
    ),
    millionClients(),
  ];
}

function millionClients() {
  const file = fileURLToPath(new URL("clients-once.mjs", import.meta.url));
  const printed = execFileSync(process.execPath, ["--expose-gc", "--max-old-space-size=4096", file], {
    encoding: "utf8",
  });
  const { ms, clients, MB } = JSON.parse(printed);
  return { name: "`.clients` of a catchment", unit: "ms", median: Math.round(ms), clients, MB: Math.round(MB) };
}
