// Styles of ladder diagrams; part of css.ts.

export const ladderCss = `
.ak-ladder .ak-picture{inline-size:auto;font-size:13px;font-variant-numeric:tabular-nums}
.ak-ladder .ak-rail{fill:none;stroke:var(--ak-line);stroke-width:1.25}
.ak-break{fill:none;stroke:var(--ak-line);stroke-width:1.25}
.ak-time{font-size:12px}
.ak-rung .ak-shaft{fill:none;stroke:var(--ak-site,var(--ak-muted));stroke-width:1.75}
.ak-rung .ak-head{fill:var(--ak-site,var(--ak-muted));stroke:none}
.ak-rung.ak-reset{--ak-site:var(--ak-alarm)}
.ak-rung.ak-reset .ak-shaft{stroke-width:2.4;stroke-dasharray:6 3}
.ak-rung.ak-ignored{--ak-site:var(--ak-muted)}
.ak-rung.ak-ignored .ak-shaft{stroke-width:1.25;stroke-dasharray:6 3}
.ak-word.ak-ignored{fill:var(--ak-muted)}
.ak-rung.ak-error .ak-shaft,.ak-rung.ak-lost .ak-shaft{stroke-dasharray:4 3}
.ak-ladder .ak-rung.ak-lost{fill:none;stroke:none}
.ak-ladder .ak-labels text{font-size:13px;stroke-width:4px;stroke-opacity:1}
.ak-ladder .ak-word{text-anchor:middle}
.ak-word.ak-reset{fill:var(--ak-alarm);font-weight:700}
.ak-change path{fill:none;stroke:var(--ak-text);stroke-width:1.25;stroke-dasharray:2 3}
.ak-ladder .ak-labels .ak-change text{font-weight:650;stroke-width:7px}
.ak-remark circle,.ak-ladder .ak-icon>circle{fill:var(--ak-text)}
.ak-remark text{fill:var(--ak-muted)}
.ak-remark.ak-bad text{fill:var(--ak-text);font-weight:650}
.ak-rail-head text{font-size:13px}`;
