// The data sets that `anycast data` knows: where each is, its terms, its checksum, how it is read. Adding one means adding an
// entry here. The machine this list was made on had no Internet: `checked` says in what each address was found, and when.
import { asSizesCsv } from "./as-sizes.js";
import { checkAsGraph, checkAsSizes, checkExperiments, checkNetwork } from "./checks.js";
import { DataSetError } from "./error.js";
import { twoSiteExperiments } from "./experiments-archive.js";
import { bsd3, caida, pddl, sermpezis, topoHub, type Licence } from "./licences.js";

export interface DataSet {
  readonly name: string;
  readonly title: string;
  /** What may follow the name after a colon. */
  readonly argument?: {
    readonly form: string;
    readonly example: string;
    readonly fits: RegExp;
    /** Used if nothing follows the name. Defaults to an error. */
    readonly usual?: string;
  };
  readonly licence: Licence;
  /** The URL to fetch it from. */
  readonly address: (argument: string) => string;
  /** When and in what the address was found. */
  readonly checked: { readonly date: string; readonly found: string };
  /** The file's name in the folder of data sets. */
  readonly file: (argument: string) => string;
  /** SHA-256 of the unpacked content, by argument. Without one, the first fetch is trusted and its checksum recorded. */
  readonly sha256?: Readonly<Record<string, string>>;
  /** Limit on the download in bytes. */
  readonly most: number;
  /** Turns the unpacked content into the file. Defaults to the content itself. */
  readonly convert?: (content: AsyncIterable<Uint8Array>, argument: string) => Promise<string>;
  /** Reads the finished file; gives its size in words. @throws an error if it is not the data set */
  readonly check: (file: string) => Promise<string>;
}

const month = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/;
const caidaFolder = "https://publicdata.caida.org/datasets/as-relationships";
const asRelationships = (name: string, serial: 1 | 2, sha256: Readonly<Record<string, string>>): DataSet => {
  const day = (argument: string) => `${argument.replace("-", "")}01.as-rel${serial === 2 ? "2" : ""}.txt`;
  return {
    name,
    title: `AS relationships by CAIDA, serial-${serial}, of the first day of a month`,
    argument: { form: "YYYY-MM", example: "2025-09", fits: month },
    licence: caida,
    address: (argument) => `${caidaFolder}/serial-${serial}/${day(argument)}.bz2`,
    checked: { date: "2026-11-29", found: "public programs that fetch it, the newest for October 2026" },
    file: day,
    sha256,
    most: 100e6,
    check: checkAsGraph,
  };
};

export const dataSets: readonly DataSet[] = [
  asRelationships("caida", 1, { "2025-09": "b10c19c1f952fc0b874ac67a81930da301ea6b03730ef61af9b4ba4682e369b7" }),
  asRelationships("caida-serial-2", 2, {}),
  {
    name: "toposcope",
    title: "AS relationships by TopoScope, 2017-01 to 2018-06",
    argument: {
      form: "YYYY-MM",
      example: "2018-06",
      fits: /^(?:2017-(?:0[1-9]|1[0-2])|2018-0[1-6])$/,
      usual: "2018-06",
    },
    licence: bsd3,
    address: (argument) =>
      `https://raw.githubusercontent.com/Zitong-Jin/TopoScope/2f9cd85994a3810cc80921e2594c82437526eccb/asrel/asrel_${argument.replace("-", "")}.txt`,
    checked: {
      date: "2026-11-29",
      found: "a stored copy of the repository at this commit, with the same number of bytes",
    },
    file: (argument) => `toposcope-${argument.replace("-", "")}.as-rel.txt`,
    sha256: { "2018-06": "ca5a5b740f23cc9227c9eb4255f36e75ecc47b5998c0988de845ec636e51ea15" },
    most: 50e6,
    check: checkAsGraph,
  },
  {
    name: "peering-two-site",
    title:
      "Two-site anycast experiments on the PEERING testbed: the fourteen that `anycast validate` is made with, or the others",
    argument: { form: "validated | others", example: "validated", fits: /^(?:validated|others)$/, usual: "validated" },
    licence: sermpezis,
    address: () =>
      "https://codeload.github.com/sermpezis/bgp-estimation/tar.gz/2645cd49ed16b1ecf5654ba049ba1ce1d0668964",
    checked: {
      date: "2026-11-29",
      found: "a stored copy of the repository at this commit, its README and experiment 26",
    },
    file: (argument) => `peering-two-site${argument === "others" ? "-others" : ""}.json`,
    most: 500e6,
    convert: twoSiteExperiments,
    check: checkExperiments,
  },
  {
    name: "as-sizes",
    title:
      "AS names, countries and numbers of IPv4 addresses, counted from the address ranges of IPtoASN; changes hourly",
    licence: pddl,
    address: () => "https://iptoasn.com/data/ip2asn-v4.tsv.gz",
    checked: { date: "2026-11-29", found: "public programs that fetch it, which also name the licence" },
    file: () => "as-sizes.csv",
    most: 100e6,
    convert: asSizesCsv,
    check: checkAsSizes,
  },
  {
    name: "topohub",
    title:
      "A provider's network with coordinates from TopoHub: topozoo/Abilene, topozoo/Geant2012, backbone/europe, ...",
    argument: {
      form: "FOLDER/NAME",
      example: "topozoo/Abilene",
      fits: /^[A-Za-z0-9_-]{1,40}(?:\/[A-Za-z0-9_-]{1,60}){1,2}$/,
    },
    licence: topoHub,
    address: (argument) =>
      `https://raw.githubusercontent.com/piotrjurkiewicz/topohub/76c79ab50575ac289a8fc32726eb7a15be83b82b/data/${argument}.json`,
    checked: {
      date: "2026-11-29",
      found: "a stored list of the repository's files, which has topozoo/Abilene at this commit",
    },
    file: (argument) => `topohub-${argument.replaceAll("/", "-")}.json`,
    most: 20e6,
    check: checkNetwork,
  },
];

/** A data set by name and argument. */
export interface ChosenDataSet {
  readonly set: DataSet;
  readonly argument: string;
  /** As on the command line: "caida:2025-09". */
  readonly text: string;
}

/**
 * Finds a data set of the catalogue by its name.
 * @example chooseDataSet("caida:2025-09").argument // "2025-09"
 * @param text as on the command line: "caida:2025-09"
 * @throws DataSetError for an unknown name
 */
export function chooseDataSet(text: string): ChosenDataSet {
  const colon = text.indexOf(":");
  const [name, given] = colon === -1 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
  const set = dataSets.find((each) => each.name === name);
  if (!set)
    throw new DataSetError(
      `Unknown data set "${text}".`,
      `Choose one of ${dataSets.map((each) => each.name).join(", ")}; see \`anycast data list\`.`,
    );
  const { argument } = set;
  const chosen = given || argument?.usual || "";
  if (!argument) {
    if (colon !== -1) throw new DataSetError(`${name} has no variants (got "${text}").`, `Write ${name}.`);
    return { set, argument: "", text: name };
  }
  if (!argument.fits.test(chosen))
    throw new DataSetError(
      `${name}: expected ${name}:${argument.form}, got "${text}".`,
      `Write it like ${name}:${argument.example}.`,
    );
  return { set, argument: chosen, text: `${name}:${chosen}` };
}
