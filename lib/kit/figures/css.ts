// The style sheet of every figure, for notebooks, pages and print. Colours are custom properties, so a page may override them.
// Dark mode follows the system, unless an ancestor's data-theme or JupyterLab's theme overrides it.
import { ladderCss } from "./ladder/css.js";
import { siteMarks } from "./core/site-mark.js";
import { tiersCss } from "./building/css.js";
import { themeProperties } from "./core/theme.js";

const [light, dark] = [themeProperties("light"), themeProperties("dark")];

const tokens = `
:root{${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
[data-theme=light],body[data-jp-theme-light="true"]{${light}}
[data-theme=dark],body[data-jp-theme-light="false"]{${dark}}
@media print{:root,[data-theme],body[data-jp-theme-light]{${light}}}`;

const percent = (value: number) => `${Number((50 + 50 * value * 0.8).toFixed(1))}%`;

const sites = siteMarks
  .map(({ letter, corners, letterY }) => {
    const lower = letter.toLowerCase();
    const polygon = corners.map(([x, y]) => `${percent(x)} ${percent(y)}`).join(",");
    return (
      `.ak-site-${lower}{--ak-site:var(--ak-site-${lower})}\n` +
      `.ak-badge.ak-site-${lower}{clip-path:polygon(${polygon});padding-top:${(letterY * 0.62).toFixed(2)}em}`
    );
  })
  .join("\n");

const frame = `
.ak-figure{box-sizing:border-box;container-type:inline-size;inline-size:100%;max-inline-size:56rem;margin:1.25rem 0;color:var(--ak-text);background:var(--ak-background);font:400 .9375rem/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;text-align:start}
.ak-figure.ak-third{display:inline-block;vertical-align:top;inline-size:calc(33.3% - .75rem);margin-inline-end:.75rem}
.ak-figure.ak-half{inline-size:calc(50% - .75rem)}
@media (max-width:46rem){.ak-figure.ak-third{inline-size:100%;margin-inline-end:0}}
.ak-figure *,.ak-figure ::before{box-sizing:border-box}
.ak-figure figcaption{margin:0 0 .5rem;font-style:normal;color:inherit;text-align:start}
.ak-title{display:block;font-weight:650;font-size:1.0625rem;line-height:1.3;text-wrap:balance}
.ak-subtitle{display:block;color:var(--ak-muted)}
.ak-picture{display:block;inline-size:100%;block-size:auto;max-inline-size:100%;overflow:visible;font-family:inherit;fill:var(--ak-text)}
.ak-hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.ak-figure ul.ak-legend{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;margin:.5rem 0 0;padding:0;list-style:none;font-size:.8125rem;color:var(--ak-muted)}
.ak-legend li{display:flex;align-items:center;gap:.35rem;margin:0}
.ak-icon{flex:none;overflow:visible}
.ak-badge{display:inline-flex;align-items:center;justify-content:center;inline-size:1.7em;block-size:1.7em;margin-block:-.2em;vertical-align:middle;background:var(--ak-site);color:var(--ak-background);font-weight:700;font-size:.8em;line-height:1;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.ak-site-text{color:var(--ak-site);font-weight:600}
.ak-more{margin-top:.5rem;font-size:.8125rem;color:var(--ak-muted)}
.ak-more summary{inline-size:fit-content;padding:.2rem .1rem;cursor:pointer}
.ak-more summary:hover{color:var(--ak-text)}
.ak-more p{max-inline-size:44rem;margin:.35rem 0}
.ak-figure :focus-visible{outline:2px solid var(--ak-text);outline-offset:2px}
.ak-narrow{display:none}
@container (max-width:34rem){.ak-wide{display:none}.ak-narrow{display:inline}svg.ak-narrow{display:block}}`;

