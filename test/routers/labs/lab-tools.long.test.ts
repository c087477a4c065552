// netlab makes a lab of every scenario; `npm test` tries a seventh of them by date (lab-tools.test.ts).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { needs } from "../../needs.js";
import { acceptedByNetlab, labs } from "./every-lab.js";

let place: string;
beforeAll(() => void (place = mkdtempSync(join(tmpdir(), "anycast-tools-"))));
afterAll(() => rmSync(place, { recursive: true, force: true }));

needs("netlab").it(
  "netlab create accepts the topology of every scenario, and writes our filters into each node's configuration",
  async () => await acceptedByNetlab(labs, place),
  900_000,
);
