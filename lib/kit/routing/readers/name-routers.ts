// Names for the routers of a network file: unique even if those in the file are not.
import type { NetworkFindings } from "./network-rules.js";
import type { RawNode } from "./raw-network.js";

/** A name for each router, unique, by id. */
export function nameRouters(routers: readonly RawNode[], findings: NetworkFindings): ReadonlyMap<string, string> {
  const labels = new Set(routers.map(({ id, label }) => label ?? id));
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return new Map(
    routers.map(({ id, label }) => {
      if (label === undefined) findings.add("no-label", id);
      const wanted = label ?? id;
      if (!taken.has(wanted)) {
        taken.add(wanted);
        return [id, wanted];
      }
      let number = (counts.get(wanted) ?? 1) + 1;
      while (labels.has(`${wanted} ${number}`) || taken.has(`${wanted} ${number}`)) number++;
      counts.set(wanted, number);
      const name = `${wanted} ${number}`;
      taken.add(name);
      findings.add("duplicate-label", `${wanted}: ${name}`);
      return [id, name];
    }),
  );
}
