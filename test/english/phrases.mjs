// Words and phrases that stop a reader, each with the form to write instead. A blank in a pattern matches any white space. `allow`
// lists correct uses. english.test.ts tests that `bad` is found and `good` is not. Add a rule when a review finds a phrase twice.
import { sentences } from "./sentences.mjs";

/** @typedef {{ id: string, pattern: RegExp, write: string, allow?: RegExp[], bad: string[], good: string[] }} Phrase */

/** @type {Phrase[]} */
const words = [
  {
    id: "unless-given",
    pattern: /\bunless (it is |they are )?(given|named|passed)\b|\bwhere (it|one) is (not|left) (given|out)\b/i,
    write: 'write "Defaults to ..."',
    bad: ["the seed; 1 unless given", "1 where it is left out"],
    good: ["The seed. Defaults to 1."],
  },
  {
    id: "anew",
    pattern: /\banew\b/i,
    write: 'write "again"',
    bad: ["draws the map anew"],
    good: ["draws the map again"],
  },
  {
    id: "for-ever",
    pattern: /\bfor ever\b/i,
    write: 'write "forever", "indefinitely" or "without end"',
    bad: ["packets circle for ever"],
    good: ["packets loop forever"],
  },
  {
    id: "whoever",
    pattern: /\b(who(m)?ever|whosever)\b/i,
    write: "name the person or thing: users, the caller, the AS that ...",
    bad: ["whoever has a route tells it", "from whomever it came"],
    good: ["an AS that has a route exports it"],
  },
  {
    id: "those-that",
    pattern: /\bthose (that|which|who|whose)\b/i,
    write: "repeat the noun: the routers that ..., users who ...",
    bad: ["of the ASes, those that leak", "those who wait"],
    good: ["the ASes that leak", "users who wait", "sites other than those of the first design"],
  },
  {
    id: "told",
    pattern: /\btold\b/i,
    write: "write advertised to, exported to, given, notified or reported",
    bad: ["neighbours that are told", "told by the first bytes"],
    good: ["neighbours it is announced to", "detected from the first bytes"],
  },
  {
    id: "tells",
    pattern:
      /\b(router|as|ases|neighbour|speaker|host|server|site|peer|origin|resolver|provider|customer)s? (itself )?tells?\b|\btells? (its|the|all|their) (neighbours?|peers?|customers?|providers?)\b/i,
    write: "write advertises, announces or exports",
    bad: ["what a site tells its neighbours", "the AS tells nothing", "an origin tells"],
    good: ["what a site announces to its neighbours", "the table tells the two apart"],
  },
  {
    id: "dies",
    pattern: /\b(dies|died|die|dying)\b/i,
    write: 'write "fails", "ends" or "exits"',
    allow: [/kind: "dies"|"dies"/],
    bad: ["a site dies", "the process died", "any one site may die"],
    good: ["a site fails", "the dead interval is 40 s", "dead peer detection"],
  },
  {
    id: "way",
    pattern:
      /\b(the|a|its|their|another|other|best|shortest|cheapest|shorter|longer|equal(ly short)?|no|old|new) ways? (to|from|through|over|back|there|home|out|between|of (a|the) packet|packets take)\b|\bon (the|its|their) way\b|\bunder way\b|\bmid-(conversation|connection)\b/i,
    write: "write path (of packets), in flight, in progress or during",
    allow: [
      /\b(the|a|another|one|no|best) way to (say|write|do|make|show|find|notice|read|run|tell|get|check|test|use|see|reach a|stop|end|partial|know|settle|fail|learn|go on|say it)\b/i,
    ],
    bad: ["the cheapest way to Denver", "a packet on its way", "queries under way", "the way of a packet"],
    good: ["the cheapest path to Denver", "a packet in flight", "the one way to write it", "one-way delay"],
  },
  {
    id: "is-there-twice",
    pattern: /\b(is|are|was|were) (there|here|given|listed|named) twice\b/i,
    write: 'write "duplicate X"',
    bad: ["seeds: 7 is there twice", "site A is given twice"],
    good: ["duplicate seed 7", "each link is stored twice"],
  },
  {
    id: "as-it-comes",
    pattern: /\bas (it|they) comes?\b/i,
    write: 'write "unchanged" or "in order of arrival"',
    bad: ["tslab as it comes"],
    good: ["tslab unchanged"],
  },
  {
    id: "whole-number",
    pattern: /\bwhole numbers?\b/i,
    write: 'write "integer"',
    bad: ["give a whole number"],
    good: ["must be an integer"],
  },
  {
    id: "rising",
    pattern: /\b(by|in|of) (rising|falling) (number|order|asn|index|value|weight|population|length|key)s?\b/i,
    write: 'write "in ascending order" or "in descending order"',
    bad: ["by rising ASN", "by falling weight"],
    good: ["in ascending order of ASN", "rising costs"],
  },
  {
    id: "teller",
    pattern: /\b(teller|hearer)s?\b/i,
    write: 'write "sender" or "receiver" of a route',
    bad: ["the teller's export rules"],
    good: ["the sender's export rules"],
  },
  {
    id: "personified",
    pattern:
      /\b(router|as|ases|server|site|network|neighbour|host|resolver|kernel|cell|page|connection|rule|program|packet|message|model|simulator|dns|bgp)s? (believes?|mistrusts?|trusts?|wants?|wishes?|likes?|hopes?|thinks?|remembers?|forgets?|is deaf)\b/i,
    write: "write what it does: has, keeps, rejects, needs, requires, prefers",
    bad: ["the router believes its neighbour", "a server wants a name", "the connection remembers"],
    good: ["the router has a route", "a server needs a name", "the reader wants to know"],
  },
];

/** All rules, by word and by sentence. */
export const phrases = [...words, ...sentences];
