// Debian's Firefox, driven over its own Marionette protocol (lengths and JSON over a local socket): no driver program, no package.
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";

export interface Firefox {
  open(url: string): Promise<void>;
  /** Runs the body of a function in the page; it ends by calling `arguments[0]` with what it gives. */
  run(body: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Messages are "LENGTH:JSON". */
function readMessages(socket: Socket, receive: (message: unknown) => void): void {
  let buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const colon = buffer.indexOf(":");
      const length = Number(buffer.subarray(0, colon).toString());
      if (colon < 0 || buffer.length < colon + 1 + length) return;
      receive(JSON.parse(buffer.subarray(colon + 1, colon + 1 + length).toString("utf8")));
      buffer = buffer.subarray(colon + 1 + length);
    }
  });
}

async function connected(port: number, until: number): Promise<Socket> {
  for (;;) {
    const socket = await new Promise<Socket | null>((done) => {
      const each = connect(port, "127.0.0.1");
      each.once("connect", () => done(each));
      each.once("error", () => done(null));
    });
    if (socket) return socket;
    if (Date.now() > until) throw new Error("Firefox does not answer on its Marionette port.");
    await new Promise((done) => setTimeout(done, 200));
  }
}

export async function startFirefox(program = "firefox-esr"): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), "anycast-firefox-"));
  const port = await getPort();
  const preferences = { "marionette.port": port, "network.proxy.type": 1, "network.proxy.socks": "127.0.0.1", "network.proxy.socks_port": 1 }; // prettier-ignore
  writeFileSync(
    join(profile, "user.js"),
    Object.entries(preferences)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(""),
  );
  const firefox = spawn(program, ["--headless", "--no-remote", "--marionette", "--profile", profile], {
    stdio: "ignore",
  });
  const socket = await connected(port, Date.now() + 60_000);
  const waiting = new Map<number, (message: readonly [number, number, { message: string } | null, unknown]) => void>();
  readMessages(socket, (message) => {
    if (Array.isArray(message)) waiting.get(message[1] as number)?.(message as never);
  });
  let last = 0;
  const command = (name: string, parameters: object) =>
    new Promise<unknown>((done, fail) => {
      const id = ++last;
      waiting.set(id, ([, , error, result]) => (error ? fail(new Error(error.message)) : done(result)));
      const text = JSON.stringify([0, id, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  await command("WebDriver:NewSession", {});
  await command("WebDriver:SetTimeouts", { script: 60_000, pageLoad: 60_000 });
  return {
    open: async (url) => void (await command("WebDriver:Navigate", { url })),
    run: async (body) =>
      ((await command("WebDriver:ExecuteAsyncScript", { script: body, args: [] })) as { value: unknown }).value,
    async close() {
      const ended = new Promise((done) => firefox.once("exit", done));
      await command("Marionette:Quit", {}).catch(() => {});
      socket.destroy();
      setTimeout(() => firefox.kill(), 5000).unref();
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
