// Edits of sites and of events: who announces, how, and what happens when.
import type { Draft, DraftEvent, DraftSite } from "./draft.js";

/** A new site takes the first free letter, because pictures mark sites by letters. */
export function freeSiteName({ announcements }: Draft): string {
  const taken = new Set(announcements.map(({ site }) => site));
  const letter = [..."ABCDEFGH"].find((each) => !taken.has(each));
  if (letter !== undefined) return letter;
  for (let n = 9; ; n++) if (!taken.has(`site ${n}`)) return `site ${n}`;
}

/** @param prefix the prefix it announces; absent for the scenario's usual one */
export const addSite = (draft: Draft, site: string, origin: number, prefix?: string): Draft => ({
  ...draft,
  announcements: [...draft.announcements, { site, origin, ...(prefix !== undefined && { prefix }) }],
});

export const removeSite = (draft: Draft, site: string): Draft => ({
  ...draft,
  announcements: draft.announcements.filter((each) => each.site !== site),
  ...(draft.events && { events: draft.events.filter((event) => event.site !== site) }),
});

/** Sets a field of a site's announcement; undefined removes it. */
export const changeSite = (
  draft: Draft,
  site: string,
  change: { readonly [Field in keyof DraftSite]?: DraftSite[Field] | undefined },
): Draft => ({
  ...draft,
  announcements: draft.announcements.map((each) => (each.site === site ? dropUndefined({ ...each, ...change }) : each)),
});

const dropUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

/** Whether the site is announced with NO_EXPORT: to the neighbours of its AS only. */
export const isLocal = ({ communities = [] }: DraftSite): boolean =>
  communities.some(({ kind }) => kind === "no-export");

export function setLocal(draft: Draft, site: string, on: boolean): Draft {
  const own = draft.announcements.find((each) => each.site === site);
  const others = (own?.communities ?? []).filter(({ kind }) => kind !== "no-export");
  const communities = on ? [...others, { kind: "no-export" }] : others;
  return changeSite(draft, site, { communities: communities.length > 0 ? communities : undefined });
}

/** The events of the form: what it is called, and what it needs. */
export const happenings = {
  withdraw: { label: "Site withdraws its route", needs: "site" },
  announce: { label: "Site announces (again)", needs: "site" },
  drain: { label: "Site drains (GRACEFUL_SHUTDOWN)", needs: "site" },
  prepend: { label: "Site prepends its AS three times", needs: "site" },
  "service-down": { label: "Service at the site fails", needs: "site" },
  "service-up": { label: "Service at the site is back", needs: "site" },
  "site-down": { label: "Site fails as a whole", needs: "site" },
  "site-up": { label: "Site is back", needs: "site" },
  "link-down": { label: "Link fails", needs: "link" },
  "link-up": { label: "Link is back", needs: "link" },
  "session-down": { label: "BGP session is shut down", needs: "link" },
  "session-up": { label: "BGP session is back", needs: "link" },
} as const;
export type Happening = keyof typeof happenings;

export function eventOf(
  happening: Happening,
  at: number,
  where: { readonly site?: string; readonly ends?: readonly [number, number] },
): DraftEvent {
  if (happenings[happening].needs === "link") return { at, kind: happening, ends: where.ends };
  const { site } = where;
  if (happening === "drain")
    return { at, kind: "announce", site, change: { communities: [{ kind: "graceful-shutdown" }] } };
  if (happening === "prepend") return { at, kind: "announce", site, change: { prepend: 3 } };
  return { at, kind: happening, site };
}

/** Events in the order of time; of the same time, in the order in which they were added. */
export const addEvent = (draft: Draft, event: DraftEvent): Draft => ({
  ...draft,
  events: [...(draft.events ?? []), event].sort((a, b) => a.at - b.at),
});

export const removeEvent = (draft: Draft, number: number): Draft => ({
  ...draft,
  events: (draft.events ?? []).filter((_event, i) => i !== number),
});
