// Styles of an explorer's controls; its figures have their own. Both themes, narrow screens, print. No selector uses :has() on
// a view, because the browser would re-evaluate it for the whole view at each redraw. Properties (--ak-columns) carry the answer of
// a container query into the figures: Chromium leaves the content of a figure, a container itself, as it was when only the outer one changes.
/** Style of explorers and predictions; once in a page, beside `figureCss`, whose custom properties it uses. */
export const explorerCss: string = `
.ak-explorer{color-scheme:light}
@media (prefers-color-scheme:dark){.ak-explorer{color-scheme:dark}}
[data-theme=light] .ak-explorer,[data-jp-theme-light=true] .ak-explorer{color-scheme:light}
[data-theme=dark] .ak-explorer,[data-jp-theme-light=false] .ak-explorer{color-scheme:dark}
.ak-explorer{box-sizing:border-box;container:ak-explorer/inline-size;margin:1rem 0;padding:.875rem 1rem;border:1px solid var(--ak-rule);border-radius:.5rem;background:var(--ak-background);color:var(--ak-text);font:1rem/1.5 system-ui,sans-serif;accent-color:var(--ak-text)}
.ak-explorer [hidden]{display:none}
.ak-explorer :focus-visible{outline:2px solid var(--ak-text);outline-offset:2px}
.ak-controls{display:flex;flex-wrap:wrap;align-items:end;gap:.75rem 1.5rem;margin:0}
.ak-range label,.ak-controls label>span{color:var(--ak-muted);font-size:.875rem}
.ak-controls label>span{display:block}
.ak-controls strong{color:var(--ak-text);font-variant-numeric:tabular-nums;font-size:1rem}
.ak-range{flex:1 1 18rem;min-width:0}
.ak-range input{width:100%;height:1.5rem;margin:.125rem 0 0;cursor:pointer}
.ak-controls select,.ak-controls button{min-height:2rem;padding:.25rem .75rem;border:1px solid var(--ak-line);border-radius:.375rem;background:var(--ak-background);color:inherit;font:inherit;font-size:.9375rem;cursor:pointer}
.ak-controls select{max-width:100%}
.ak-groups{flex:1 1 100%;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:.625rem}
.ak-controls .ak-group{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.25rem .625rem;align-items:center;padding:.125rem .75rem .625rem;border:1px solid var(--ak-rule);border-radius:.375rem}
.ak-controls .ak-group>legend{margin:0;padding:0 .25rem;font-size:.9375rem}
@media (max-width:34rem){.ak-groups:has(>:nth-child(4)){display:flex;overflow-x:auto;padding-block-end:.5rem}.ak-groups:has(>:nth-child(4))>*{flex:0 0 15.5rem}}
.ak-group>.ak-range{grid-column:1/-1;display:flex;align-items:center;gap:.5rem}
.ak-group>.ak-range strong{min-width:1ch}
.ak-group>.ak-range input{flex:1;min-width:0;margin:0}
.ak-group>.ak-select{display:contents}
.ak-controls .ak-group select{width:100%;padding-inline:.375rem;font-size:.875rem}
.ak-controls .ak-group:has(.ak-checkbox){grid-template-columns:repeat(auto-fill,minmax(min(11rem,100%),1fr))}
[data-ak-explorer=catchment-border] .ak-controls .ak-group{display:flex;flex-wrap:wrap;gap:.375rem 1rem}
[data-ak-explorer=catchment-border] .ak-group>.ak-select{display:flex;align-items:center;gap:.375rem}
[data-ak-explorer=catchment-border] .ak-group>.ak-range{flex:1 1 16rem}
[data-ak-explorer=catchment-border] .ak-controls .ak-group select{width:auto}
.ak-checkbox{display:flex;align-items:baseline;gap:.5rem;min-height:1.5rem;cursor:pointer}
.ak-controls .ak-buttons{flex:0 1 auto;padding:0;border:0}
.ak-controls .ak-buttons>legend{margin:0 0 .125rem;color:var(--ak-muted);font-size:.875rem;font-weight:400}
.ak-buttons>div{display:flex;flex-wrap:wrap;gap:.375rem}
.ak-controls .ak-buttons button{padding-inline:.625rem}
.ak-controls .ak-buttons [aria-pressed=true]{border-color:var(--ak-text);box-shadow:inset 0 0 0 1px var(--ak-text);background:var(--ak-land)}
.ak-steps{display:flex;align-items:center;gap:.25rem}
.ak-controls .ak-steps button{flex:none;display:grid;place-items:center;min-width:2rem;padding:.25rem}
.ak-steps input{flex:1;min-width:4rem;margin:0 .25rem}
.ak-controls fieldset{min-width:0;margin:0}
.ak-controls fieldset[data-ak-radio]{flex:1 1 100%;padding:0;border:0}
.ak-controls legend,.ak-explorer .ak-question{margin:0 0 .375rem;padding:0;font-weight:600;white-space:pre-line}
.ak-controls [data-ak-radio] label{display:flex;align-items:baseline;gap:.5rem;width:fit-content;padding:.1875rem 0;cursor:pointer}
.ak-controls :disabled,.ak-controls label:has(:disabled){cursor:default}
.ak-controls:has([data-ak-radio]) button{order:1;padding-block:.125rem;min-height:1.75rem;font-size:.875rem}
.ak-controls:has([data-ak-radio]):not(:has(:disabled:checked)) button{display:none}
.ak-controls[data-ak-asked]{display:none}.ak-controls[data-ak-asked]+* .ak-summary{margin-top:0;font-weight:600}
.ak-explorer .ak-summary{margin:.75rem 0 0;min-height:1.5em}
.ak-explorer .ak-why{margin:.25rem 0 0}
@media print{.ak-explorer .ak-printed{display:block}.ak-explorer:has([data-ak-radio]):not(:has(:checked)) .ak-summary{display:none}}
.ak-view>.ak-hint,:is([data-ak-explorer=catchment-border],[data-ak-explorer=knobs],[data-ak-explorer=best-k],[data-ak-explorer=light-disks]) .ak-hint+*{grid-column:1/-1}
.ak-explorer .ak-hint{margin:.25rem 0 0;color:var(--ak-muted);font-size:.875rem}
.ak-explorer:not([data-ak-awake]) .ak-hint{display:none}
@media print{.ak-explorer :is(.ak-hint,.ak-pop,.ak-folded){display:none}}
[data-ak-live]{position:relative}
[data-ak-awake] .ak-hit-line{stroke:var(--ak-text);stroke-opacity:0;stroke-width:16;stroke-linecap:round;pointer-events:stroke;cursor:pointer}
[data-ak-awake] .ak-hit-spot{fill:var(--ak-text);fill-opacity:0;pointer-events:all;cursor:pointer}
[data-ak-awake] :is([data-ak-hit^="site:"],[data-ak-hit^="probe:"]){cursor:grab;touch-action:none}
@media (hover:hover){[data-ak-awake] .ak-hit-line:hover{stroke-opacity:.18}[data-ak-awake] .ak-hit-spot:hover{fill-opacity:.12}}
@media (max-width:40rem){[data-ak-awake] circle.ak-hit-spot{r:22px}[data-ak-awake] .ak-hit-line{stroke-width:26}}
[data-ak-awake] [data-ak-hit^="place:"]{pointer-events:none}
.ak-quiet-spot{fill:var(--ak-muted)}.ak-explorer:not([data-ak-awake]) .ak-quiet-spot{display:none}
@media print{.ak-quiet-spot{display:none}}
.ak-pop{position:absolute;z-index:1;inline-size:min(18rem,100%);padding:.5rem .75rem;border:1px solid var(--ak-line);border-radius:.375rem;background:var(--ak-background);box-shadow:0 2px 8px rgb(0 0 0/.25);font-size:.875rem}
.ak-pop output{font-weight:650;font-variant-numeric:tabular-nums}
.ak-pop input{display:block;inline-size:100%;margin:.25rem 0 0}
.ak-folded{align-self:start}
.ak-folded>summary{min-height:1.5rem;font-size:.9375rem}
.ak-folded>.ak-group{max-block-size:18rem;overflow:auto;margin-block-start:.375rem}
.ak-view:empty{display:none}
.ak-view{display:grid;grid-template-columns:minmax(0,1fr);gap:0 1.5rem;align-items:start}
@container (min-width:40rem){.ak-view{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}}
.ak-view>:first-child{grid-column:1/-1}
.ak-view>.ak-decision,[data-ak-explorer=resolver-error] .ak-view>.ak-table-figure,:is([data-ak-explorer=add-a-site],[data-ak-explorer=decision],[data-ak-explorer=designs],[data-ak-explorer=hash-table],[data-ak-explorer=load]) .ak-view>*{grid-column:1/-1}
[data-ak-explorer=best-k] .ak-controls .ak-group:has(.ak-checkbox){grid-template-columns:repeat(auto-fill,minmax(min(8rem,100%),1fr))}
@container (min-width:40rem){[data-ak-explorer=best-k] .ak-view{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}[data-ak-explorer=best-k] .ak-view>:nth-child(n+3){grid-column:auto}}
.ak-view>.ak-figure{margin-block:1rem 0}
.ak-view>.ak-strip{grid-column:1/-1}
.ak-view>:is(.ak-ladder,.ak-curves,.ak-too-big,.ak-tiers){grid-column:1/-1}
.ak-view{--ak-columns:none;--ak-rows:block}.ak-view svg.ak-column{display:var(--ak-columns)}.ak-view .ak-column+svg.ak-narrow{display:var(--ak-rows)}
@container ak-explorer (min-width:46rem){[data-ak-explorer=protocols] .ak-view{grid-template-columns:repeat(3,minmax(0,1fr));gap:0 .75rem}[data-ak-explorer=protocols] .ak-view>.ak-ladder:not([data-ak-figure$=third]){grid-column:auto}.ak-view{--ak-columns:block;--ak-rows:none}}
@container (min-width:40rem){:is([data-ak-explorer=convergence],[data-ak-explorer=resolver-error]) .ak-view{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
[data-ak-explorer=resolver-error] .ak-view>.ak-curves{grid-column:auto}
:is([data-ak-explorer=designs],[data-ak-explorer=add-a-site]) .ak-table thead .ak-number{min-inline-size:4.25rem}
[data-ak-explorer=designs] .ak-figure .ak-table :is(th,td):not(:last-child){padding-inline-end:.75rem}
[data-ak-explorer=designs] .ak-table th:first-child{min-inline-size:8rem}
.ak-counters{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:.75rem 0 0}
.ak-counters dt{color:var(--ak-muted);font-size:.8125rem}
.ak-counters dd{margin:0;min-width:4.5em;font-size:1.375rem;font-weight:650;font-variant-numeric:tabular-nums}
.ak-counters .ak-loss{padding-inline:.625rem;border:1.5px dashed var(--ak-text);border-radius:.25rem}
.ak-figure .ak-table .ak-now{background:var(--ak-land)}
.ak-figure .ak-table .ak-now :is(th,td){font-weight:650}
.ak-figure .ak-table .ak-later :is(th,td){color:var(--ak-muted)}
.ak-explorer details>summary{cursor:pointer}
[data-ak-explorer=player] .ak-view{display:flex;flex-wrap:wrap;gap:0 1.5rem}
[data-ak-explorer=player] .ak-view>*{flex:1 1 20rem;min-width:0}
[data-ak-explorer=player] .ak-view>:is(.ak-counters,.ak-hint){flex-basis:100%}
[data-ak-explorer=player][data-ak-awake] svg.ak-picture{cursor:ew-resize;touch-action:pan-y;-webkit-user-select:none;user-select:none}
[data-ak-explorer=player] .ak-summary{min-height:3em}
[data-ak-explorer=player]:not([data-ak-awake]) .ak-view>[hidden]{display:block}
@media screen{[data-ak-explorer=player][data-ak-awake] .ak-view{position:relative}[data-ak-explorer=player][data-ak-awake] .ak-view>[hidden]{display:block;position:absolute;visibility:hidden;block-size:0;margin:0;overflow:hidden}}
[data-ak-explorer=player] .ak-playable{flex:1 1 22rem}
[data-ak-explorer=player] .ak-buttons~.ak-playable{flex-basis:100%;order:1}
[data-ak-explorer=player] .ak-play{display:flex;flex-wrap:wrap;align-items:end;gap:.25rem .5rem}
[data-ak-explorer=player] .ak-play>button{min-width:5rem;font-weight:650}
[data-ak-explorer=player] .ak-play>.ak-steps{flex:1 1 16rem}
[data-ak-explorer=player] .ak-play>.ak-select{display:flex;align-items:center;gap:.375rem}
[data-ak-explorer=player] :is(.ak-map,.ak-as-graph,.ak-rows) .ak-picture{overflow:hidden}
:is([data-ak-explorer=player],[data-ak-explorer=decision]) :is(.ak-rows,.ak-as-graph) .ak-picture{inline-size:auto;margin-inline:auto}
[data-ak-explorer=player] :is(.ak-dot,.ak-numbers,.ak-held) text{text-anchor:middle}
[data-ak-explorer=player] .ak-dot>:first-child{fill:var(--ak-background);stroke:var(--ak-site);stroke-width:2}
[data-ak-explorer=player] .ak-dot text{fill:var(--ak-site);font-weight:700}
[data-ak-explorer=player] .ak-dot-reply>:first-child{fill:var(--ak-site);stroke:var(--ak-background);stroke-width:1.5}
[data-ak-explorer=player] .ak-dot-reply text{fill:var(--ak-background)}
[data-ak-explorer=player] :is(.ak-dot-reset,.ak-dot-error)>:first-child{fill:var(--ak-alarm);stroke:var(--ak-background);stroke-width:1.5}
[data-ak-explorer=player] :is(.ak-dot-reset,.ak-dot-error) text{fill:var(--ak-background)}
[data-ak-explorer=player] .ak-lost-cross{fill:none;stroke:var(--ak-alarm);stroke-width:3;stroke-linecap:round}
[data-ak-explorer=player] .ak-held rect{fill:var(--ak-background);stroke:var(--ak-site);stroke-width:1.5;vector-effect:non-scaling-stroke}
[data-ak-explorer=player] .ak-held.ak-bad rect{stroke:var(--ak-alarm);stroke-dasharray:4 3}
[data-ak-explorer=player] .ak-trail .ak-shaft{fill:none;stroke:var(--ak-site);stroke-width:1.75;stroke-dasharray:1 3;stroke-linecap:round}
[data-ak-explorer=player] .ak-trail .ak-head{fill:var(--ak-site)}
[data-ak-explorer=player] .ak-numbers text{fill:var(--ak-site);font-weight:650;paint-order:stroke;stroke:var(--ak-background);stroke-width:4px;stroke-linejoin:round}
@media screen{[data-ak-explorer=player][data-ak-awake] .ak-trails{display:none}}
@media print{[data-ak-explorer=player] :is(.ak-dots,.ak-controls,.ak-summary,.ak-counters){display:none}[data-ak-explorer=player] .ak-view>[hidden]{display:block}}
[data-ak-explorer=player]:not([data-ak-awake]) :is(.ak-summary,.ak-counters){display:none}
@media print{[data-ak-explorer=protocols] .ak-view{grid-template-columns:repeat(3,minmax(0,1fr));gap:0 .75rem}[data-ak-explorer=protocols] .ak-view>.ak-ladder:not([data-ak-figure$=third]){grid-column:auto}.ak-view{--ak-columns:block;--ak-rows:none}[data-ak-explorer=protocols] .ak-figure .ak-table{font-size:.5625rem}[data-ak-explorer=protocols] .ak-figure .ak-table :is(th,td){padding-inline-end:.25rem;font-size:inherit}}
@media print{.ak-view svg.ak-column{max-block-size:215mm}.ak-explorer :is(button:not([aria-pressed=true]),input[type=range]){display:none}.ak-explorer select{appearance:none;border:0;padding-inline:0;font-weight:650}.ak-explorer:has([data-ak-radio]){break-inside:avoid}.ak-explorer:not(:has([data-ak-radio])){padding-inline:0;border:0}}
`.trim();

/** The lines that a page needs: a line that names explorers is left out if none of them is on the page. */
export const explorerCssFor = (page: string): string =>
  explorerCss
    .split("\n")
    .filter((line) => {
      const named = [...line.matchAll(/\[data-ak-explorer=([a-z-]+)\]/g)];
      return named.length === 0 || named.some(([, name]) => page.includes(`data-ak-explorer="${name}"`));
    })
    .join("\n");