const shares = `
.ak-shares .ak-picture{inline-size:auto}
.ak-shares text{font-size:14px;font-variant-numeric:tabular-nums}
.ak-track{fill:var(--ak-land)}
.ak-bar{fill:var(--ak-site)}
.ak-bar.ak-lost{fill:var(--ak-background);stroke:var(--ak-muted);stroke-dasharray:5 4}
.ak-bar.ak-attack{fill-opacity:.45}
.ak-shares .ak-load{paint-order:stroke;stroke:var(--ak-background);stroke-width:4px;stroke-linejoin:round}
.ak-shares .ak-round{font-weight:650}
.ak-was{fill:none;stroke:var(--ak-text);stroke-width:2}
.ak-shares .ak-mark text{font-size:11px}`;

const strip = `
.ak-strip .ak-picture{inline-size:auto}
.ak-strip text{font-size:13px;font-variant-numeric:tabular-nums}
.ak-strip .ak-lost{stroke:var(--ak-text)}
.ak-word{text-anchor:middle}
.ak-on{fill:var(--ak-background);font-weight:700}
.ak-strip .ak-quiet{fill:var(--ak-muted)}
.ak-tick{fill:none;stroke:var(--ak-line);stroke-width:1}
.ak-veil{fill:var(--ak-background);fill-opacity:.6}
.ak-moment{fill:none;stroke:var(--ak-text);stroke-width:1.5}
.ak-moment.ak-head{fill:var(--ak-text);stroke:none}`;

const table = `
.ak-scroll{max-inline-size:100%;overflow-x:auto}
.ak-figure .ak-table{inline-size:auto;margin:0;border:0;border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums;color:var(--ak-text);background:none}
.ak-figure .ak-table caption{text-align:start;color:var(--ak-muted)}
.ak-figure .ak-table :is(th,td){padding:.25rem 1.25rem .25rem 0;border:0;border-bottom:1px solid var(--ak-rule);background:none;text-align:start;vertical-align:baseline;font-weight:400;white-space:normal}
.ak-figure .ak-table :is(th,td):last-child{padding-inline-end:0}
.ak-figure .ak-table thead th{border-bottom-color:var(--ak-line);color:var(--ak-muted);font-size:.8125rem;vertical-align:bottom}
.ak-figure .ak-table .ak-number{text-align:end}
.ak-figure .ak-table .ak-long{min-inline-size:16rem}
.ak-figure .ak-table tbody tr{background:none}
@container (max-width:34rem){.ak-figure .ak-table{font-size:.8125rem}.ak-figure .ak-table :is(th,td){padding-inline-end:.625rem}.ak-figure .ak-table .ak-long{min-inline-size:8.5rem}.ak-figure .ak-table th:first-child{position:sticky;inset-inline-start:0;z-index:1;background-clip:padding-box}.ak-figure .ak-table tr:not(.ak-won,.ak-now) th:first-child{background-color:var(--ak-background)}}
@container (max-width:34rem){.ak-figure .ak-table:has(tr>.ak-long:last-child):has(tr>:nth-child(4)),.ak-figure .ak-table:has(tr>.ak-long:last-child):has(tr>:nth-child(4)) :is(thead,tbody){display:block;inline-size:100%}.ak-figure .ak-table:has(tr>.ak-long:last-child):has(tr>:nth-child(4)) tr{display:flex;flex-wrap:wrap;align-items:stretch;border-bottom:1px solid var(--ak-rule)}.ak-figure .ak-table:has(tr>.ak-long:last-child):has(tr>:nth-child(4)) tr>:is(th,td){flex:1 1 0;min-inline-size:0;border-bottom:0;overflow-wrap:anywhere}.ak-figure .ak-table:has(tr>.ak-long:last-child):has(tr>:nth-child(4)) thead th{font-size:.6875rem}.ak-figure .ak-table:has(tr>.ak-long:last-child):has(tr>:nth-child(4)) thead .ak-long:last-child{display:none}.ak-figure .ak-table:has(tr>.ak-long:last-child):has(tr>:nth-child(4)) tr>.ak-number:first-child{flex:0 0 2.25rem}.ak-figure .ak-table:has(tr>.ak-long:last-child):has(tr>:nth-child(4)) tr>:is(th,td){padding-inline-end:.375rem}.ak-figure .ak-table:has(tr>.ak-long:last-child):has(tr>:nth-child(4)) tr>.ak-long:last-child{flex:1 0 100%;padding-block-start:0}}
@media print{.ak-table:not(:has(tr:nth-child(13))){break-inside:avoid}.ak-legend{break-before:avoid}}`;

