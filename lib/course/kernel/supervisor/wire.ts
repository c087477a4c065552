// Jupyter's wire format: a message is a list of byte strings, signed with the connection's key (Jupyter's "Messaging in
// Jupyter", version 5.3). Incomplete messages and messages with a wrong signature are rejected.
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username?: string;
  readonly [key: string]: unknown;
}

export interface Message {
  /** Routing prefixes of ZeroMQ, which an answer repeats. */
  readonly identity: readonly Buffer[];
  readonly header: Header;
  readonly content: Readonly<Record<string, unknown>>;
}

const delimiter = "<IDS|MSG>";

const sign = (key: string, parts: readonly (string | Buffer)[]): string => {
  if (key === "") return "";
  const hash = createHmac("sha256", key);
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

/** Reads a message. @throws Error if it is not signed with the key, or is not a Jupyter message */
export function readMessage(key: string, parts: readonly Buffer[]): Message {
  const at = parts.findIndex((part) => part.toString("latin1") === delimiter);
  if (at < 0 || parts.length < at + 6) throw new Error("a message without its delimiter or with parts missing");
  const body = parts.slice(at + 2);
  const expected = Buffer.from(sign(key, body));
  const given = parts[at + 1];
  if (expected.length !== given.length || !timingSafeEqual(expected, given))
    throw new Error("a message with a wrong signature");
  const [header, , , content] = body.map((part) => JSON.parse(part.toString("utf8")) as unknown);
  if (typeof (header as Header | null)?.msg_type !== "string") throw new Error("a message without a type");
  return {
    identity: parts.slice(0, at),
    header: header as Header,
    content: (typeof content === "object" && content !== null ? content : {}) as Message["content"],
  };
}

/** The bytes of a message that answers `parent`, or that reports on it. */
export function writeMessage(
  key: string,
  { type, parent, content }: { readonly type: string; readonly parent: Message | null; readonly content: object },
): (string | Buffer)[] {
  const header = {
    msg_id: randomUUID(),
    msg_type: type,
    session: parent?.header.session ?? "",
    username: parent?.header.username ?? "kernel",
    date: new Date().toISOString(),
    version: "5.3",
  };
  const body = [header, parent?.header ?? {}, {}, content].map((part) => JSON.stringify(part));
  return [...(parent?.identity ?? []), delimiter, sign(key, body), ...body];
}
