// The lines of a text one by one: all of them at once may be more than memory can hold.

export function* linesOf(text: string): Generator<string, void> {
  for (let from = 0; from <= text.length;) {
    const found = text.indexOf("\n", from);
    const end = found < 0 ? text.length : found;
    yield text.slice(from, end);
    from = end + 1;
  }
}
