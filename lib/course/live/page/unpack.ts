// What a page carries compressed: base64 of gzip in inert script elements, unpacked when it is first needed.

/** @throws Error if the page carries no such part, or the browser cannot unpack it */
export async function unpack(name: string): Promise<string> {
  const element = document.querySelector(`script[data-live-pack="${name}"]`);
  if (!element) throw new Error(`This page carries no ${name}.`);
  const bytes = Uint8Array.from(atob((element.textContent ?? "").trim()), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

const scripts = new Map<string, Promise<string>>();

/** The address of an unpacked script, for a worker or a script element; unpacked once. */
export function scriptUrl(name: string): Promise<string> {
  let url = scripts.get(name);
  if (!url) {
    url = unpack(name).then((text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
    scripts.set(name, url);
  }
  return url;
}