const map = `
.ak-land{fill:var(--ak-land);stroke:none}
.ak-globe{fill:none;stroke:var(--ak-rule);stroke-width:1;vector-effect:non-scaling-stroke}
.ak-border,.ak-link,.ak-way{vector-effect:non-scaling-stroke}
.ak-border{fill:none;stroke:var(--ak-border);stroke-width:.75}
.ak-link{fill:none;stroke:var(--ak-line);stroke-width:1}
.ak-link.ak-strong{stroke:var(--ak-text);stroke-width:2.2}
.ak-router.ak-strong{fill:var(--ak-text);stroke:var(--ak-text)}
.ak-way{fill:none;stroke:var(--ak-site);stroke-linecap:round;stroke-linejoin:round}
.ak-no-site{--ak-site:var(--ak-muted)}
.ak-disk{fill:var(--ak-muted);fill-opacity:.08;stroke:var(--ak-muted);stroke-width:1;vector-effect:non-scaling-stroke}
.ak-circle{fill:var(--ak-alarm);fill-opacity:.1;stroke:var(--ak-alarm);stroke-width:1.75;stroke-dasharray:6 4;vector-effect:non-scaling-stroke}
.ak-disk.ak-strong{fill:var(--ak-site-a);fill-opacity:.14;stroke:var(--ak-site-a);stroke-width:1.75}
.ak-broken{stroke-dasharray:5 4;stroke-linecap:butt}
.ak-router{fill:var(--ak-background);stroke:var(--ak-line);stroke-width:1.25}
.ak-client{fill:var(--ak-site,var(--ak-muted));stroke:var(--ak-background);stroke-width:1}
.ak-router+.ak-client{stroke:none}
.ak-lost{fill:var(--ak-background);stroke:var(--ak-muted);stroke-width:1.5}
.ak-mark path{fill:var(--ak-site);stroke:var(--ak-background);stroke-width:1.5;paint-order:stroke}
.ak-mark text{fill:var(--ak-background);font-weight:700;text-anchor:middle}
.ak-mark.ak-dead path{fill:var(--ak-background);stroke:var(--ak-site);stroke-width:1.5}
.ak-cross,.ak-mark .ak-cross{fill:none;stroke:var(--ak-site,var(--ak-text));stroke-width:2;stroke-linecap:round}
.ak-labels text{paint-order:stroke;stroke:var(--ak-background);stroke-width:3px;stroke-linejoin:round;stroke-opacity:.85;font-size:13.5px;white-space:pre}
.ak-narrow.ak-labels text{font-size:25px;stroke-width:5px}
.ak-name[class*=ak-site-]{fill:var(--ak-site);font-weight:700}
.ak-quiet{fill:var(--ak-muted)}
.ak-letter{fill:var(--ak-site);font-weight:700}
.ak-labels .ak-cost{font-size:11.5px;fill:var(--ak-muted);font-variant-numeric:tabular-nums;stroke-width:5px;stroke-opacity:1}
.ak-narrow.ak-labels .ak-cost{font-size:21px;stroke-width:8px}
.ak-labels .ak-cost.ak-strong{fill:var(--ak-text);font-weight:700}
.ak-cities [class]{fill:var(--ak-site);stroke:var(--ak-background);stroke-width:.6}
.ak-cities .ak-worse{fill:var(--ak-alarm)}
.ak-cities .ak-better{fill:var(--ak-background);fill-opacity:.5;stroke:var(--ak-text);stroke-width:1.75}
.ak-cities .ak-still{fill:var(--ak-line);stroke:none}
.ak-cities .ak-lost{fill:var(--ak-background);stroke:var(--ak-text);stroke-width:1;stroke-dasharray:2 1.5}
.ak-map:not(:has([data-ak-parts] .ak-lost)) .ak-legend li:has(.ak-cities .ak-lost){display:none}
.ak-third .ak-narrow.ak-labels text{font-size:34px;stroke-width:7px}
.ak-third .ak-narrow.ak-labels .ak-cost{font-size:31px;stroke-width:10px}
@container (max-width:34rem){.ak-map .ak-glyph{transform:scale(1.7)}.ak-map.ak-third .ak-glyph{transform:scale(2.3)}.ak-map.ak-third .ak-router{stroke-width:3}.ak-map.ak-third .ak-link{stroke-width:2.5}.ak-cities>g>*{transform:scale(1.5)}.ak-legend .ak-cities .ak-still{transform:scale(.65)}}`;

