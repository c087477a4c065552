// RADIUS with EAP while the route moves, ready to run: UDP, one packet each way at a time, and still a conversation (RFC 3579). Between
// two challenges the route leads to a server that never heard of it. The case between "stateless" and "stateful".
import { TrafficError, radiusClient, radiusServer, type Login } from "anycast-kit/traffic";
import { CLIENT, movedRoute, SHARED, type MovedRouteStory, type RouteMoves } from "./moved-route.js";

export interface RadiusEapOptions extends RouteMoves {
  /** Exchanges that a login takes. Defaults to 6, about what EAP-TLS takes. 1: a password, and no state. */
  readonly rounds?: number;
  /** "shared": sites know each other's conversations. Defaults to "own". */
  readonly memory?: "own" | "shared";
  /** When users log in, ms; at 390 unless given: with 20 ms a round, the fourth of six is under way when the route moves. */
  readonly logins?: readonly number[];
}

export interface RadiusEapStory extends MovedRouteStory {
  readonly logins: readonly Login[];
  /** What the users noticed, all together. */
  readonly noticed: "nothing" | "a delay" | "a rejected login" | "waits still";
  /** The sites that answered, in order, for each login. */
  readonly answeredBy: readonly (readonly string[])[];
}

/**
 * @example radiusEap({}).noticed // "a rejected login"
 * @throws TrafficError for times or rounds that cannot be
 */
export function radiusEap(options: RadiusEapOptions): RadiusEapStory {
  const { rounds = 6, memory = "own", logins: starts = [390] } = options;
  if (!(Number.isInteger(rounds) && rounds >= 1))
    throw new TrafficError(`A login of ${rounds} exchanges cannot be: give a whole number, 1 or more.`);
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
