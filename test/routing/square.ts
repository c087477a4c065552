// A square of four routers, a - b - d and a - c - d, for tests of equally short paths.
import { defineNetwork, type Network } from "../../lib/kit/routing/network.js";

export const square: Network = defineNetwork({
  name: "square",
  routers: ["a", "b", "c", "d"].map((id, i) => ({ id, lat: i, lon: i })),
  links: [
    { ends: ["a", "b"], cost: 1, km: 204 },
    { ends: ["b", "d"], cost: 1, km: 204 },
    { ends: ["a", "c"], cost: 1, km: 408 },
    { ends: ["c", "d"], cost: 1, km: 408 },
  ],
});
