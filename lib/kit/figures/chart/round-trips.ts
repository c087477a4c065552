// Round trips against distance: each client's round trip beside the lower bound by light to the geographically nearest site.
// Drawn by Observable Plot, in two sizes, so that it is readable on a phone.
import { axisX, axisY, dot, gridX, plot, ruleY, text, tickX } from "@observablehq/plot";
import { type Catchment, type ClientOutcome, nearestSite } from "../../anycast/index.js";
import { fibreDelayMs } from "../../geo/index.js";
import { type Figure, FigureError, frame, type FigureText, siteMark } from "../core/index.js";
import { pictureDocument, svgPicture } from "../svg/index.js";

interface Row {
  readonly client: string;
  readonly site: string;
  readonly rttMs: number;
  readonly nearest: string;
  /** Round trip of light in straight fibre to the nearest site, ms. */
  readonly floorMs: number;
}

const sizes = [
  { className: "ak-wide", width: 640 },
  { className: "ak-narrow", width: 350 },
] as const;

/**
 * One line for each client with an answer, slowest first: a tick at the lower bound by light, a dot at the packet's round trip.
 * @example roundTripFigure(catchment({ network, deployment }), { name: "round-trips", title: "Routing against light" })
 * @throws FigureError if no client got an answer
 */
export function roundTripFigure(result: Catchment, options: FigureText): Figure {
  const rows = result.clients.flatMap((client) => (client.site ? [rowOf(result, client, client.site)] : []));
  if (rows.length === 0) throw new FigureError(`Figure ${options.name}: no client got an answer.`);
  rows.sort((a, b) => b.rttMs - a.rttMs || (a.client < b.client ? -1 : 1));
  const description =
    options.description ??
    "For each client a dot at its round trip in ms, in the colour of the site that answers, and a tick at the least " +
      "that light in straight fibre allows to the nearest site. Propagation only: queues and equipment are left out.";
  const { name, title } = options;
  const picture = sizes.map(({ className, width }) =>
    svgPicture(draw(rows, width), { name: `${name}-${className}`, label: `Chart: ${title}`, description, className }),
  );
  return frame({
    ...options,
    kind: "chart",
    description,
    data: {
      columns: ["client", "site", "round trip (ms)", "nearest", "least by light (ms)"],
      rows: rows.map((row) => [row.client, row.site, Math.round(row.rttMs), row.nearest, Math.round(row.floorMs)]),
    },
    picture: picture.join(""),
    legend:
      '<ul class="ak-legend"><li>● round trip, with the site that answers</li>' +
      "<li>| the minimum: light in a straight fibre to the nearest site and back</li></ul>",
  });
}

function rowOf({ network, deployment }: Catchment, client: ClientOutcome, site: string): Row {
  const nearest = nearestSite(network, deployment, client.router);
  const floorMs = 2 * fibreDelayMs(nearest.km);
  return { client: client.name, site, rttMs: client.rttMs, nearest: nearest.site.name, floorMs };
}

const colour = ({ site }: Row) => `var(--ak-site-${siteMark(site).letter.toLowerCase()})`;

function draw(rows: readonly Row[], width: number): Element {
  return plot({
    document: pictureDocument(),
    width,
    height: 22 * rows.length + 46,
    marginLeft: 104,
    marginRight: 20,
    marginTop: 6,
    marginBottom: 40,
    x: { domain: [0, Math.max(...rows.map((row) => row.rttMs)) * 1.06], nice: true },
    y: { domain: rows.map((row) => row.client) },
    marks: [
      gridX({ stroke: "var(--ak-rule)", strokeOpacity: 1, ticks: 6 }),
      axisX({
        ticks: 6,
        tickSize: 0,
        label: "round trip (ms)",
        labelAnchor: "center",
        labelArrow: "none",
        fontSize: 13,
      }),
      axisY({ tickSize: 0, label: null, fontSize: 13.5 }),
      ruleY(rows, { y: "client", x1: "floorMs", x2: "rttMs", stroke: colour, strokeWidth: 2 }),
      tickX(rows, { y: "client", x: "floorMs", stroke: "var(--ak-text)", strokeWidth: 1.5, inset: 4 }),
      dot(rows, { y: "client", x: "rttMs", r: 5, fill: colour }),
      text(rows, {
        y: "client",
        x: "rttMs",
        text: "site",
        dx: 9,
        textAnchor: "start",
        fill: colour,
        fontSize: 13,
        fontWeight: 700,
      }),
    ],
  });
}
