// The data of "too big, but who hears it?": simulated downloads through links with a small MTU.
import { MTU_CURES, pathMtu as story, type MtuCure, type PathMtuStory } from "../../stories/index.js";
import { lruCache } from "anycast-kit/figures";
import type { State } from "../core/index.js";

/** The data `explore("path-mtu", ...)` takes. */
export interface PathMtuProps {
  /** Servers behind the shared address at first, 1 to 32. Defaults to 16. */
  readonly servers?: number;
  /** The MTU of the clients' links, bytes: 600 to 1500 in steps of 20. Defaults to 1400. */
  readonly mtu?: number;
  /** The initial countermeasure. Defaults to "none". */
  readonly cure?: MtuCure;
}

/** The same in a page, with all defaults filled in. */
export type PathMtuJson = Required<PathMtuProps>;

export { MTU_CURES };
export const SERVERS = { least: 1, most: 32 } as const;
export const MTU = { least: 600, most: 1500, step: 20 } as const;
export const DOWNLOADS = 48;

export interface PathMtuScenario {
  readonly initial: State;
  /** All downloads in this state. Each state is simulated once and cached: packets of 48 downloads take longer than a frame. */
  readonly all: (state: State) => PathMtuStory;
  /** A single download, with its packets. */
  readonly one: (state: State) => PathMtuStory;
}

export function readPathMtu({ servers, mtu, cure }: PathMtuJson): PathMtuScenario {
  const known = lruCache<PathMtuStory>();
  const told = (state: State, only?: number): PathMtuStory => {
    const options = { servers: Number(state.servers), mtu: Number(state.mtu), cure: state.cure as MtuCure, clients: DOWNLOADS };
    return known(JSON.stringify([options, only]), () => story({ ...options, ...(only !== undefined && { only }) }));
  }; // prettier-ignore
  const initial = { servers, mtu, cure, download: 1 };
  return { initial, all: (state) => told(state), one: (state) => told(state, Number(state.download)) };
}
