// A provider's network as the stage of a motion: its routers and links for the map, and where a router stands.
import type { Coordinates } from "anycast-kit/geo";
import { router, type Network } from "anycast-kit/routing";

export const backbone = ({ routers, links }: Network) => ({
  routers: routers.map(({ id, lat, lon }) => ({ id, lat, lon })),
  links: links.map(({ ends }) => ({ ends })),
});

/** @throws NetworkError for an unknown router */
export function placeOf(network: Network, id: string): Coordinates {
  const { lat, lon } = router(network, id);
  return { lat, lon };
}
