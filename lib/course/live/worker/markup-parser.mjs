// The part of htmlparser2 that linkedom uses, built on parse5's tokenizer, which a page includes for the sanitiser anyway.
// Plain JavaScript, because it replaces a package (live-bundle.mjs). Linkedom uses it to parse a cell's `innerHTML`.
import { Tokenizer } from "parse5";

const empty = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

export class Parser {
  constructor(handler, { xmlMode = false } = {}) {
    const text = ({ chars }) => handler.ontext(chars);
    const close = (name) => handler.onclosetag(name, false);
    this.open = [];
    this.tokenizer = new Tokenizer(
      { sourceCodeLocationInfo: false },
      {
        onDoctype: ({ name }) => handler.onprocessinginstruction("!doctype", `!doctype ${name ?? ""}`),
        onComment: ({ data }) => handler.oncomment(data),
        onCharacter: text,
        onWhitespaceCharacter: text,
        onNullCharacter: () => {},
        onEof: () => {},
        onStartTag: ({ tagName, attrs, selfClosing }) => {
          handler.onopentag(tagName, Object.fromEntries(attrs.map(({ name, value }) => [name, value])));
          if ((!xmlMode && empty.has(tagName)) || selfClosing) close(tagName);
          else this.open.push(tagName);
        },
        onEndTag: ({ tagName }) => {
          const at = this.open.lastIndexOf(tagName);
          if (at >= 0) for (const name of this.open.splice(at).reverse()) close(name);
        },
      },
    );
  }
  write(markup) {
    this.tokenizer.write(markup, true);
  }
  end() {}
}
