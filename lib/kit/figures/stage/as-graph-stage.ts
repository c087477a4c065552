// An AS graph as a stage: BGP messages and packets travel along its links. Places are "AS10", the letters of sites and the names
// of clients.
import { drawnAsGraphs, type AsGraphContents } from "../as-graph/index.js";
import type { Stage } from "./stage.js";

/**
 * Draws an AS graph as a still picture and says where its places and links are, for motions over it. Places are "AS10", the
 * letters of sites and the names of clients.
 * @example asGraphStage({ ases: [{ asn: 1 }, { asn: 2 }], links: [{ peers: [1, 2] }] }).pictures.length // 2
 * @throws FigureError for an unknown AS, or a cycle of providers
 */
export function asGraphStage(contents: AsGraphContents): Stage {
  const { pictures, description, legend } = drawnAsGraphs("stage", contents);
  return {
    kind: "as-graph",
    description,
    legend,
    pictures: pictures.map(({ size, svg, ...rest }) => ({
      ...rest,
      svg: svg as Element,
      className: size.className as "ak-wide" | "ak-narrow",
      font: { wide: size.font, narrow: size.font },
    })),
  };
}
