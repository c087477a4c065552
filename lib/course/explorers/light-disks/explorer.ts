// "Can one machine have sent both answers?": drag probes over the map and change their round trips. Disks that do not touch need
// different machines.
import { comparePair, separateProbes, type Probe } from "anycast-kit/anycast";
import { lightDisksFigure } from "anycast-kit/figures";
import { city } from "anycast-kit/geo";
import { count, hintHtml, type Control, type Explorer } from "../core/index.js";
import {
  placeName,
  PROBE_CITIES,
  probesAt,
  readLightDisks,
  RTT,
  rttName,
  type LightDisksJson,
  type LightDisksScenario,
} from "./data.js";

export const lightDisks: Explorer<LightDisksScenario> = {
  name: "light-disks",
  read: (json) => readLightDisks(json as LightDisksJson),
  initial: ({ initial }) => initial,
  controls: ({ probes }) =>
    Array.from({ length: probes }, (_, i): Control[] => {
      const group = { label: `Probe ${i + 1}` };
      return [
        { kind: "select", name: placeName(i), label: "in", options: PROBE_CITIES, group },
        { kind: "range", name: rttName(i), label: "Round trip", unit: "ms", min: RTT.least, max: RTT.most, step: 1, group }, // prettier-ignore
      ];
    }).flat(),
  render(scenario, state, id) {
    const probes = probesAt(scenario, state);
    const held = new Set(probes.map(({ name }) => name));
    const free = PROBE_CITIES.filter((name) => !held.has(name));
    // A probe keeps its key while it is dragged from city to city.
    const spots = [
      ...free.map((name) => ({ key: `place:${name}`, ...city(name) })),
      ...probes.map(({ lat, lon }, i) => ({ key: `probe:${i + 1}`, lat, lon })),
    ];
    return {
      summary: summaryOf(probes),
      html: hintHtml("drag a probe to another city, press it to change its round trip"),
      figures: [
        lightDisksFigure(probes, {
          name: `${id}-disks`,
          title: "Each circle holds every place from which the answer can have come",
          region: "world",
          spots,
        }),
      ],
    };
  },
  touch({ probes }, _state, from, onto) {
    const probe = Array.from({ length: probes }, (_, i) => `probe:${i + 1}`).indexOf(from);
    if (probe < 0) return undefined;
    if (onto === undefined) return { edit: rttName(probe) };
    return onto.startsWith("place:") ? { set: { [placeName(probe)]: onto.slice("place:".length) } } : undefined;
  },
};

function summaryOf(probes: readonly Probe[]): string {
  const separate = separateProbes(probes);
  const km = (value: number) => `${count(Math.round(value))} km`;
  if (probes.length > 2)
    return separate.length > 1
      ? `The circles of ${separate.map(({ name }) => name).join(", ")} do not touch: at least ${separate.length} machines answer.`
      : "One machine can have sent all the answers: this proves nothing.";
  const pair = comparePair(probes[0], probes[1]);
  const reach = `One machine can have answered both if they are at most ${km(pair.reachKm)} apart. They are ${km(pair.km)} apart`;
  return pair.provesAnycast ? `${reach}: two machines, and the address is shared.` : `${reach}: this proves nothing.`;
}
