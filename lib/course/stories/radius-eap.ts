// RADIUS with EAP while the route moves, ready to run: UDP, one packet in each direction at a time, and still stateful (RFC
// 3579). Between two challenges the route moves to a server without the state of the login. The case between "stateless" and
// "stateful".
import { TrafficError, radiusClient, radiusServer, type Login } from "anycast-kit/traffic";
import { CLIENT, movedRoute, SHARED, type MovedRouteStory, type RouteMoves } from "./moved-route.js";

export interface RadiusEapOptions extends RouteMoves {
  /** Number of exchanges of a login; 1 is a password, without state. Defaults to 6, about as many as EAP-TLS. */
  readonly rounds?: number;
  /** "shared": sites can continue each other's logins. Defaults to "own". */
  readonly memory?: "own" | "shared";
  /** When users log in, ms. Defaults to 390: with 20 ms a round, the fourth of six is in progress when the route moves. */
  readonly logins?: readonly number[];
}

export interface RadiusEapStory extends MovedRouteStory {
  readonly logins: readonly Login[];
  /** The effect on all users. */
  readonly noticed: "nothing" | "a delay" | "a rejected login" | "waits still";
  /** The sites that answered, in order, for each login. */
  readonly answeredBy: readonly (readonly string[])[];
}

/**
 * @example radiusEap({}).noticed // "a rejected login"
 * @throws TrafficError for invalid times or rounds
 */
export function radiusEap(options: RadiusEapOptions): RadiusEapStory {
  const { rounds = 6, memory = "own", logins: starts = [390] } = options;
  if (!(Number.isInteger(rounds) && rounds >= 1))
    throw new TrafficError(`rounds must be an integer of 1 or more (got ${rounds}).`);
  const story = movedRoute({
    ...options,
    client: radiusClient({ address: CLIENT, server: SHARED, logins: starts }),
    server: (identity) => radiusServer({ identity, rounds, memory }),
  });
  const logins = story.run.states.get("client") as readonly Login[];
  return { ...story, logins, noticed: noticedIn(logins), answeredBy: logins.map(({ servers }) => servers) };
}

function noticedIn(logins: readonly Login[]): RadiusEapStory["noticed"] {
  if (logins.some(({ outcome }) => outcome === "rejected" || outcome === "no answer")) return "a rejected login";
  if (logins.some(({ outcome }) => outcome === undefined)) return "waits still";
  return logins.some(({ tries }) => tries > 1) ? "a delay" : "nothing";
}
