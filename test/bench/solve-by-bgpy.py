"""BGPy on one graph: arguments are an as-rel file and a JSON list of lists of origin ASNs, one list for each prefix.

Prints JSON: the CPU ms of building the graph and of each prefix, the peak memory, and the origin that each AS chose.
"""

import json
import resource
import sys
import time
from importlib.metadata import version

from bgpy.as_graphs import ASGraphInfo, CAIDAASGraph, CustomerProviderLink, PeerLink
from bgpy.simulation_engine import BGP, Announcement, SimulationEngine


class EverybodySpeaksBgp:
    """The part of a BGPy scenario that the engine asks for: no attacker, and plain BGP everywhere."""

    def __init__(self, announcements):
        self.announcements = announcements

    def get_policy_cls(self, _as):
        return BGP


def read_graph(path):
    sells, peers = set(), set()
    with open(path) as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            a, b, is_peer = line.rstrip().split("|")[:3]
            if is_peer == "0":
                peers.add(PeerLink(int(a), int(b)))
            else:
                sells.add(CustomerProviderLink(provider_asn=int(a), customer_asn=int(b)))
    info = ASGraphInfo(customer_provider_links=frozenset(sells), peer_links=frozenset(peers))
    return CAIDAASGraph(info, store_customer_cone_size=False)


def solve(graph, origins):
    prefix = "192.0.2.0/24"
    announcements = tuple(Announcement(prefix=prefix, as_path=(origin,), seed_asn=origin) for origin in origins)
    scenario = EverybodySpeaksBgp(announcements)
    engine = SimulationEngine(graph)
    engine.setup(scenario)
    start = time.process_time()
    engine.run(0, scenario)
    cpu_ms = 1000 * (time.process_time() - start)
    chosen = {as_.asn: as_.policy.local_rib.get(prefix) for as_ in graph}
    return cpu_ms, {asn: route.as_path[-1] for asn, route in chosen.items() if route}


start = time.process_time()
as_graph = read_graph(sys.argv[1])
graph_ms = 1000 * (time.process_time() - start)
solved = [solve(as_graph, origins) for origins in json.loads(sys.argv[2])]
print(
    json.dumps(
        {
            "version": version("bgpy_pkg"),
            "graphMs": graph_ms,
            "prefixMs": [ms for ms, _origins in solved],
            "origins": [origins for _ms, origins in solved],
            "peakMB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
