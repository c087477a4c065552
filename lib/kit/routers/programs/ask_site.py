#!/usr/bin/env python3
"""Asks an anycast address for its site (hostname.bind, RFC 4892) in a packet of a given size with DF set, and prints the site; nothing
without an answer. Python's standard library only. Usage: ask_site.py OWN-ADDRESS ADDRESS OCTETS"""
import socket, struct, sys

own, address, octets = sys.argv[1], sys.argv[2], int(sys.argv[3])
is6 = ":" in address
question = b"\x08hostname\x04bind\0" + struct.pack("!HH", 16, 3)
# An EDNS padding option (RFC 7830) fills the packet: IP and UDP headers, DNS header, question, OPT record, option header.
padding = max(0, octets - (40 if is6 else 20) - 8 - 12 - len(question) - 11 - 4)
option = struct.pack("!HH", 12, padding) + bytes(padding)
query = struct.pack("!HHHHHH", 1, 0, 1, 0, 0, 1) + question + b"\0" + struct.pack("!HHIH", 41, 1232, 0, len(option)) + option
client = socket.socket(socket.AF_INET6 if is6 else socket.AF_INET, socket.SOCK_DGRAM)
# IP_MTU_DISCOVER and IPV6_MTU_DISCOVER: PROBE sets DF, and does not remember a smaller path MTU.
client.setsockopt(socket.IPPROTO_IPV6 if is6 else socket.IPPROTO_IP, 23 if is6 else 10, 3)
client.settimeout(1)
client.bind((own, 0))
for _ in range(2):
    try:
        client.sendto(query, (address, 53))
        answer = client.recv(4096)
    except OSError:
        continue
    # The text of the first answer, behind the question: name (2), type, class, TTL, length, and the text's own length.
    at = 12 + len(question) + 2 + 10
    print(answer[at + 1 : at + 1 + answer[at]].decode())
    break
