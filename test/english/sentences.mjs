// Turns of phrase that are not native technical English, each with the form to write instead. Part of phrases.mjs.

/** @type {import("./phrases.mjs").Phrase[]} */
export const sentences = [
  {
    id: "cannot-be",
    pattern:
      /\bthat cannot be(?=\s*($|[.;:,)*]))|\bcannot be[.:]|\bcannot be (here|there|had|any other|otherwise|less|more|fewer|negative|empty|both|below|above)\b|\bis (to|not to) be had\b/i,
    write: 'write "must be ..." or "invalid"',
    bad: ["RangeError for a time that cannot be", "A length of 3 km cannot be.", "a rate cannot be below zero"],
    good: ["RangeError for an invalid time", "a file that cannot be read", "the address cannot be changed"],
  },
  {
    id: "is-no",
    pattern:
      /(?<!\bthere )\b(is|are|was|were) no (?!longer\b|more\b|less\b|worse\b|better\b|fewer\b|different\b|larger\b|smaller\b|use\b|such\b|one\b|other\b|route\b|match\b|farther\b|faster\b|slower\b)[a-z]/i,
    write: 'write "is not a ..."',
    allow: [/\b(there|where|when|if|since|because|and|or|that|which) (is|are|was|were) no\b/i],
    bad: ["1.5 is no number", "the file is no notebook"],
    good: ["1.5 is not a number", "there is no route", "it is no longer used", "if there is no site"],
  },
  {
    id: "there-is-no-that",
    pattern:
      /\bthere (is|are|was) (no|nothing|nobody|none)\b[^.;:,()]{0,40}\b(that|which|who)\b(?! (is|are) (set|given|known))/i,
    write: "put the subject first: No site answers",
    bad: ["there is no router that knows it", "there is nobody who answers"],
    good: ["no router has it", "there is no route"],
  },
  {
    id: "headless-relative",
    pattern:
      /\bwhat (nobody|no one|none|everybody|somebody|anybody)\b|(?<=^|[.;:] )(What|Who) [^?.;:]{1,80}(?=[.;])(?![^.]*\?)/,
    write: "name the thing before the clause: an unused site, an AS that ...",
    allow: [/What [^?.;]*(modelled|includes)/i],
    bad: ["what nobody answers", "A list. What comes first wins.", "Who loses its route asks again."],
    good: ["unanswered probes", "An AS that loses its route asks again.", "What happens here?"],
  },
  {
    id: "there-is-name",
    pattern:
      /\bthere is (no|neither) (site|router|AS|host|file|folder|node|question|explorer|network|lesson) (\$\{|"|\u00a4)/i,
    write: 'write "unknown site \'X\'; sites are A, B" or "File not found: X"',
    bad: ["There is no site \u00a4\u00a4. There are A, B."],
    good: ["Unknown site \u00a4; sites are A, B."],
  },
  {
    id: "nobody-knows",
    pattern:
      /\b(nobody|everybody|somebody) (else )?(answers|asks|knows|says|is|has|uses|needs|tells|hears|settled|waits|minds|notices|keeps)\b/i,
    write: "name them: no site answers, every AS keeps, no client is answered",
    allow: [/nobody answers any more|(?<=[>"`\u00a4]\s?)nobody answers/i],
    bad: ["where nobody answers", "everybody keeps the conditions", "somebody asks"],
    good: ["if no site answers", "every AS keeps the conditions"],
  },
  {
    id: "where-unless",
    pattern: /(?<![\w.])(absent|undefined|none|nothing|empty|-1|0|null|Infinity|NaN) where\b|@throws [\w, ;]* where\b/,
    write: 'write "if" or "when" for a condition; "where" is for a place',
    bad: [
      "undefined where it has no route",
      "-1 where it is not known",
      "@throws AsRelError where a line is malformed",
    ],
    good: ["undefined if it has no route", "the city where the two meet"],
  },
  {
    id: "so-many",
    pattern: /\b(at most )?so (many|few|often) [a-z]+s\b(?![^.;]* that\b)/i,
    write: 'write "this many" or name the number',
    bad: ["after so many seconds", "the hashes of so many flows"],
    good: ["after this many seconds", "so many routers that it is slow"],
  },
  {
    id: "hands-on",
    pattern: /\bhand(s|ed)? (it |them |packets? |what .{1,20} )?(on|over|out)\b(?! to the (compiled|browser))/i,
    write: "write forwards, passes, returns (DNS) or sends",
    allow: [/\bhands?-on\b|"hands on"|hands on a packet|handed on|hands (them|packets|it) (over|on) to|hands it over/i],
    bad: ["DNS hands out an address", "the site hands on packets"],
    good: ["DNS returns an address", "the site forwards packets"],
  },
  {
    id: "made-up-comparative",
    pattern: /\b(give|take|name|choose) (at least one|at most one|fewer|one at least|\d+ at most)\b\.?$/im,
    write: 'write "must have at least one"',
    bad: ["clients: give at least one."],
    good: ["clients: must not be empty."],
  },
  {
    id: "that-is-all",
    pattern:
      /\bthat is (all|what)\b|\bis all (that|there is)\b|\ball there (is|are)\b|\bwhat it takes\b|\bhalf the truth\b/i,
    write: "say it once, plainly",
    bad: ["That is all intra-domain anycast is.", "the sites there are, all there are"],
    good: ["This is anycast inside a domain."],
  },
  {
    id: "lead-in",
    pattern:
      /\b(it is worth (noting|saying)|keep in mind|note that|needless to say|as it were|so to speak|all the same|in truth)\b|(?<=^|[.;:] )By name\b/i,
    write: "start with the content",
    allow: [/\bare all the same\b|\ball the same (size|length|AS)\b/i],
    bad: ["It is worth noting that routes settle.", "Sorted. By name, so that tests agree."],
    good: ["Routes settle.", "Sorted by name, so that tests agree."],
  },
  {
    id: "for-because",
    pattern: /(?<=[a-z0-9`)]), for (it|they|the|a|an|there|their|nothing|only|all|in|we|every|each|colours|labels) /,
    write: 'write "because"',
    allow: [
      /, for (the|a|an|each|every|all|only) [a-z-]+( [a-z-]+)?( of [a-z]+)?[,.;:)]|, for (all|each|every|the|a|only)\b/,
    ],
    bad: ["The name is kept, for it is unique."],
    good: ["The name is kept because it is unique.", "a table, for all sites"],
  },
];
