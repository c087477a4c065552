// Markup made of pieces at random: attacks cut in pieces, elements that do not nest, namespaces, broken entities.
import fc from "fast-check";
import { attacks } from "../publish/attacks.js";
import { breakouts } from "./before-the-sanitiser.js";

const names = (
  "a b i p div span h1 h2 ul li ol dl dt dd table caption colgroup col thead tbody tr td th pre code details summary " +
  "svg g desc title text tspan use path math mtext mi mglyph annotation-xml foreignObject style script select option " +
  "form input button textarea template noscript iframe object nobr font center br hr img em strong blockquote section"
).split(" ");
const attributesOf = [
  ...["id=a", 'id="body"', "class=ak-x", "style='color:red'", 'style="width:9px;margin:-9px"', "href=#a", "href='//x'"],
  ...['fill="url(#a)"', "xlink:href=#a", "encoding=text/html", 'title="</title>"', "src=data:image/png;base64,AAAA"],
  ...["tabindex=0", "aria-label='<b>'", "viewBox='0 0 1 1'", "onclick=pwn()", "\u0000", "x=`", "<", "/", "'", '"'],
];
const texts = [
  ...[
    "text",
    " ",
    "\n",
    "\r",
    "\t",
    "\f",
    "&amp;",
    "&lt;b&gt;",
    "&#13;",
    "&#0;",
    "&#x80;",
    "&notit;",
    "&",
    "<",
    ">",
    '"',
  ],
  ...[
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<?x",
    "</",
    "<!doctype html>",
    "\u0000",
    "\u00a0",
    "\ud800",
    "😀",
    "\n\n",
    "a\u0301",
  ],
];
const open = fc
  .tuple(fc.constantFrom(...names), fc.array(fc.constantFrom(...attributesOf), { maxLength: 2 }))
  .map(([name, given]) => `<${[name, ...given].join(" ")}>`);
const close = fc.constantFrom(...names).map((name) => `</${name}>`);
const self = fc.constantFrom(...names).map((name) => `<${name}/>`);
const cut = [...attacks, ...breakouts].flatMap((attack) => attack.split(/(?=<)|(?<=>)|(?=")/));

/** One mixture of at most twenty pieces. */
export const mixture = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: open },
      { weight: 4, arbitrary: close },
      { weight: 1, arbitrary: self },
      { weight: 3, arbitrary: fc.constantFrom(...texts) },
      { weight: 3, arbitrary: fc.constantFrom(...cut) },
      { weight: 1, arbitrary: fc.string() },
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((pieces) => pieces.join(""));

/** Pieces known to be read differently from what they look like. */
export const knownMixtures: readonly string[] = [
  "<title></title><div>x</div><p>y</p>",
  "<svg><p>a</p><g>b</g></svg>",
  "<!doctype html><html><head><title>t</title><style>p{}</style></head><body><a href=#x>1</a><p>2</p></body></html>",
  "<a href=1><table><tr><td><a href=2>x</a></td></tr></table><a href=3>y",
  "<table><b><tr><td>x</b></td></tr>y</table>z",
  "<p><b><div>x</b>y</div>z",
  "<b><p>a</b>b</p><i>c<p>d</i>e",
  "<svg><desc><div>x</div></desc><title><b>y</b></title></svg>",
  "<math><mi><p>x</mi></math>y",
  "<pre>\n\nx</pre><pre>&#10;y</pre>",
  "<ul><li>a<ul><li>b</ul>c<li>d",
  "<details><summary>s<summary>t</details>",
  "<svg><g><svg><foreignObject><p>x</foreignObject></svg></g></svg>",
  "<h1>a<h2>b</h1>c",
  "<nobr>a<nobr>b</nobr>",
  "<dl><dt>a<dd>b<dt>c",
  "<table><caption><p>a<col><tr><th>b<td>c",
  "<table><td><table><td>x</table>y</table>",
  "<p><ul><li>x</ul></p>",
  "<svg></p><b>x",
  "<button><p>x</button>y<form><form>",
];
