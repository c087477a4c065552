// One request for a file: proxy from the environment, redirects, time-outs, an error in plain words. undici, because Node 20's
// fetch knows no proxy and unpacks what should stay packed.
import type { Dispatcher } from "undici";
import { DataSetError, notInstalled } from "./error.js";

/** Milliseconds without a byte before a connection counts as dead. */
const patience = { connect: 20_000, silence: 30_000 } as const;
const mostRedirects = 10;

export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection. */
  readonly drop: () => void;
}

/** Thrown for a fault of the network or the server that may pass. */
export class PassingFault extends Error {
  override readonly name = "PassingFault";
}

let agent: Dispatcher | undefined;

/** Gets an address from byte `from` on. @throws PassingFault; DataSetError for an answer that will stay the same */
export async function get(address: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const { EnvHttpProxyAgent, request } = await import("undici").catch(notInstalled("undici"));
  agent ??= new EnvHttpProxyAgent({
    connect: { timeout: patience.connect },
    headersTimeout: patience.silence,
    bodyTimeout: patience.silence,
  });
  let url = parseAddress(address);
  for (let hops = 0; ; hops++) {
    const answer = await request(url, {
      dispatcher: agent,
      headers: { "user-agent": "anycast-kit (data get)", "accept-encoding": "identity", ...headers },
    }).catch((error: Error) => {
      throw new PassingFault(`${url.host}: ${reason(error)}`);
    });
    const header = (name: string) => {
      const value = answer.headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    const location = header("location");
    if (![301, 302, 303, 307, 308].includes(answer.statusCode) || location === undefined)
      return {
        status: answer.statusCode,
        header,
        body: answer.body,
        drop: () => void answer.body.once("error", () => undefined).destroy(),
      };
    await answer.body.dump().catch(() => undefined);
    if (hops === mostRedirects)
      throw new DataSetError(`${address}: more than ${mostRedirects} redirects.`, "Pass another address with --from.");
    const next = parseAddress(new URL(location, url).href);
    if (url.protocol === "https:" && next.protocol === "http:")
      throw new DataSetError(
        `${url.href} redirects to ${next.href}, which is not encrypted.`,
        "Log in to the network if it has a login page, or pass another address with --from.",
      );
    url = next;
  }
}

function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new DataSetError(
    `"${text}" is not an address of http or https.`,
    "Write it like https://example.org/file.bz2.",
  );
}

/** The cause of a failed request, without the words of the library. */
function reason(error: Error & { readonly code?: string; readonly cause?: unknown }): string {
  const { code = "", message } = error.cause instanceof Error ? (error.cause as typeof error) : error;
  const known: Readonly<Record<string, string>> = {
    ENOTFOUND: "no such host; is this machine online?",
    EAI_AGAIN: "the name cannot be resolved; is this machine online?",
    ECONNREFUSED: "connection refused",
    ECONNRESET: "connection reset",
    UND_ERR_CONNECT_TIMEOUT: "no connection in 20 s",
    UND_ERR_HEADERS_TIMEOUT: "no answer in 30 s",
    UND_ERR_BODY_TIMEOUT: "no data for 30 s",
    UND_ERR_SOCKET: "the connection broke off",
  };
  return known[code] ?? (message || code);
}

export const isPassing = (status: number): boolean => status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 511); // prettier-ignore

/** A fault while the body arrives, in plain words. */
export const brokenOff = (error: unknown): PassingFault =>
  error instanceof PassingFault ? error : new PassingFault(reason(error as Error));
