#!/usr/bin/env python3
"""A name server at an anycast site: answers hostname.bind and id.server (RFC 4892) with the site's name, over UDP and TCP, and NSID
(RFC 5001). Python's standard library only. Usage: site_server.py SITE ADDRESS..."""
import socket, struct, sys, threading

site = sys.argv[1].encode()


def family_of(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def answer(query):
    if len(query) < 12 or query[2] & 0x80 or struct.unpack("!H", query[4:6])[0] != 1:
        return None
    at, labels = 12, []
    while at < len(query) and query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]])
        at += 1 + query[at]
    question = query[12 : at + 5]
    kind, group = struct.unpack("!HH", query[at + 1 : at + 5])
    ours = b".".join(labels).lower() in (b"hostname.bind", b"id.server") and (kind, group) == (16, 3)
    edns = struct.unpack("!H", query[10:12])[0] > 0 and query[at + 5 : at + 8] == b"\0\0\x29"
    nsid = edns and query[at + 16 : at + 18] == b"\0\x03"
    text = bytes([len(site)]) + site
    record = b"\xc0\x0c" + struct.pack("!HHIH", 16, 3, 0, len(text)) + text if ours else b""
    option = struct.pack("!HH", 3, len(site)) + site if nsid else b""
    opt = b"\0" + struct.pack("!HHIH", 41, 1232, 0, len(option)) + option if edns else b""
    head = query[:2] + struct.pack("!HHHHH", 0x8400 | (0 if ours else 5), 1, int(ours), 0, int(edns))
    return head + question + record + opt


def serve_tcp(connection):
    with connection:
        size = connection.recv(2, socket.MSG_WAITALL)
        while len(size) == 2:
            reply = answer(connection.recv(struct.unpack("!H", size)[0], socket.MSG_WAITALL))
            if reply is None:
                return
            connection.sendall(struct.pack("!H", len(reply)) + reply)
            size = connection.recv(2, socket.MSG_WAITALL)


def listen_tcp(address):
    server = socket.create_server((address, 53), family=family_of(address))
    while True:
        threading.Thread(target=serve_tcp, args=(server.accept()[0],), daemon=True).start()


def listen_udp(address):
    udp = socket.socket(family_of(address), socket.SOCK_DGRAM)
    udp.bind((address, 53))
    while True:
        query, client = udp.recvfrom(4096)
        try:
            reply = answer(query)
        except (IndexError, struct.error):
            reply = None
        if reply:
            udp.sendto(reply, client)


servers = [threading.Thread(target=each, args=(address,)) for address in sys.argv[2:] for each in (listen_udp, listen_tcp)]
for server in servers:
    server.start()
