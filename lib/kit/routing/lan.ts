// One LAN: ARP (RFC 826), not routing, decides which host gets the packets for an address. Two hosts with one address conflict.
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A frame sent to an address on the LAN, and the MAC address that received it. */
export interface LanDelivery {
  /** 1 for the first packet. */
  readonly packet: number;
  readonly mac: string;
  /** Whether ARP resolved the address again before this packet, because the cache entry had expired. */
  readonly resolved: boolean;
}

export interface LanOptions {
  /** MAC addresses of the hosts that answer ARP for the address; normally one. */
  readonly hosts: readonly string[];
  readonly packets: number;
  /** Packets between two ARP resolutions. Defaults to 4. */
  readonly packetsPerResolution?: number;
  readonly seed: number;
}

/**
 * Sends packets to one address on one LAN. At each resolution every host that owns the address replies after a delay of
 * its own (1 to 1000 microseconds); each reply overwrites the cache entry (RFC 826, "merge"), so the slowest reply wins.
 * @example sendOnLan({ hosts: ["02:00:00:00:00:01"], packets: 8, seed: 1 }).length // 8
 * @throws RangeError if no host owns the address
 */
export function sendOnLan({ hosts, packets, packetsPerResolution = 4, seed }: LanOptions): readonly LanDelivery[] {
  if (hosts.length === 0)
    throw new RangeError("owners: expected at least one host (without an owner ARP gets no reply).");
  const random = xoroshiro128plus(seed);
  let mac = hosts[0];
  return Array.from({ length: packets }, (_, i) => {
    const resolved = i % packetsPerResolution === 0;
    if (resolved) {
      const replies = hosts.map((host) => ({ host, afterMicroseconds: uniformInt(random, 1, 1000) }));
      mac = replies.reduce((last, reply) => (reply.afterMicroseconds >= last.afterMicroseconds ? reply : last)).host;
    }
    return { packet: i + 1, mac, resolved };
  });
}
