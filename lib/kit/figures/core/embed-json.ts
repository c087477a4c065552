// Text and data on their way into HTML.

/** A value as JSON that no HTML parser takes for markup, whatever it holds. Addresses and prefixes become their text. */
export function embedJson(value: unknown): string {
  const plain = (_key: string, each: unknown) => (isAddress(each) ? each.text : each);
  return JSON.stringify(value, plain).replace(/</g, "\\u003c");
}

/** Addresses and prefixes hold their bits as a bigint, which JSON cannot say; their text says the same. */
const isAddress = (value: unknown): value is { readonly text: string } =>
  typeof value === "object" && value !== null && "bits" in value && typeof value.bits === "bigint" && "text" in value;
