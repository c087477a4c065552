// Edits of the AS graph: ASes, links and what an AS prefers. Removing an AS or a link also removes the sites, events and preferences that depend on it.
import { endsOf, joins, type AsPolicyDraft, type Draft, type DraftAs, type DraftLink } from "./draft.js";

/** What two ASes agreed on, seen from the first. */
export const contracts = ["provider", "customer", "peer"] as const;
export type Contract = (typeof contracts)[number];

export const linkOf = (a: number, b: number, contract: Contract): DraftLink =>
  contract === "peer"
    ? { peers: [a, b] }
    : contract === "provider"
      ? { provider: a, customer: b }
      : { provider: b, customer: a };

export const contractOf = (link: DraftLink, seenFrom: number): Contract =>
  "peers" in link ? "peer" : link.provider === seenFrom ? "provider" : "customer";

export const addAs = (draft: Draft, as: DraftAs): Draft => ({ ...draft, ases: [...draft.ases, as] });

/** The first of 10, 20, 30 ... that is not used. */
export const freeAsn = ({ ases }: Draft): number => {
  const taken = new Set(ases.map(({ asn }) => asn));
  let asn = 10;
  while (taken.has(asn)) asn += 10;
  return asn;
};

export function removeAs(draft: Draft, asn: number): Draft {
  const gone = new Set(draft.announcements.filter(({ origin }) => origin === asn).map(({ site }) => site));
  const policies = without(draft.policies?.ases, asn);
  return {
    ...draft,
    ases: draft.ases.filter((as) => as.asn !== asn),
    links: draft.links.filter((link) => !endsOf(link).includes(asn)),
    announcements: draft.announcements
      .filter(({ origin }) => origin !== asn)
      .map((each) =>
        each.neighbours ? { ...each, neighbours: each.neighbours.filter((other) => other !== asn) } : each,
      ),
    ...(draft.events && {
      events: draft.events.filter(({ site, ends }) => !gone.has(site ?? "") && !ends?.includes(asn)),
    }),
    ...(draft.clients && { clients: draft.clients.filter((client) => client.asn !== asn) }),
    ...(draft.policies?.ases && { policies: { ...draft.policies, ases: withoutNeighbour(policies, asn) } }),
  };
}

/** The entries of an object by ASN, but for one AS. */
const without = <T>(byAsn: Readonly<Record<string, T>> = {}, asn: number): Record<string, T> =>
  Object.fromEntries(Object.entries(byAsn).filter(([key]) => key !== String(asn)));

/** No AS prefers a neighbour that is not there. */
function withoutNeighbour(policies: Readonly<Record<string, AsPolicyDraft>>, asn: number) {
  return Object.fromEntries(
    Object.entries(policies).map(([own, policy]) => {
      if (!policy.localPref) return [own, policy];
      return [own, { ...policy, localPref: without(policy.localPref, asn) }];
    }),
  );
}

export const addLink = (draft: Draft, link: DraftLink): Draft => ({ ...draft, links: [...draft.links, link] });

export const removeLink = (draft: Draft, a: number, b: number): Draft => ({
  ...draft,
  links: draft.links.filter((link) => !joins(link, a, b)),
  ...(draft.events && {
    events: draft.events.filter(({ ends }) => !(ends?.includes(a) && ends.includes(b))),
  }),
  announcements: draft.announcements.map((each) =>
    each.neighbours && (each.origin === a || each.origin === b)
      ? { ...each, neighbours: each.neighbours.filter((other) => other !== (each.origin === a ? b : a)) }
      : each,
  ),
});

/** Another contract on the same link; the cities stay. */
export const changeContract = (draft: Draft, a: number, b: number, contract: Contract): Draft => ({
  ...draft,
  links: draft.links.map((link) =>
    joins(link, a, b) ? { ...linkOf(a, b, contract), ...(link.cities && { cities: link.cities }) } : link,
  ),
});

/** LOCAL_PREF of an AS for the routes of one neighbour; undefined for the usual value. */
export function preferNeighbour(draft: Draft, asn: number, neighbour: number, value: number | undefined): Draft {
  const policy = draft.policies?.ases?.[String(asn)] ?? {};
  const others = without(policy.localPref, neighbour);
  const localPref = value === undefined ? others : { ...others, [neighbour]: value };
  return {
    ...draft,
    policies: { ...draft.policies, ases: { ...draft.policies?.ases, [asn]: { ...policy, localPref } } },
  };
}

/** Adds a client in an AS, or removes the clients there. */
export function toggleClient(draft: Draft, asn: number): Draft {
  const clients = draft.clients ?? [];
  const others = clients.filter((client) => client.asn !== asn);
  return { ...draft, clients: others.length < clients.length ? others : [...clients, { asn }] };
}
