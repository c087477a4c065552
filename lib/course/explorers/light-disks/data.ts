// The data of "can one machine have sent both answers?": probes in cities with their round trips, and the state of their controls.
import type { Probe } from "anycast-kit/anycast";
import { city } from "anycast-kit/geo";
import type { State } from "../core/index.js";

/** Cities in which a probe can stand. */
export const PROBE_CITIES = [
  "Auckland",
  "Buenos Aires",
  "Cairo",
  "Johannesburg",
  "Lagos",
  "London",
  "Mexico City",
  "Mumbai",
  "Nairobi",
  "New York",
  "Sao Paulo",
  "Seattle",
  "Singapore",
  "Stockholm",
  "Sydney",
  "Tokyo",
] as const;

/** The data `explore("light-disks", ...)` takes. */
export interface LightDisksProps {
  /** Two to four probes. Defaults to London and Sydney, 5 ms each. */
  readonly probes?: readonly { readonly city: (typeof PROBE_CITIES)[number]; readonly rttMs: number }[];
}

/** The same in a page, with all defaults filled in. */
export type LightDisksJson = Required<LightDisksProps>;

/** Round trips on the sliders, ms. The longest reaches every place on Earth. */
export const RTT = { least: 1, most: 200 } as const;

export interface LightDisksScenario {
  readonly probes: number;
  readonly initial: State;
}

export const placeName = (probe: number) => `place-${probe + 1}`;
export const rttName = (probe: number) => `rtt-${probe + 1}`;

export function readLightDisks({ probes }: LightDisksJson): LightDisksScenario {
  const initial: Record<string, string | number> = {};
  for (const [i, { city: place, rttMs }] of probes.entries()) {
    initial[placeName(i)] = place;
    initial[rttName(i)] = rttMs;
  }
  return { probes: probes.length, initial };
}

/** The probes as the library takes them. */
export const probesAt = ({ probes }: LightDisksScenario, state: State): readonly Probe[] =>
  Array.from({ length: probes }, (_, i) => {
    const { name, lat, lon } = city(String(state[placeName(i)]));
    return { name, lat, lon, rttMs: Number(state[rttName(i)]) };
  });
