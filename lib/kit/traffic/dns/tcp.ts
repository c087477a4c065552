// DNS over TCP (RFC 7766): the fallback of a resolver when an answer does not fit; it makes DNS depend on a stable route. A
// query is a line of text here, and an answer a line and padding to its size.
import type { Program } from "../endpoint.js";
import { tcpServer, type TcpServerState } from "../tcp/index.js";
import type { DnsReply } from "./message.js";
import { answer, type DnsServerOptions } from "./server.js";

/**
 * A DNS server over TCP (RFC 7766); put it beside dnsServer with `combinePrograms`.
 * @example dnsOverTcp({ identity: "ns1.sea.example" }).initial.accepted // 0
 */
export function dnsOverTcp(options: DnsServerOptions): Program<TcpServerState> {
  return tcpServer({
    identity: options.identity,
    port: 53,
    respond(question, _identity, nowMs) {
      const { reply, bytes } = answer({ id: 0, question }, options, nowMs, "tcp");
      const text = JSON.stringify(reply);
      return `${text}\n${"-".repeat(Math.max(0, bytes - text.length - 2))}\n`;
    },
  });
}

/** The answer in the bytes received over a connection, once complete. */
export function replyIn(received: string): DnsReply | undefined {
  const [text, padding, rest] = received.split("\n");
  return padding !== undefined && rest !== undefined ? (JSON.parse(text) as DnsReply) : undefined;
}
