/** The limits of the multicast model. */
export const multicastFidelity = {
  modelled: [
    "PIM-SM's Register, Null-Register, Register-Stop, Join and Prune of (*,G), (S,G) and (S,G,rpt), with the default timers of RFC 7761; soft state",
    "MSDP's Source-Active messages in one mesh group, its cache, keepalives, hold and retry times (RFC 3618)",
    "unicast routes that change at an instant; a receiver's router joins again at once when its own route changes",
  ],
  notModelled: [
    "a tree's branch is one packet from a router that forks it to the next: copies on shared links are not saved, routers between keep no state",
    "the random part of PIM's timers; designated-router elections, Hello (and its GenID: neighbours that see it change join again within seconds, RFC 7761, 4.5.4), Assert, IGMP: a host and its router are one",
    "MSDP's TCP beneath its sessions: a lost message comes with the next repetition; data inside Source-Active messages",
    "queues and bandwidth",
  ],
} as const;
