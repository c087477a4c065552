// A million clients on an Internet of 3,000 ASes, in a process of its own with `--expose-gc`: prints the time that `.clients` takes,
// and the memory that stays.
import { performance } from "node:perf_hooks";
import {
  attachOrigin,
  deployOnInternet,
  internetCatchment,
  internetClients,
} from "../../lib/kit/dist/anycast/index.js";
import { generateInternet } from "../../lib/kit/dist/topology/index.js";

const cities = ["Seattle", "London", "Singapore"];
const at = cities.map((city) => ({ city, providers: 2, peers: 3 }));
const topology = attachOrigin(generateInternet({ ases: 3000, seed: 1 }).graph, { asn: 64500, at });
const sites = Object.fromEntries(cities.map((city, i) => ["ABC"[i], { origin: 64500, city }]));
const deployment = deployOnInternet({ topology, address: "192.0.2.53", sites });
const once = internetClients(topology);
const clients = Array.from({ length: 1_000_000 }, (_, i) => ({ ...once[i % once.length] }));

const found = internetCatchment({ deployment, clients });
globalThis.gc();
const before = process.memoryUsage().heapUsed;
const start = performance.now();
const count = found.clients.length;
const ms = performance.now() - start;
globalThis.gc();
console.log(JSON.stringify({ ms, clients: count, MB: (process.memoryUsage().heapUsed - before) / 1e6 }));
