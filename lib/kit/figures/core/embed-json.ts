// Embeds text and data in HTML.

/**
 * A value as JSON that no HTML parser can mistake for markup. Addresses and prefixes become their text.
 * @example embedJson({ text: "</script>" }) // "{\"text\":\"\\u003c/script>\"}"
 */
export function embedJson(value: unknown): string {
  const plain = (_key: string, each: unknown) => (isAddress(each) ? each.text : each);
  return JSON.stringify(value, plain).replace(/</g, "\\u003c");
}

/** Addresses and prefixes store their bits as a bigint, which JSON does not support; their text is equivalent. */
const isAddress = (value: unknown): value is { readonly text: string } =>
  typeof value === "object" && value !== null && "bits" in value && typeof value.bits === "bigint" && "text" in value;
