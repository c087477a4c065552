// The compressed parts of a page, in base64 in inert script elements, unpacked when first needed: LZMA, which a worker unpacks, and
// for what that worker runs, gzip. Pages of one folder may share the runtime as a script beside them (`lessons --shared-runtime`),
// which the policy admits by a nonce.

import { liveWords as words } from "../../words.js";

/** @throws Error if the page has no such part, or the browser cannot unpack it */
export const unpack = async (name: string): Promise<string> => new TextDecoder().decode(await unpacked(name));

async function unzipped(name: string): Promise<ArrayBuffer> {
  const bytes = fromBase64(await packed(name));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** Browsers from 2025 have a function for it. A loop is several times faster than `Uint8Array.from`. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const { fromBase64: native } = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  if (native) return native.call(Uint8Array, text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

async function packed(name: string): Promise<string> {
  const element = document.querySelector(`script[data-live-pack="${name}"]`);
  if (element) return (element.textContent ?? "").trim();
  const beside = document.querySelector<HTMLMetaElement>(`meta[name="live-${name}"]`);
  if (!beside) throw new Error(`This page does not contain the part "${name}".`);
  const [file, nonce, hash] = beside.content.split(" ");
  await loadScript(file, nonce);
  const { __anycastRuntime: text = "" } = globalThis as { __anycastRuntime?: string };
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  if (btoa(String.fromCharCode(...bytes)) !== hash) throw new Error(words.foreignRuntime(file));
  return text;
}

/** @throws Error if the script is missing */
export function loadScript(src: string, nonce?: string): Promise<void> {
  const script = document.createElement("script");
  if (nonce !== undefined) script.nonce = nonce;
  script.src = src;
  return new Promise((done, fail) => {
    script.onload = () => done(script.remove());
    script.onerror = () => fail(new Error(words.foreignRuntime(src)));
    document.head.append(script);
  });
}

/** Parts that are packed by gzip. */
const zipped: ReadonlySet<string> = new Set(["unpacker", "playground"]);

const scripts = new Map<string, Promise<string>>();

/** The address of an unpacked script, for a worker or a script element; unpacked once. */
export function scriptUrl(name: string): Promise<string> {
  let url = scripts.get(name);
  if (!url) {
    const bytes = zipped.has(name) ? unzipped(name) : unpacked(name);
    url = bytes.then((script) => URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    url.catch(() => scripts.delete(name));
    scripts.set(name, url);
  }
  return url;
}

async function unpacked(name: string): Promise<ArrayBuffer> {
  const bytes = fromBase64(await packed(name));
  const unpacker = new Worker(await scriptUrl("unpacker"));
  try {
    return await new Promise<ArrayBuffer>((done, fail) => {
      unpacker.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => done(data);
      unpacker.onerror = ({ message }) => fail(new Error(message || words.damaged));
      unpacker.postMessage(bytes.buffer, [bytes.buffer]);
    });
  } finally {
    unpacker.terminate();
  }
}
