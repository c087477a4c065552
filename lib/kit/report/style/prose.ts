// Styles of text: headings, paragraphs, lists, callouts, tables, exercises.

export const prose = `
h1,h2,h3,h4{font-family:var(--sans);line-height:1.2;text-wrap:balance;margin:0}
h1{font-size:clamp(2.1rem,1.6rem + 2.4vw,3rem);font-weight:750;letter-spacing:-.025em;line-height:1.1}
.subtitle{display:block;font-size:.58em;font-weight:500;letter-spacing:-.015em;line-height:1.25;margin-top:.15em}
h2{font-size:1.6rem;font-weight:700;letter-spacing:-.015em}
h3{font-size:1.2rem;font-weight:650;letter-spacing:-.005em}
h4{font-size:1rem;font-weight:650}
.heading{display:flex;align-items:baseline;gap:.5rem;margin:2.25rem 0 .75rem}
.heading:has(h2){margin-top:4rem}
.permalink{font:400 1rem/1 var(--sans);color:var(--quiet);text-decoration:none;padding:.3rem;opacity:0}
.heading:hover .permalink,.permalink:focus{opacity:1}
@media (hover:none){.permalink{opacity:1}}
.lead{padding:1.4rem 0 .6rem}
.lead .kicker{margin:0 0 .6rem;font:600 .875rem/1.4 var(--sans);color:var(--accent)}
.lead .standfirst{margin:.7rem 0 0;font-size:1.3rem;line-height:1.4;color:var(--quiet);text-wrap:balance}
.lead .facts{margin:1.1rem 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 0;font:.875rem/1.5 var(--sans);color:var(--quiet)}
.facts li:not(:last-child,:has(+[hidden]))::after{content:"·";margin:0 .55rem}
.aims{margin:1.4rem 0 0;padding:1rem 1.25rem;background:var(--wash);border-radius:.6rem;font:.9375rem/1.5 var(--sans)}
.aims>*{margin:0 0 .5rem}.aims>:last-child{margin:0}
.lead+p{margin-top:1.4rem}.aims>p:first-child{font-weight:600}.aims ul{padding-left:1.2rem;columns:2 21rem;column-gap:2.5rem}.aims li{margin:0 0 .3rem;break-inside:avoid}
.standfirst em{font-style:normal}
p,ul,ol,blockquote,dl{margin:0 0 1.1rem}
ul,ol{padding-left:1.4rem}
li{margin:.25rem 0}
li>ul,li>ol{margin:0}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}
a:hover{text-decoration-thickness:2px}
strong{font-weight:700}
hr{border:0;border-top:1px solid var(--rule);margin:2.5rem 0}
code,kbd,samp{font-family:var(--mono);font-size:.86em}
:not(pre)>code{background:var(--wash);border-radius:.25em;padding:.1em .25em}
sup,sub{line-height:0}
blockquote{padding:.1rem 0 .1rem 1.2rem;border-left:3px solid var(--rule);color:var(--quiet)}
.callout,main .misconception,main .predict,main .key,main .note,main .tip,main .warning,main .example,main .question{margin:1.6rem 0;padding:1rem 1.25rem;border:0;border-left:3px solid var(--line);border-radius:0 .5rem .5rem 0;background:var(--wash);color:inherit}
.callout>:last-child{margin-bottom:0}
.callout>p:first-child>strong:first-child{font-family:var(--sans);font-size:.95em}
main .predict,main .question{border-color:var(--accent);background:var(--tint)}
main .misconception{border-color:var(--failed)}
main .key{border-color:var(--ink)}
.level{color:var(--accent);letter-spacing:.1em;white-space:nowrap;font-weight:400}
.exercise{margin:2.25rem 0;padding:1.4rem 1.5rem;border:1px solid var(--rule);border-radius:.75rem}
.exercise>.heading:first-child{margin-top:0}
.exercise>:last-child{margin-bottom:0}
.done-mark{display:flex;gap:.5rem;align-items:center;margin:1.2rem 0 0;font:.9375rem/1.4 var(--sans);min-height:1.6rem;cursor:pointer}
.done-mark input{width:1.15rem;height:1.15rem;accent-color:var(--accent);margin:0}
main details:not(.ak-more){margin:0 0 1.1rem}
main details:not(.ak-more)>summary{cursor:pointer;font:600 .9375rem/1.5 var(--sans);padding:.25rem 0;width:fit-content}
main details:not(.ak-more)>summary::marker{color:var(--accent)}
main details:not(.ak-more)>summary:hover{color:var(--accent)}
main details.fold:not(.ak-more)>summary{color:var(--quiet);font-weight:400;font-size:.875rem}
main details:not(.ak-more)[open]>summary{margin-bottom:.4rem}
.graded{margin:0 0 1.1rem;font:.9375rem/1.5 var(--sans);color:var(--quiet)}
.table{overflow-x:auto;margin:0 0 1.3rem}
.table table{border-collapse:collapse;font:.9rem/1.45 var(--sans);font-variant-numeric:tabular-nums}
.table th,.table td{padding:.4rem .9rem .4rem 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--rule)}
.table thead th{font-weight:600;border-bottom-color:var(--line)}
.table td[style*="right"],.table th[style*="right"]{padding-left:.9rem}
.footnotes{font-size:.875em;color:var(--quiet)}.footnotes-sep{display:none}
img{max-width:100%;height:auto}
.cards{list-style:none;padding:0;margin:2.5rem 0 0;max-width:var(--wide)}
.cards>li{display:grid;grid-template-columns:3.2rem minmax(0,1fr);margin:0;padding:1.4rem 0;border-top:1px solid var(--rule)}
.cards .number{font:700 1.6rem/1.2 var(--sans);color:var(--quiet);font-variant-numeric:tabular-nums}
.cards h3{font-size:1.35rem;font-weight:700}.cards h3 a{color:var(--ink);text-decoration-color:var(--rule)}.cards h3 a:hover{color:var(--accent)}
.cards p{margin:.3rem 0 0;max-width:var(--measure)}
.cards .facts{margin:.4rem 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;font:.875rem/1.5 var(--sans);color:var(--quiet)}
.cards .facts li{margin:0}
.cards .coming h3,.cards .coming .number{color:var(--quiet);font-weight:500}
`;
