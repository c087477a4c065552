// Old addresses of sections: lessons 2 and 4 were split, and some sections have a new name or went into another. A page leads on to the new address.
import { escapeHtml } from "anycast-kit/figures";
import type { CourseLesson } from "./course.js";

/** Page -> old name of a section -> page and section where it is now. */
const moved: Readonly<Record<string, Readonly<Record<string, readonly [page: string, section: string]>>>> = {
  "1-shared-ip": {
    "every-server-needs-a-second-address": ["1-shared-ip", "log-in-to-site-c"],
    "a-typing-error-at-site-b": ["1-shared-ip", "a-typo-at-site-b"],
  },
  "2-multi-site-advertisement": {
    "when-nothing-separates-two-routes": ["2-multi-site-advertisement", "inside-one-network"],
    "next-door-to-seattle-served-from-delhi": ["2-multi-site-advertisement", "next-door-to-seattle"],
    "a-short-path-may-be-a-long-way": ["2-multi-site-advertisement", "distance-is-not-a-rule"],
    "hot-potato-one-network-many-sites": ["2-multi-site-advertisement", "inside-one-network"],
    "hot-potato-one-network-two-sites": ["2-multi-site-advertisement", "inside-one-network"],
    "who-may-announce-it": ["2-multi-site-advertisement", "two-origins-and-a-forgotten-roa"],
    "the-way-back": ["2-multi-site-advertisement", "the-reply-s-path"],
    "the-whole-internet": ["2-multi-site-advertisement", "the-whole-internet-and-how-far-to-trust-it"],
    "how-far-to-trust-it": ["2-multi-site-advertisement", "the-whole-internet-and-how-far-to-trust-it"],
    "exercise-3-valley-free": ["2-multi-site-advertisement", "exercise-2-valley-free"],
    "exercise-4-decide": ["2-multi-site-advertisement", "the-decision-one-rule-at-a-time"],
    "exercise-3-decide": ["2-multi-site-advertisement", "the-decision-one-rule-at-a-time"],
    "exercise-7-how-many-prepends": ["2-multi-site-advertisement", "exercise-4-how-many-prepends"],
    "the-server-speaks-bgp": ["2b-running-a-site", "the-server-speaks-bgp"],
    "not-too-nervous": ["2b-running-a-site", "flapping"],
    "when-the-health-check-is-wrong": ["2b-running-a-site", "when-the-health-check-is-wrong"],
    "how-long-a-failure-lasts": ["2b-running-a-site", "how-neighbours-detect-the-failure"],
    "when-a-site-goes-its-load-goes-somewhere": ["2b-running-a-site", "the-load-goes-somewhere"],
    "absorb-or-withdraw": ["2b-running-a-site", "absorb-or-withdraw"],
    "the-bystander": ["2b-running-a-site", "only-its-own-users"],
    "leaving-politely": ["2b-running-a-site", "leaving-politely"],
    "exercise-2-what-noticing-costs": ["2b-running-a-site", "exercise-1-what-detection-costs"],
    "exercise-5-the-honest-share": ["2b-running-a-site", "exercise-3-the-honest-share"],
    "exercise-6-find-the-bystanders": ["2b-running-a-site", "exercise-4-find-the-bystanders"],
    "exercise-8-enough-in-reserve": ["2b-running-a-site", "exercise-5-enough-in-reserve"],
    "exercise-9-your-turn-to-decide": ["2b-running-a-site", "exercise-6-your-turn-to-decide"],
  },
  "2b-running-a-site": {
    "how-the-others-notice": ["2b-running-a-site", "how-neighbours-detect-the-failure"],
    "exercise-1-what-noticing-costs": ["2b-running-a-site", "exercise-1-what-detection-costs"],
    "exercise-2-the-health-check-s-rule": ["2b-running-a-site", "exercise-2-trace-the-health-check"],
  },
  "4-tcp-pitfalls": {
    "rst-or-silence": ["4-tcp-pitfalls", "segments-of-unknown-connections"],
    "a-few-users-always": ["4-tcp-pitfalls", "a-few-users-often"],
    "exercise-4-whose-port-is-it": ["4-tcp-pitfalls", "exercise-4-what-broke-the-connections"],
    "one-route-moves-under-three-conversations": ["4-tcp-pitfalls", "a-download-changes-sites"],
    "calling-from-a-shared-address": ["4-tcp-pitfalls", "connecting-from-a-shared-address"],
    "exercise-2-which-of-these-break": ["4-tcp-pitfalls", "exercise-2-which-cure"],
    "the-state-is-at-one-site": ["4-tcp-pitfalls", "segments-of-unknown-connections"],
    "fine-for-most-and-never-for-a-few": ["4-tcp-pitfalls", "a-few-users-often"],
    "a-site-dies-with-anycast-and-without": ["4-tcp-pitfalls", "a-site-fails-with-anycast-and-without"],
    "good-news-breaks-connections-too": ["4-tcp-pitfalls", "a-fifth-site-opens"],
    "the-bag-of-tricks": ["4-tcp-pitfalls", "cures-between-sites"],
    "between-sites-ask-the-neighbour-or-leave-the-shared-address": ["4-tcp-pitfalls", "cures-between-sites"],
    "or-share-the-memory": ["4-tcp-pitfalls", "state-that-all-sites-have"],
    "too-big-said-to-the-wrong-machine": ["4-tcp-pitfalls", "packet-too-big-goes-to-the-wrong-server"],
    "one-user-six-connections-two-sites": ["4-tcp-pitfalls", "why-the-global-internet-is-kind"],
    "the-detour-packet-by-packet": ["4-tcp-pitfalls", "cures-between-sites"],
    "when-linux-gives-up": ["4-tcp-pitfalls", "segments-of-unknown-connections"],
    "exercise-6-whose-port-is-it": ["4-tcp-pitfalls", "exercise-4-what-broke-the-connections"],
    "exercise-8-resume": ["4-tcp-pitfalls", "exercise-5-resume"],
    "exercise-9-your-turn-to-decide": ["4-tcp-pitfalls", "exercise-6-your-turn-to-decide"],
    "packet-by-packet": ["4b-inside-one-building", "one-packet-too-many-paths"],
    "flow-by-flow-and-what-follows-a-user": ["4b-inside-one-building", "one-packet-too-many-paths"],
    "anycast-in-one-building": ["4b-inside-one-building", "a-server-leaves"],
    "a-server-joins-and-that-is-harder": ["4b-inside-one-building", "a-server-joins"],
    "uneven-racks": ["4b-inside-one-building", "equal-routes-unequal-servers"],
    "when-the-flow-s-hash-changes-by-itself": ["4b-inside-one-building", "when-the-hash-changes-by-itself"],
    "is-this-only-a-model": ["4b-inside-one-building", "is-it-only-a-model"],
    "in-one-building-remember-then-ask": ["4b-inside-one-building", "remember-then-ask"],
    "exercise-4-broken-for-nothing": ["4b-inside-one-building", "exercise-2-healthy-and-broken-anyway"],
    "exercise-5-whom-is-it-for": ["4b-inside-one-building", "exercise-4-which-server-is-it-for"],
    "exercise-7-remember-more-than-one-change": ["4b-inside-one-building", "exercise-5-remember-more-than-one-change"],
  },
  "4b-inside-one-building": {
    "what-runs-today": ["4b-inside-one-building", "three-published-balancers"],
    "exercise-2-what-does-maglev-s-table-cost": [
      "4b-inside-one-building",
      "exercise-3-which-scheme-does-this-switch-use",
    ],
    "exercise-1-healthy-and-broken-anyway": ["4b-inside-one-building", "exercise-2-healthy-and-broken-anyway"],
    "exercise-2-which-scheme-does-this-switch-use": [
      "4b-inside-one-building",
      "exercise-3-which-scheme-does-this-switch-use",
    ],
    "exercise-3-which-server-is-it-for": ["4b-inside-one-building", "exercise-4-which-server-is-it-for"],
    "exercise-4-remember-more-than-one-change": ["4b-inside-one-building", "exercise-5-remember-more-than-one-change"],
    "exercise-5-your-turn-to-decide": ["4b-inside-one-building", "exercise-6-your-turn-to-decide"],
    "uneven-racks": ["4b-inside-one-building", "equal-routes-unequal-servers"],
    "exercise-1-broken-for-nothing": ["4b-inside-one-building", "exercise-2-healthy-and-broken-anyway"],
  },
  "5-global-vs-regional": {
    "two-sites-at-a-time": ["5-global-vs-regional", "which-sites"],
  },
};

/** The page's old addresses as hidden links, which its script follows (kit/report/client/target.ts). */
export function movedSections(lessons: readonly CourseLesson[], current: string): string {
  const here = Object.hasOwn(moved, current) ? Object.entries(moved[current]) : [];
  const items = here.flatMap(([old, [page, section]]) => {
    const lesson = lessons.find(({ slug, ready }) => slug === page && ready);
    if (!lesson) return [];
    const href = `${page === current ? "" : `${page}.html`}#${section}`;
    return `<li><a data-page-old="${old}" href="${href}">${escapeHtml(lesson.title)}</a></li>`;
  });
  return items.length === 0 ? "" : `<ul hidden>${items.join("")}</ul>`;
}

/** Every address that old ones lead to, for the test that they exist. */
export const movedTo: readonly (readonly [page: string, section: string])[] = Object.values(moved).flatMap((each) =>
  Object.values(each),
);
