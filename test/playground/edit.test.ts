// Edits of a scenario, its text, and the places of mistakes: every edit of a valid scenario gives a valid one, or is refused.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScenario } from "../../lib/kit/routing/scenario/index.js";
import { answer } from "../../lib/course/playground/compute/index.js";
import {
  addAs,
  addEvent,
  addLink,
  addSite,
  changeContract,
  changeSite,
  choiceOf,
  endsOf,
  eventOf,
  freeAsn,
  freeSiteName,
  happenings,
  linkOf,
  openFile,
  placeOf,
  preferNeighbour,
  removeAs,
  removeEvent,
  removeLink,
  removeSite,
  setLocal,
  settings,
  textOf,
  toggleClient,
  withChoice,
  type Draft,
  type Happening,
} from "../../lib/course/playground/edit/index.js";
import { playgroundWords as words } from "../../lib/course/words.js";
import { readyScenarios } from "../../lib/course/playground/ready.js";

const first = JSON.parse(readyScenarios()[0].text) as Draft;
const read = (draft: Draft) => readScenario(textOf(draft));

describe("edits", () => {
  it("add an AS with its link, a site, a client and an event", () => {
    let draft = addLink(addAs(first, { asn: freeAsn(first), name: "New" }), linkOf(10, 90, "provider"));
    draft = addEvent(toggleClient(addSite(draft, freeSiteName(draft), 90), 90), eventOf("drain", 500, { site: "D" }));
    const { topology, announcements, clients, events } = read(draft);
    expect(topology.links.at(-1)).toEqual({ provider: 10, customer: 90 });
    expect(announcements.at(-1)).toEqual({ site: "D", origin: 90 });
    expect(clients.at(-1)).toEqual({ asn: 90 });
    expect(events.map(({ at, kind }) => [at, kind])).toEqual([[500, "announce"], [1000, "withdraw"]]); // prettier-ignore
  });

  it("remove with an AS all that depends on it", () => {
    const draft = preferNeighbour(addEvent(first, eventOf("link-down", 5, { ends: [10, 60] })), 10, 60, 50);
    const { topology, announcements, events, policies } = read(removeAs(draft, 60));
    expect(topology.links.some((link) => endsOf(link as never).includes(60))).toBe(false);
    expect(announcements.map(({ site }) => site)).toEqual(["B", "C"]);
    expect(events).toEqual([]);
    expect(policies.ases).toEqual({ 10: { localPref: {} } });
  });

  it("never give a text that the reader takes for another error than a sentence about the scenario", () => {
    const asn = fc.constantFrom(10, 20, 30, 40, 50, 60, 70, 80, 90);
    const site = fc.constantFrom("A", "B", "C", "D");
    const contract = fc.constantFrom("provider" as const, "customer" as const, "peer" as const);
    const edit = fc.oneof(
      asn.map((a) => (draft: Draft) => removeAs(draft, a)),
      fc.tuple(asn, asn).map(
        ([a, b]) =>
          (draft: Draft) =>
            removeLink(draft, a, b),
      ),
      fc.tuple(asn, asn, contract).map(
        ([a, b, c]) =>
          (draft: Draft) =>
            addLink(draft, linkOf(a, b, c)),
      ),
      fc.tuple(asn, asn, contract).map(
        ([a, b, c]) =>
          (draft: Draft) =>
            changeContract(draft, a, b, c),
      ),
      asn.map((a) => (draft: Draft) => addSite(draft, freeSiteName(draft), a)),
      site.map((s) => (draft: Draft) => removeSite(draft, s)),
      fc.tuple(site, fc.nat(5)).map(
        ([s, prepend]) =>
          (draft: Draft) =>
            changeSite(draft, s, { prepend }),
      ),
      fc.tuple(site, fc.boolean()).map(
        ([s, on]) =>
          (draft: Draft) =>
            setLocal(draft, s, on),
      ),
      fc.tuple(asn, asn, fc.nat(300)).map(
        ([a, b, n]) =>
          (draft: Draft) =>
            preferNeighbour(draft, a, b, n),
      ),
      fc.tuple(fc.constantFrom(...(Object.keys(happenings) as Happening[])), fc.nat(5000), site, asn, asn).map(
        ([kind, at, s, a, b]) => (draft: Draft) => addEvent(draft, eventOf(kind, at, { site: s, ends: [a, b] })), // prettier-ignore
      ),
      fc.nat(3).map((n) => (draft: Draft) => removeEvent(draft, n)),
      asn.map((a) => (draft: Draft) => toggleClient(draft, a)),
    );
    let applied = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        let draft = first;
        for (const each of edits) {
          const next = each(draft);
          const looked = answer({ type: "look", text: textOf(next) });
          if ("fault" in looked) expect(looked.fault.message).toMatch(/[.!?]$/);
          else {
            applied++;
            draft = next;
          }
        }
        const played = answer({ type: "play", text: textOf(draft) });
        if ("fault" in played) expect(played.fault.message).toMatch(/[.!?]$/);
      }),
      { numRuns: 25 },
    );
    expect(applied).toBeGreaterThan(25);
  });
});

