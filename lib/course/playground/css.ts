// Style of the playground: a bar, two columns, panels with forms. Printed are the picture and the sentences, not the controls.

export const playgroundCss = `
main>[data-playground]{max-width:none;font-family:var(--sans);font-size:1rem}
main>.pg-first{max-width:none;margin:.4rem 0 1rem;font:.9375rem/1.5 var(--sans)}
.pg-first>*{margin:0 0 .3rem}
@media (min-width:62rem){.pg-first ol{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:0 2.5rem}.lead:has(+.pg-first){padding-top:.4rem}}
[data-playground] h2{font-size:1.15rem;margin:0 0 .6rem}
[data-playground] h3{font-size:1rem;margin:.6rem 0 .3rem}
[data-playground] :is(p,ul,ol){margin:0 0 .6rem}
.pg-columns{display:grid;gap:1rem 2rem;grid-template-columns:minmax(0,1fr)}
@media (min-width:62rem){.pg-columns{grid-template-columns:minmax(0,1.25fr) minmax(0,1fr)}}
.pg-columns>div{display:grid;gap:1rem;align-content:start;min-width:0}
.pg-bar{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:0 0 .6rem}
.pg-panel{padding:1rem 1.1rem;border:1px solid var(--rule);border-radius:.75rem;min-width:0}
.pg-tools,.pg-form{display:flex;flex-wrap:wrap;gap:.5rem .6rem;align-items:end;margin:0 0 .6rem}
.pg-field{display:grid;gap:.15rem;font-size:.875rem;min-width:0;max-width:100%}
[data-playground] [hidden]{display:none!important}
[data-playground] :is(button,select,input,textarea){min-height:2.1rem;max-width:100%;border:1px solid var(--line);border-radius:.35rem;background:var(--paper);color:var(--ink);font:inherit;font-size:.9375rem}
[data-playground] :is(select,input){padding:.15rem .45rem}
[data-playground] input[type=number]{width:8.5rem}
[data-playground] input[type=text]{width:11rem}
[data-playground] input[type=checkbox]{min-height:1.15rem;width:1.15rem;margin:0;accent-color:var(--accent)}
.pg-panel>.pg-field>select{width:100%}
[data-playground] .pg-columns button,.pg-bar button{padding:.2rem .8rem;cursor:pointer}
[data-playground] button:hover{background:var(--tint)}
[data-playground] button:disabled{color:var(--quiet);border-style:dashed;cursor:default}
[data-playground] .pg-main{border-color:var(--accent);color:var(--accent);font-weight:600}
.pg-checks{margin:0 0 .6rem;padding:0;border:0;display:flex;flex-wrap:wrap;gap:.3rem 1rem;font-size:.9375rem}
.pg-checks legend{font-size:.875rem;padding:0;margin:0 0 .2rem}
.pg-check{display:flex;gap:.4rem;align-items:center;min-height:1.6rem;margin:0 0 .3rem;font-size:.9375rem}
.pg-small{color:var(--quiet);font-size:.875rem}
.pg-status{min-height:1.5em;color:var(--quiet)}
[data-playground]>.pg-status{margin:0}
.pg-fault{color:var(--failed)}
.pg-summary{font-weight:600}
.pg-why{overflow-wrap:anywhere}
.pg-why ul,.pg-events,.pg-log{padding-left:1.2rem;font-size:.9375rem}
.pg-log{max-height:20rem;overflow-y:auto}
.pg-events>li>span{margin-right:.6rem}
.pg-figure .ak-picture{cursor:pointer}
.pg-figure{overflow-x:auto}
.pg-chosen{fill:none;stroke:var(--accent);stroke-width:3}
.pg-chosen path{stroke-width:7;stroke-opacity:.45;stroke-linecap:round}
.pg-editor textarea{width:100%;font:.8125rem/1.5 var(--mono);padding:.6rem;resize:vertical;white-space:pre;overflow:auto}
.pg-editor pre{margin:0 0 .6rem;font:.8125rem/1.5 var(--mono);white-space:pre-wrap;overflow-wrap:anywhere;max-height:20rem;overflow-y:auto}
.pg-editor textarea[aria-invalid]{border:2px solid var(--failed)}
@media print{.pg-first,.pg-bar,.pg-status,.pg-form,.pg-tools,.pg-editor,.pg-events button,.pg-field,.pg-checks,.pg-check{display:none!important}.pg-columns{display:block}.pg-panel{border:0;padding:0}}
`;
