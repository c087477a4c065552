// The marks of sites in pictures. Pictures know the sites A to H; a scenario may name its sites as it likes.
import { isSiteLetter, siteLetters } from "anycast-kit/figures";
import type { Scenario } from "anycast-kit/routing/scenario";

/** Site -> letter. A site that is named by a letter keeps it; others get the free letters in order, until there are none. */
export function lettersOf({ announcements }: Pick<Scenario, "announcements">): ReadonlyMap<string, string> {
  const names = [...new Set(announcements.map(({ site }) => site))];
  const free = siteLetters.filter((letter) => !names.includes(letter));
  const letters = new Map<string, string>();
  for (const name of names) {
    const letter = isSiteLetter(name) ? name : free.shift();
    if (letter !== undefined) letters.set(name, letter);
  }
  return letters;
}

/**
 * The scenario with letters for the names of its sites, for pictures that move.
 * @returns undefined if there are more sites than letters
 */
export function withLetters(scenario: Scenario, letters: ReadonlyMap<string, string>): Scenario | undefined {
  const { announcements, events, convergence } = scenario;
  if (announcements.some(({ site }) => !letters.has(site))) return undefined;
  const named = <T extends { readonly site?: string }>(each: T): T =>
    each.site === undefined ? each : { ...each, site: letters.get(each.site) ?? each.site };
  const { health } = convergence;
  const bySite =
    health && "bySite" in health
      ? Object.fromEntries(Object.entries(health.bySite).map(([site, each]) => [letters.get(site) ?? site, each]))
      : undefined;
  return {
    ...scenario,
    announcements: announcements.map(named),
    events: events.map(named),
    convergence: { ...convergence, ...(bySite && { health: { bySite } }) },
  };
}