const chart = `
.ak-chart .ak-picture{inline-size:auto;text-anchor:middle}
.ak-chart .ak-gone{fill:var(--ak-background);stroke:var(--ak-text);stroke-dasharray:4 3}`;

const plot = `
.ak-plot{--plot-background:var(--ak-background)}
.ak-plot .ak-picture{inline-size:auto;font-size:12px}
.ak-plot .ak-picture:not(.ak-key){text-anchor:middle}
@container (max-width:34rem){.ak-plot .ak-picture:not(.ak-key){font-size:16px}}
.ak-plot .ak-picture text{white-space:pre}
.ak-plot .ak-caption{margin:.35rem 0 0;color:var(--ak-muted)}
.ak-plot .ak-missing{margin:.5rem 0 0;padding:.25rem .6rem;border-inline-start:3px solid var(--ak-line);font-size:.8125rem;color:var(--ak-muted)}`;

const moves = `
.ak-moves .ak-picture{inline-size:auto}
.ak-moves text{font-size:14px;font-variant-numeric:tabular-nums}
.ak-moves .ak-mark text{font-size:11px}
.ak-band{fill:var(--ak-site);fill-opacity:.62;stroke:none}
.ak-band.ak-stays{fill-opacity:.16}
.ak-band.ak-bystander{stroke:var(--ak-text);stroke-width:1.25}
.ak-band.ak-lost{fill:var(--ak-background);fill-opacity:1;stroke:var(--ak-muted);stroke-dasharray:5 4;stroke-width:1.25}
.ak-moves .ak-labels text{text-anchor:middle;font-weight:650;stroke-width:3px}`;

const decision = `
.ak-figure .ak-table .ak-won :is(th,td){font-weight:600;background:var(--ak-land)}
.ak-figure .ak-table .ak-won :is(th,td):first-child{box-shadow:inset 3px 0 var(--ak-text);padding-inline-start:.5rem}
.ak-decision .ak-table :is(th,td):first-child{padding-inline-start:.5rem}
.ak-figure .ak-table :is(.ak-refused :is(th,td),.ak-unseen){color:var(--ak-muted)}
.ak-figure .ak-table .ak-refused :is(th,td){font-style:italic}
.ak-figure.ak-decision .ak-table :is(thead th,td:not(.ak-long)){white-space:nowrap}
.ak-figure.ak-decision .ak-table :is(th,td){padding-inline-end:.75rem}
.ak-figure.ak-decision .ak-table .ak-long{min-inline-size:11rem}
@container (max-width:34rem){.ak-figure.ak-decision .ak-table :is(thead th,td:not(.ak-long)){white-space:normal}.ak-figure.ak-decision .ak-table .ak-long{min-inline-size:8.5rem}}
.ak-struck s{text-decoration-thickness:2px}
.ak-won-key{padding:0 .35rem;font-weight:600;color:var(--ak-text);background:var(--ak-land);box-shadow:inset 3px 0 var(--ak-text)}`;

