/** The limits of the traffic model. */
export const trafficFidelity = {
  modelled: [
    "packets with addresses, ports, size, TTL, Don't Fragment and flow label, node by node; fragments, ICMP too big, tunnels",
    "glibc's and BIND's timers, caches, truncation; TCP's states, retransmission, resets and limits as in Linux; QUIC's IDs, probes and resets",
    "ECMP by hash, by buckets and per packet, with members that join and leave during connections",
  ],
  notModelled: [
    "queues and bandwidth: a link has a delay, and loses only packets chosen by an option",
    "congestion avoidance, fast retransmit, SACK, delayed ACKs, keepalives, window scaling, FIN-WAIT-2's timeout; QUIC's loss detection and its limit towards an address not yet validated; encryption",
    "ICMP but for too big; the size of what a recursive resolver passes on",
    "unicast routes: while BGP converges, only routes to the shared address move",
  ],
} as const;
