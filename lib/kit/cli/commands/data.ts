// `anycast data`: lists public data sets, and fetches one onto this machine.
import type { Command } from "commander";
import type { DataSet, DownloadProgress, Licence } from "../../files/index.js";
import { askOnTerminal, runSteps, sayWhileSlow } from "../terminal/index.js";

export function register(program: Command): void {
  const data = program
    .command("data")
    .description(
      "fetch public data sets (AS relationships, measured catchments, ...) onto this machine, to use by name",
    );
  data
    .command("list")
    .description("show the data sets: terms, address, and whether each is on this machine")
    .option("--json", "print JSON")
    .action(list);
  data
    .command("get")
    .description("fetch a data set; a download that was stopped is resumed")
    .argument("<name>", "its name, such as caida:2025-09")
    .option("--from <place>", "a file, or an address (https, http, file), instead of the usual one")
    .option("--accept-licence", "accept the terms, where they must be accepted; a terminal is asked otherwise")
    .option("--again", "fetch it also if it is on this machine")
    .addHelpText("after", help)
    .action(get);
}

const help = `
The folder is ~/.cache/anycast-kit/data (XDG_CACHE_HOME), or the one that ANYCAST_DATA names. Proxies are taken from HTTPS_PROXY,
HTTP_PROXY and NO_PROXY. The file is unpacked, converted, compared with its checksum and read once; only then it gets its
name. Use it in the place of a file: --as-rel caida:2025-09.

Examples:
  npx anycast-kit data get caida:2025-09 --accept-licence
  npx anycast-kit data get caida:2025-09 --from ~/Downloads/20250901.as-rel.txt.bz2
`;

async function list({ json }: { readonly json?: boolean }): Promise<void> {
  const { dataFolder, dataSets } = await import("../../files/index.js");
  const rows = await Promise.all(dataSets.map(describe));
  if (json) return void console.log(JSON.stringify({ folder: dataFolder(), dataSets: rows }));
  for (const { name, title, licence, address, checked, here } of rows) {
    console.log(`${name}\n  ${title}`);
    console.log(`  Terms: ${licence.name}${licence.mustAccept ? "; you must accept them" : ""}. ${licence.address}`);
    console.log(`  From: ${address}`);
    console.log(`  Address last checked on ${checked.date}, in ${checked.found}; not fetched from there by us.`);
    for (const { name: each, size, fetched } of here)
      console.log(`  On this machine: ${each}, ${size}, fetched ${fetched.slice(0, 10)}`);
    console.log("");
  }
  console.log(`Fetch one: npx anycast-kit data get NAME. The folder is ${dataFolder()}.`);
}

async function describe(set: DataSet) {
  const { recordsOf } = await import("../../files/index.js");
  const { name, title, argument, licence, address, checked } = set;
  const example = argument?.usual ?? argument?.example ?? "";
  return {
    name: argument ? `${name}:${argument.form}` : name,
    title,
    licence,
    address: address(example),
    checked,
    here: recordsOf(set),
  };
}

interface GetOptions {
  readonly from?: string;
  readonly acceptLicence?: boolean;
  readonly again?: boolean;
}

async function get(name: string, { from, acceptLicence = false, again }: GetOptions): Promise<void> {
  const { chooseDataSet, getDataSet } = await import("../../files/index.js");
  const { set, text } = chooseDataSet(name);
  console.log(`${text}: ${set.title}`);
  printLicence(set.licence);
  // Asked before the progress line begins.
  const accepted = acceptLicence || !set.licence.mustAccept || askOnTerminal("Do you accept these terms? [y/N] ");
  let said = "";
  await runSteps([
    {
      title: `Fetch ${text}`,
      run: async (progress) => {
        const slow = sayWhileSlow();
        const onProgress = (at: DownloadProgress) => {
          progress(progressText(at));
          if (!process.stdout.isTTY) slow(progressText(at));
        };
        const { file, record, wasThere } = await getDataSet(name, {
          accept: () => accepted,
          onProgress,
          ...(from !== undefined && { from }),
          ...(again !== undefined && { again }),
        });
        const checksum =
          record.checksum === "known" ? "checksum right" : `SHA-256 ${record.contentSha256} (none to compare with)`;
        said = `${text} is in ${file}`;
        return `${record.size}; ${wasThere ? "already on this machine" : checksum}`;
      },
    },
  ]);
  console.log(said);
}

function printLicence({ name, address, asks }: Licence): void {
  console.log(`Terms: ${name}\n  ${address}`);
  for (const each of asks) console.log(`  ${each}`);
}

function progressText({ bytes, total, resumed, fault }: DownloadProgress): string {
  const megabytes = (value: number) => (value / 1e6).toFixed(1);
  const part = total === undefined ? `${megabytes(bytes)} MB` : `${megabytes(bytes)} of ${megabytes(total)} MB`;
  const why = fault === undefined ? "" : `; ${fault}, trying again`;
  return `${part}${resumed > 0 && fault === undefined ? ` (resumed at ${megabytes(resumed)})` : ""}${why}`;
}
