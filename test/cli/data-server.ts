// A local HTTP server that misbehaves as asked: slow, cut off, other bytes, redirects, errors, a login page, a proxy.
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export interface Asked {
  readonly url: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

export interface DataServer {
  readonly address: string;
  /** All requests so far. */
  readonly asked: Asked[];
  readonly close: () => Promise<void>;
}

/** Serves `files` by path; what the path begins with says how: /cut/x breaks off each answer after a third of the file. */
export async function serveData(files: Readonly<Record<string, Uint8Array>>): Promise<DataServer> {
  const asked: Asked[] = [];
  const server = createServer((question, answer) => {
    asked.push({ url: question.url!, range: question.headers.range, ifRange: question.headers["if-range"] as string });
    void respond(question, answer, files, asked.length);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, asked, close: () => closed(server) };
}

/** A proxy for http: it asks the server named in the request, and notes the addresses. */
export async function serveProxy(): Promise<DataServer> {
  const asked: Asked[] = [];
  const server = createServer((question, answer) => {
    asked.push({ url: question.url!, range: undefined, ifRange: undefined });
    const onward = request(question.url!, { headers: { ...question.headers, connection: "close" } }, (got) => {
      answer.writeHead(got.statusCode!, got.headers);
      got.pipe(answer);
    });
    onward.end();
  });
  // undici opens a tunnel also for http.
  server.on("connect", (question: IncomingMessage, socket: Socket) => {
    asked.push({ url: question.url!, range: undefined, ifRange: undefined });
    const [host, port] = question.url!.split(":");
    void import("node:net").then(({ connect }) => {
      const onward = connect(Number(port), host, () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
      socket.pipe(onward).pipe(socket);
      for (const each of [socket, onward]) each.on("error", () => each.destroy());
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, asked, close: () => closed(server) };
}

const closed = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

async function respond(
  { url, headers }: IncomingMessage,
  answer: ServerResponse,
  files: Readonly<Record<string, Uint8Array>>,
  number: number,
): Promise<void> {
  const [, how, name] = /^\/(\w[\w-]*)\/(.*)$/.exec(url!) ?? [];
  const file = files[name];
  if (how === "redirect") return void answer.writeHead(302, { location: `/good/${name}` }).end();
  if (how === "loop") return void answer.writeHead(302, { location: url }).end();
  if (how === "portal") return void answer.writeHead(302, { location: "/login/page" }).end();
  if (how === "login")
    return void answer
      .writeHead(200, { "content-type": "text/html" })
      .end("<!DOCTYPE html><html><title>Hotel\u001b[31m  Wi-Fi</title>Welcome</html>");
  if (how === "busy" && number < 3) return void answer.writeHead(503).end();
  if (how === "huge") return void answer.writeHead(200, { "content-length": "900000000000" }).end("x");
  if (file === undefined || how === "missing") return void answer.writeHead(404).end("not here");
  const start = how === "no-ranges" ? 0 : Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
  // A file that was replaced between two requests has another tag.
  const etag = how === "replaced" ? `"${number}"` : '"one"';
  const same = headers["if-range"] === undefined || headers["if-range"] === etag;
  const from = same ? start : 0;
  const rest = file.subarray(from);
  answer.writeHead(from > 0 ? 206 : 200, {
    "content-length": rest.length,
    etag,
    ...(from > 0 && { "content-range": `bytes ${from}-${file.length - 1}/${file.length}` }),
  });
  const cuts = how === "cut" || how === "no-ranges" || how === "replaced";
  const length = cuts && number < 3 ? Math.ceil(file.length / 3) : rest.length;
  if (how === "slow") {
    for (let at = 0; at < rest.length; at += 400) {
      if (!answer.write(rest.subarray(at, at + 400))) break;
      await pause(100);
    }
    return void answer.end();
  }
  answer.write(rest.subarray(0, length));
  if (length < rest.length) {
    await pause(50);
    return void answer.destroy();
  }
  answer.end();
}
