// Styles of code and its output.

/** While a page opens, pictures far from what the reader sees are not laid out: see ../client/early.ts. */
const early = `@media screen{[data-page-early] main :is(.ak-explorer,figure:not(.ak-explorer *)){content-visibility:auto;contain-intrinsic-size:auto 30rem}}`;

export const cell = `
${early}
.cell{margin:1.5rem 0}
.code{position:relative;background:var(--wash);border-radius:.5rem;margin:0 0 .9rem}
pre{margin:0;font:.875rem/1.6 var(--mono);tab-size:2;overflow-x:auto;white-space:pre}
pre code{font-size:inherit}
.code pre{padding:.85rem 1.1rem;border-radius:.5rem}
.k{color:var(--code-k)}.s{color:var(--code-s)}.c{color:var(--code-c);font-style:italic}.n{color:var(--code-n)}.f{color:var(--code-f)}
.copy{position:absolute;top:-1.2rem;right:.4rem;min-width:2rem;height:2rem;padding:0 .5rem;border:1px solid transparent;border-radius:.35rem;background:var(--wash);color:var(--quiet);font:.8125rem/1 var(--sans);cursor:pointer}
.copy:hover,.copy:focus-visible{border-color:var(--line);color:var(--ink);background:var(--paper)}
@media screen and (max-width:40rem){.copy{position:static;display:block;margin:-.5rem .4rem 0 auto}}
.printed{margin:0 0 .9rem;padding:.1rem 0 .1rem 1.1rem;border-left:2px solid var(--rule)}
.printed.passed{border-color:var(--passed)}
.printed.failed,.printed.failure,.printed.complaint{border-color:var(--failed)}
.printed.failure{color:var(--failed)}
main :is(.shown,[data-outputs])+.fold{margin:-.9rem 0 0}main [data-outputs]+.fold:not(.ak-more)>summary{font:400 .8125rem/1.5 var(--mono)}
.shown{margin:1.2rem 0 1.4rem;font-family:var(--sans);font-size:1rem}
.shown svg{max-width:100%;height:auto}
.foreign{margin:calc(1.2rem - 6px) -6px calc(1.4rem - 6px);padding:6px;overflow:auto hidden}
@media print{.foreign{overflow:visible}}
.shown figure{margin-inline:0}
`;
