// Style of the live page: buttons under the cells, stale and hidden cells, the bar above the lesson. None of it is printed.

export const liveCss = `
.live-bar{margin:1.5rem 0;padding:1rem 1.25rem;border:1px solid var(--rule);border-radius:.75rem;font-family:var(--sans);font-size:.9375rem}
.live-bar p{margin:0 0 .75rem}
.live-tools{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center;margin:0 0 .9rem;font:.875rem/1.4 var(--sans)}
.live-bar .live-tools{margin:0}
.live-tools button,.live-show{min-height:2rem;padding:.2rem .8rem;border:1px solid var(--line);border-radius:.35rem;background:var(--paper);color:var(--ink);font:inherit;cursor:pointer}
.live-show{font:.9375rem/1.4 var(--sans);margin:.5rem 0 0}
.live-tools .live-run{border-color:var(--accent);color:var(--accent);font-weight:600}
.live-tools button:hover,.live-show:hover{background:var(--tint)}
.cell:not([data-kind=test])>details:not([open])+.live-tools,.cell>[data-outputs]:first-child:not(:has(~[data-code],~details))+.live-tools{display:none}
.cell:is([data-state=stale],[data-state=failed],[data-state=running],[data-state=waiting],[data-state=stopped])>.live-tools{display:flex!important}
.live-link{display:inline-grid;place-items:center;min-width:2rem;min-height:2rem;color:var(--quiet);text-decoration:none}
.live-link:hover{color:var(--accent)}
.live-status{color:var(--quiet)}
[data-state=failed]>.live-tools .live-status,[data-verdict=failed]>.live-tools .live-status{color:var(--failed)}
[data-untried]>.live-tools .live-status{color:var(--quiet)!important}
[data-verdict=passed]>.live-tools .live-status{color:var(--passed)}
[data-state=stale]>[data-outputs]{border-left:3px solid var(--code-n);padding-left:.75rem}
.live-note{color:var(--quiet);font:.9375rem/1.5 var(--sans)}
.live-written{display:block;font:600 .9375rem/1.5 var(--sans)}
.live-written textarea{display:block;box-sizing:border-box;width:100%;margin:.3rem 0 0;padding:.6rem .8rem;border:1px solid var(--line);border-radius:.35rem;background:var(--paper);color:var(--ink);font:1rem/1.5 var(--serif);resize:vertical}
.code[hidden]{display:none}
@media screen{.live-gated,.live-locked{display:none!important}}
@media print{.live-bar,.live-tools,.live-show,.live-note{display:none!important}}
`;
