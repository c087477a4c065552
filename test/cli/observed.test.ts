import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { encode } from "dns-packet";
import { beforeAll, describe, expect, it } from "vitest";
import { readAtlas, readObservationTable, readProbes, settleObservations } from "../../lib/kit/files/index.js";
import { parseExperiments } from "../../lib/course/research/prediction/index.js";
import { commandInFolder } from "./in-folder.js";

const { anycast, at, write } = commandInFolder("observed");
beforeAll(() => {
  write("small.txt", "1|2|0\n1|3|-1\n3|8|-1\n2|9|-1\n1|7|-1\n2|7|-1\n");
});

/** As RIPE Atlas gives an answer with NSID. */
const nsid = (text: string) =>
  encode({
    type: "response",
    id: 1,
    questions: [{ type: "SOA", class: "IN", name: "." }],
    additionals: [
      {
        type: "OPT",
        name: ".",
        udpPayloadSize: 1232,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [{ code: 3, data: Buffer.from(text) }],
      },
    ],
  }).toString("base64");
const txt = (text: string) => ({ answers: [{ TYPE: "TXT", NAME: "hostname.bind", RDATA: [text] }] });

describe("observed catchments", () => {
  it("reads RIPE Atlas: TXT answers, sets of resolvers, NSID in the raw answer, the last router of a traceroute", () => {
    const results = [
      { type: "dns", prb_id: 1, from: "192.0.2.1", result: txt("b1-lax") },
      { type: "dns", prb_id: 2, resultset: [{ error: { timeout: 5000 } }, { result: txt("b3-mia") }] },
      { type: "dns", prb_id: 3, result: { abuf: nsid("b4-mia") } },
      { type: "dns", prb_id: 4, error: { timeout: 5000 } },
      { type: "dns", prb_id: 5, result: { abuf: "AAAA" } },
      {
        type: "traceroute",
        prb_id: 6,
        dst_addr: "192.0.2.53",
        result: [
          { hop: 1, result: [{ from: "10.0.0.1" }] },
          { hop: 2, result: [{ x: "*" }, { from: "198.51.100.7", rtt: 9 }] },
          { hop: 3, result: [{ from: "192.0.2.53" }] },
        ],
      },
    ];
    const seen = [
      [1, "b1-lax"],
      [2, "b3-mia"],
      [3, "b4-mia"],
      [6, "198.51.100.7"],
    ];
    const pairs = (text: string) => readAtlas(text, "atlas.json").map((each) => [each.probe, each.seen]);
    expect(pairs(JSON.stringify(results))).toEqual(seen);
    expect(pairs(results.map((each) => JSON.stringify(each)).join("\n") + "\n")).toEqual(seen);
    expect(() => readAtlas('{"prb_id":1}\n{"a"', "a.json")).toThrow(/^a\.json:2: /);
    expect(() => readAtlas('[{"id":1}]', "a.json")).toThrow("a.json: result 1 has no prb_id.");
  });

  it("settles what was seen by AS and site", () => {
    const probes = readProbes(
      '{"objects":[{"id":1,"asn_v4":3},{"id":2,"asn_v4":null,"asn_v6":9},{"id":3}]}',
      "probes.json",
    );
    const { observed, withoutAs, unknown } = settleObservations(
      [
        { probe: 1, seen: "b1-LAX.example" },
        { probe: 2, seen: "b3-mia" },
        { probe: 3, seen: "b3-mia" },
        { probe: 1, seen: "elsewhere" },
      ],
      { sites: ["A", "B"], patterns: { A: ["*lax*"], B: ["b?-mia", "*-mia"] }, asnOfProbe: probes },
    );
    expect([...observed].map(([asn, at]) => [asn, ...at.keys()])).toEqual([
      [3, "A"],
      [9, "B"],
    ]);
    expect([withoutAs, [...unknown]]).toEqual([1, [["elsewhere", 1]]]);
  });

  it.each([
    ["site\nA\n", /table\.csv:1: expected a first line with the columns/],
    ["asn,site\nx,A\n", /table\.csv:2: expected an ASN \(got "x"\)/],
    ["asn,site,count\n1,A,1\n1,A,-4\n", /table\.csv:3: weight must be a number of 0 or more/],
  ])("names the line of a mistake: %j", (text, message) => {
    expect(() => readObservationTable(text, "table.csv")).toThrow(message);
  });

  it("stands beside what anycast catchment predicts", async () => {
    write("seen.csv", "asn;nsid\n3;b1.lax\n1;b1.lax\nAS9;b2.mia\n2;b1.lax\n7;b1.lax\n7;b2.mia\n99;b2.mia\n8;?\n");
    write("names.json", '{"A":["*.lax"],"B":["*.mia"]}');
    const words = ["catchment", "--as-rel", "small.txt", "--site", "A=8", "--site", "B=9", "--observed", "seen.csv", "--site-names", "names.json"]; // prettier-ignore
    const { stdout, exitCode } = await anycast(...words);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      [
        "Observed: 4 ASes at one site, 75.0 % of them where predicted.",
        "             observed A  observed B",
        "predicted A           2           0",
        "predicted B           1           1",
        "ASes observed at several sites: 1.",
        "Observed ASes without a predicted site: 1.",
        "! No site is named for: ? (1). Name them with --site-names.",
      ].join("\n"),
    );
    const json = JSON.parse((await anycast(...words, "--json", "--write-experiment", "own.json")).stdout) as {
      observed: object;
    };
    expect(json.observed).toMatchObject({ ases: 4, right: 3, atSeveral: 1, notPredicted: 1, withoutAs: 0 });
    const [{ sites, observed, seenAtBoth }] = parseExperiments(readFileSync(at("own.json"), "utf8"), "own.json");
    expect([sites, [...observed], seenAtBoth]).toEqual([["A", "B"], [[1, 0], [2, 0], [3, 0], [9, 1], [99, 1]], [7]]); // prettier-ignore
    write("sizes.csv", "asn,name,ipv4_addresses,country\n1,one,9,NL\n2,two,9,NL\n3,three,9,DE\n9,nine,9,US\n");
    const html = await anycast(...words, "--html", "maps.html", "--as-sizes", "sizes.csv");
    expect([html.exitCode, html.stderr]).toEqual([0, ""]);
    expect(html.stdout).toContain("The maps are in maps.html.");
    const page = readFileSync(at("maps.html"), "utf8");
    expect(page).toContain("4 observed ASes; the predicted site is the observed one for 75.0 % of them.");
    for (const name of ["observed", "predicted", "wrong"]) expect(page).toMatch(new RegExp(`data-ak-parts="${name}"`));
    expect(page).toMatch(/Berlin.*Amsterdam|Amsterdam.*Berlin/s);
    for (const [given, message] of [
      [["--html", "seen.csv", "--as-sizes", "sizes.csv"], /seen\.csv is an input and is not overwritten/],
      [["--html", "more.html", "--as-sizes", "names.json"], /names\.json:1: expected the columns asn,name/],
    ] as const)
      expect((await anycast(...words, ...given)).stderr).toMatch(message);
    const alone = ["catchment", "--as-rel", "small.txt", "--site", "A=8", "--html", "maps.html"];
    expect((await anycast(...alone)).stderr).toContain("need --observed");
    write("names.json", '{"C":["*"]}');
    expect((await anycast(...words)).stderr).toContain("names.json: unknown site C; the sites are A, B.");
  });
});
