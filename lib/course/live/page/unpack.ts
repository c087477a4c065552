// The compressed parts of a page: gzip in base64, in inert script elements, unpacked when first needed. Pages of one folder
// may share the runtime as a script beside them (`lessons --shared-runtime`), which the policy admits by a nonce.

import { words } from "./words.js";

/** @throws Error if the page has no such part, or the browser cannot unpack it */
export async function unpack(name: string): Promise<string> {
  const bytes = Uint8Array.from(atob(await packed(name)), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
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

const scripts = new Map<string, Promise<string>>();

/** The address of an unpacked script, for a worker or a script element; unpacked once. */
export function scriptUrl(name: string): Promise<string> {
  let url = scripts.get(name);
  if (!url) {
    url = unpack(name).then((text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
    url.catch(() => scripts.delete(name));
    scripts.set(name, url);
  }
  return url;
}