const asGraph = `
.ak-as-graph .ak-picture{inline-size:auto}
.ak-as-graph text{text-anchor:middle}
.ak-transit{fill:var(--ak-line);stroke:none}
.ak-peer{fill:none;stroke:var(--ak-line);stroke-width:5}
.ak-peer-inside{fill:none;stroke:var(--ak-background);stroke-width:2.4}
.ak-arrow .ak-shaft{fill:none;stroke:var(--ak-site);stroke-width:1.8}
.ak-arrow .ak-head{fill:var(--ak-site);stroke:none}
.ak-arrow.ak-path .ak-shaft{stroke-width:3.4}
.ak-arrow.ak-broken .ak-shaft{stroke-dasharray:5 4}
.ak-ground,.ak-hole{fill:var(--ak-background)}
.ak-hole{stroke:var(--ak-alarm);stroke-width:1.5}
.ak-arrow .ak-cross{stroke:var(--ak-alarm);stroke-width:2.5}
.ak-arrow :is(.ak-hole,.ak-cross){stroke-dasharray:none}
.ak-arrow.ak-path:has(.ak-cross) :is(.ak-shaft){stroke:var(--ak-alarm)}
.ak-arrow.ak-path:has(.ak-cross) .ak-head{fill:var(--ak-alarm)}
.ak-tint{fill:var(--ak-site);fill-opacity:.15}
.ak-frame{fill:none;stroke:var(--ak-site,var(--ak-line));stroke-width:1.5}
.ak-strong>.ak-frame{stroke-width:3.2;stroke:var(--ak-text)}
.ak-lost-as>.ak-frame{stroke:var(--ak-muted);stroke-dasharray:4 3}
.ak-asn{font-weight:650}
.ak-stem{fill:none;stroke:var(--ak-site);stroke-width:1.5}
.ak-under{paint-order:stroke;stroke:var(--ak-background);stroke-width:3px;stroke-linejoin:round}
.ak-under[class*=ak-site-]{fill:var(--ak-site);font-weight:650}
.ak-turning path{fill:none;stroke:var(--ak-text);stroke-width:1.6}
.ak-turning .ak-head{fill:var(--ak-text);stroke:none}
.ak-message path{fill:var(--ak-background);stroke:var(--ak-site);stroke-width:1.75;stroke-linejoin:round}
.ak-message .ak-flap{fill:none}`;

const flows = `
.ak-flows .ak-picture{inline-size:auto}
.ak-flows text{font-size:12.5px}
.ak-flow{fill:var(--ak-site);stroke:none}
.ak-flow.ak-broken-flow{fill:var(--ak-background);stroke:var(--ak-alarm);stroke-width:2;stroke-dasharray:4 2}
.ak-flow.ak-broken-flow.ak-collateral{fill:var(--ak-alarm);stroke:none}
.ak-corner{fill:var(--ak-background);stroke:none}
.ak-flows .ak-on-flow{fill:var(--ak-background);font-weight:700;text-anchor:middle}
.ak-flows .ak-on-flow.ak-broken-flow{fill:var(--ak-alarm)}`;

