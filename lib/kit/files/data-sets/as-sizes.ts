// IPtoASN's ranges of addresses, one a line (first, last, ASN, country, name), added up to one line for each AS.
import { DataSetError } from "./error.js";
import { linesOf } from "./lines.js";

interface Size {
  name: string;
  addresses: number;
  readonly countries: Map<string, number>;
}

/** Ten times the ASes of the Internet. */
const mostAses = 800_000;

const remedy = "Fetch it again. If it stays so, the format at the address has changed: pass an older copy with --from.";

/** CSV: asn, name, ipv4_addresses, country (the one with most addresses), country_share. */
export async function asSizesCsv(content: AsyncIterable<Uint8Array>): Promise<string> {
  const sizes = new Map<number, Size>();
  let number = 0;
  for await (const line of linesOf(content)) {
    number++;
    if (line === "") continue;
    const [first, last, asn, country, ...name] = line.split("\t");
    const count = addressNumber(last) - addressNumber(first) + 1;
    if (!(count >= 1) || !/^\d{1,10}$/.test(asn ?? ""))
      throw new DataSetError(`Line ${number}: expected first address, last address, ASN, country, name.`, remedy);
    if (asn === "0") continue; // not announced
    if (sizes.size >= mostAses && !sizes.has(Number(asn)))
      throw new DataSetError(`The file has more than ${mostAses} ASes, the most that are read.`, remedy);
    const size = sizes.get(Number(asn)) ?? {
      name: name.join(" ").slice(0, 200),
      addresses: 0,
      countries: new Map<string, number>(),
    };
    size.addresses += count;
    const at = /^[A-Z]{2}$/.test(country) ? country : "";
    size.countries.set(at, (size.countries.get(at) ?? 0) + count);
    sizes.set(Number(asn), size);
  }
  const rows = [...sizes].sort(([a], [b]) => a - b).map(([asn, size]) => row(asn, size));
  return ["asn,name,ipv4_addresses,country,country_share", ...rows].join("\n") + "\n";
}

function row(asn: number, { name, addresses, countries }: Size): string {
  const [country, most] = [...countries].reduce((a, b) => (b[1] > a[1] ? b : a));
  const quoted = /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
  return `${asn},${quoted},${addresses},${country},${(most / addresses).toFixed(3)}`;
}

/** An IPv4 address as a number; NaN for other text. */
function addressNumber(text: string | undefined): number {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text ?? "")?.slice(1) ?? [];
  if (parts.length !== 4 || parts.some((part) => Number(part) > 255)) return NaN;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