describe("settings", () => {
  it.each(settings.flatMap((setting) => Object.keys(setting.choices).map((name) => [setting.name, name] as const)))(
    "%s: %s is in the file, and the reader accepts it",
    (of, name) => {
      const setting = settings.find((each) => each.name === of)!;
      const draft = withChoice(first, setting, name);
      read(draft);
      expect(choiceOf(draft, setting)).toBe(name);
      expect(Object.keys(words.settings[of as keyof typeof words.settings].choices)).toContain(name);
      expect(withChoice(withChoice(draft, setting, "default"), setting, name)).toEqual(draft);
    },
  );

  it("leave values alone that the page does not offer", () => {
    const [, , detection] = settings;
    const draft = { ...first, convergence: { timing: { detection: { kind: "hold-timer", holdMs: 9 } } } };
    expect(choiceOf(draft, detection)).toBeUndefined();
  });
});

describe("the text of a draft", () => {
  it("is read back as it was, one AS, link or site a line", () => {
    const text = textOf(first);
    expect(JSON.parse(text)).toEqual(first);
    expect(text).toContain('\n    { "provider": 10, "customer": 30 },\n');
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(100);
  });

  it.each([
    ["links[1].customer", "30"],
    ["links[0]", '{ "peers": [10, 20] }'],
    ["links[0].peers[1]", "20"],
    ["announcements[2].origin", "80"],
    ["announcements[2].prefix", '{ "site": "C", "origin": 80 }'],
    ["convergence.start", '"settled"'],
  ])("has %s where placeOf says", (field, expected) => {
    const text = textOf(first);
    const { from, to, line } = placeOf(text, field);
    expect(text.slice(from, to)).toBe(expected);
    expect(text.split("\n")[line - 1]).toContain(expected.split("\n")[0]);
  });

  it("is searched to an end whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), fc.constantFrom("a", "[0]", "links[2].x", ""), (text, field) => {
        const { from, to } = placeOf(text, field);
        expect(from).toBeLessThanOrEqual(to);
      }),
    );
  });
});

describe("a fault", () => {
  it.each([
    [(text: string) => text.replace('"origin": 70', '"origin": 71'), "announcements[1].origin", undefined],
    [(text: string) => text.replace('"customer": 30', '"customer": "x"'), "links[1].customer", undefined],
    [(text: string) => text.replace('"site": "B",', '"site": "B"'), undefined, 27],
  ])("names its place", (damage, field, line) => {
    const looked = answer({ type: "look", text: damage(textOf(first)) });
    expect(looked).toMatchObject({ fault: { message: expect.stringMatching(/\w/) as string } });
    if ("fault" in looked) expect([looked.fault.field, looked.fault.line]).toEqual([field, line]);
  });
});

describe("files to open", () => {
  it("may be questions and graphs without sites", () => {
    const question = { format: "anycast-question", version: 1, question: "Why?", answer: "So.", scenario: first };
    expect(read(JSON.parse(openFile(JSON.stringify(question)).text) as Draft).description).toBe("Why?\nSo.");
    const { text, note } = openFile(JSON.stringify({ ases: first.ases, links: first.links }));
    expect(read(JSON.parse(text) as Draft).announcements).toEqual([{ site: "A", origin: 80 }]);
    expect(note).toContain("site A");
  });

  it("are otherwise left as they are", () => {
    for (const text of ["", "{", "[1]", "null", '{"ases":{}}']) expect(openFile(text)).toEqual({ text });
  });
});