const curves = `
.ak-curves .ak-picture{inline-size:auto;text-anchor:middle}
.ak-curves :is(.ak-axes,.ak-labels) text:not([text-anchor]){text-anchor:start}
.ak-curves text{font-size:13px;font-variant-numeric:tabular-nums}
.ak-chart-grid{fill:none;stroke:var(--ak-rule);stroke-opacity:1}
.ak-curve{fill:none;stroke:var(--ak-design,var(--ak-text));stroke-width:2;stroke-linejoin:round}
${Array.from({ length: 6 }, (_, i) => `.ak-line-${i},.ak-design-${i}{--ak-design:var(--ak-design-${i})}`).join("\n")}
.ak-line-0{stroke-width:2.6}
.ak-line-1{stroke-dasharray:7 4}
.ak-line-3{stroke-dasharray:2 3}
.ak-line-4{stroke-dasharray:10 3 2 3}
.ak-line-5{stroke-dasharray:16 4}
.ak-line-thin{stroke-width:1.3}
.ak-line-quiet{stroke:var(--ak-line);stroke-width:1.2}
.ak-line-site{stroke:var(--ak-site);stroke-width:2.2}
.ak-curve.ak-band{fill:var(--ak-site,var(--ak-design,var(--ak-muted)));fill-opacity:.18;stroke:none}
.ak-curve.ak-spot{fill:var(--ak-design,var(--ak-text));stroke:var(--ak-background);stroke-width:1;stroke-dasharray:none}
.ak-curve:is(.ak-point-0,.ak-point-4){fill:var(--ak-site,var(--ak-design,var(--ak-text)));stroke-dasharray:none;stroke:var(--ak-background);stroke-width:1}
.ak-curve.ak-point-1{fill:var(--ak-background);stroke:var(--ak-site,var(--ak-design,var(--ak-text)));stroke-dasharray:none}
.ak-curve:is(.ak-point-2,.ak-point-3){fill:none;stroke:var(--ak-site,var(--ak-design,var(--ak-text)));stroke-width:2;stroke-dasharray:none}
.ak-line-site.ak-spot{fill:var(--ak-site)}
.ak-whisker{fill:none;stroke:var(--ak-text);stroke-width:1.25}
.ak-mark-rule,.ak-mark-ring{fill:none;stroke:var(--ak-text);stroke-width:1.5}
.ak-mark-rule{stroke-dasharray:2 3}
.ak-axes text{fill:var(--ak-text)}
.ak-curves .ak-labels text{font-weight:600;stroke-width:4px;stroke-opacity:1}
.ak-curves .ak-labels [class*=ak-site-]{fill:var(--ak-site)}
.ak-curves .ak-labels [class*=ak-design-]{fill:var(--ak-design)}`;

const tooBig = `
.ak-too-big .ak-picture{inline-size:auto}
.ak-too-big text{font-size:12px;font-variant-numeric:tabular-nums}
.ak-home{fill:none;stroke:var(--ak-line);stroke-width:1.25}
.ak-heard{fill:var(--ak-text);stroke:none}
.ak-stray{fill:none;stroke:var(--ak-alarm);stroke-width:1.75}
.ak-done{fill:none;stroke:var(--ak-text);stroke-width:1.75;stroke-linejoin:round}
.ak-stalled{fill:none;stroke:var(--ak-alarm);stroke-width:1.5;stroke-dasharray:3 2}`;

const bars = `
.ak-bars .ak-picture{inline-size:auto;text-anchor:middle;font-size:14px;font-variant-numeric:tabular-nums}
.ak-piece{fill:var(--ak-line);stroke:none}
.ak-piece.ak-lost{fill:var(--ak-background);stroke:var(--ak-alarm);stroke-width:1.75;stroke-dasharray:4 2}
.ak-piece.ak-alarm{fill:var(--ak-alarm)}
.ak-piece.ak-quiet{fill:var(--ak-rule)}
${Array.from({ length: 6 }, (_, i) => `.ak-piece.ak-of-${i}{fill:var(--ak-design-${i})}`).join("\n")}
.ak-bar-limit{stroke:var(--ak-text);stroke-width:1.5;stroke-dasharray:4 3}
.ak-piece.ak-endless{fill-opacity:.55;stroke:var(--ak-text);stroke-width:1.25;stroke-dasharray:5 4}
.ak-bar-dot.ak-plain{fill:var(--ak-text)}
.ak-bar-dot.ak-endless{fill:none;stroke-width:2.5;stroke-dasharray:none}`;

/** Styles every figure of the kit; include it once in a page. */
export const figureCss: string = [
  tokens,
  frame,
  sites,
  table,
  shares,
  strip,
  map,
  chart,
  plot,
  moves,
  decision,
  asGraph,
  ladderCss,
  flows,
  curves,
  tooBig,
  bars,
  tiersCss,
]
  .map((part) => part.trim())
  .join("\n");
