// Layout: a bar, the contents on the left if there is room, one column of text with figures that may be wider.

export const layout = `
*,*::before,*::after{box-sizing:border-box}
html{font-family:var(--serif);font-size:100%;line-height:1.6;background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1.5rem}
body{margin:0;font-size:1.1875rem;overflow-wrap:break-word}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:1rem;top:-4rem;padding:.5rem 1rem;background:var(--ink);color:var(--paper);font:600 1rem/1.4 var(--sans);border-radius:0 0 .4rem .4rem;z-index:9}
.skip:focus{top:0}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
main:focus{outline:none}
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.5rem;max-width:73rem;margin:0 auto;padding:.9rem 1.25rem;font:.9375rem/1.4 var(--sans)}
.bar .home{color:var(--ink);font-weight:600;text-decoration:none;margin-right:auto;padding:.25rem 0}
.bar .home:hover{text-decoration:underline}
.bar ol{display:flex;gap:.25rem;margin:0;padding:0;list-style:none}
.bar li>*{display:grid;place-items:center;min-width:1.9rem;height:1.9rem;border-radius:50%;color:var(--quiet);text-decoration:none;font-variant-numeric:tabular-nums}
.bar li>a:hover{background:var(--wash);color:var(--ink)}
.bar li>a[aria-current]{background:var(--ink);color:var(--paper);font-weight:600}
.bar li>a{border:1px solid var(--line)}
.bar li>span{border:1px dashed var(--line)}
.theme{display:flex;margin:0;padding:2px;border:1px solid var(--rule);border-radius:99px}
.theme[hidden]{display:none}
.theme label{position:relative;display:grid;place-items:center;width:1.9rem;height:1.6rem;border-radius:99px;color:var(--quiet);cursor:pointer}
.theme input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.theme label:has(:checked){background:var(--wash);color:var(--ink)}
.theme label:has(:focus-visible){outline:3px solid var(--accent);outline-offset:1px}
.theme svg{width:1rem;height:1rem;fill:currentColor}
.page{max-width:73rem;margin:0 auto;padding:0 1.25rem}
main{min-width:0;padding-bottom:4rem;overflow:clip;overflow-clip-margin:.5rem}
h1,h2,h3,h4,.bar,.toc,.sequence{overflow-wrap:anywhere}
main>*,section>*,.exercise>*{max-width:var(--measure)}
main>section,section>.cell,main>.cell,main>.code,section>.code,section>.heading,.exercise>.cell,.exercise>.solution,.lead,.exercise{max-width:var(--wide)}
.lead>*{max-width:var(--measure)}
.lead>.standfirst,.lead>.aims,.lead>h1{max-width:none}
.toc{font:.875rem/1.4 var(--sans);margin:0 0 2rem}
.search{display:block;margin:0 0 .75rem}
.search input{width:100%;max-width:24rem;min-height:2.25rem;padding:.25rem .7rem;border:1px solid var(--line);border-radius:.35rem;background:var(--paper);color:var(--ink);font:.9375rem/1.4 var(--sans)}
.search p{margin:.4rem 0 0;min-height:1.3em;color:var(--quiet)}
.search li{margin:0}
.search small{display:block;color:var(--quiet)}
.search li a{overflow-wrap:anywhere}
.toc summary{font-weight:600;padding:.6rem 0;cursor:pointer}
.toc ol{margin:0;padding:0;list-style:none}
.toc a{display:block;padding:.3rem 0 .3rem .8rem;border-left:2px solid var(--rule);color:var(--quiet);text-decoration:none}
.toc ol ol a{padding-left:1.6rem}
.toc a:hover{color:var(--ink)}
.toc a[aria-current]{color:var(--accent);border-color:var(--accent);font-weight:600}
.toc .done::after{content:" ✓";color:var(--passed)}
.sequence{display:flex;flex-wrap:wrap;gap:1rem;margin:4rem 0 0;font-family:var(--sans)}
.sequence>*{flex:1 1 15rem;padding:1rem 1.25rem;border:1px solid var(--rule);border-radius:.6rem;color:var(--ink);text-decoration:none}
.sequence a:hover{border-color:var(--accent)}
.sequence small{display:block;color:var(--quiet);font-size:.8125rem}
.sequence .next{text-align:right}
.colophon{max-width:73rem;margin:0 auto;padding:1.5rem 1.25rem 3rem;border-top:1px solid var(--rule);color:var(--quiet);font:.875rem/1.5 var(--sans)}
.colophon p{margin:.25rem 0;max-width:var(--measure)}
@media (min-width:75rem){
.page:not(.one){display:grid;grid-template-columns:14.5rem minmax(0,1fr);gap:4rem}
.toc{position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;margin:0;padding:3.4rem 0 2rem}
.toc summary{list-style:none;cursor:default;pointer-events:none;color:var(--quiet);font-weight:400;padding:0 0 .5rem .9rem}
.toc summary::-webkit-details-marker{display:none}
}
@media (min-width:48rem) and (max-width:74.99rem){
.page:not(.one){max-width:calc(var(--wide) + 2.5rem)}
}
@media (max-width:40rem){body{font-size:1.09375rem}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`;
