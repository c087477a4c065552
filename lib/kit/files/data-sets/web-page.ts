// A web page in the place of data: a captive portal, a proxy's notice, a login. Such a page comes with status 200.

/** The title of a page, if these first bytes are one; "" for a page without a title. */
export function pageTitle(first: Uint8Array, contentType = ""): string | undefined {
  const text = new TextDecoder()
    .decode(first.subarray(0, 4096))
    .replace(/^\uFEFF/, "")
    .trimStart();
  const isPage = /^(?:<!doctype html|<html|<head|<body|<!--)/i.test(text) || /^text\/html\b/i.test(contentType);
  if (!isPage) return undefined;
  const title = /<title[^>]{0,200}>([^<]{1,200})/i.exec(text)?.[1] ?? "";
  return title.replace(/\s+/g, " ").trim().slice(0, 80);
}
