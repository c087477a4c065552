// Styles of tiers and rings; part of css.ts.

export const tiersCss = `
:is(.ak-tiers,.ak-ring) .ak-picture{inline-size:auto;font-size:13px;font-variant-numeric:tabular-nums}
.ak-tiers text{text-anchor:middle}
.ak-tiers .ak-tier-label{text-anchor:start;fill:var(--ak-muted)}
.ak-cable{fill:none;stroke:var(--ak-rule);stroke-width:1.25}
.ak-weighed{fill:none;stroke:var(--ak-rule)}
.ak-box{fill:var(--ak-background);stroke:var(--ak-line);stroke-width:1.5}
.ak-box.ak-gone{stroke:var(--ak-muted);stroke-dasharray:4 3}
.ak-journey{fill:none;stroke:var(--ak-site,var(--ak-text));stroke-width:3;stroke-linejoin:round;stroke-linecap:round}
.ak-journey.ak-astray{stroke:var(--ak-alarm);stroke-dasharray:7 5}
.ak-journey-head{fill:var(--ak-site,var(--ak-text));stroke:none}
.ak-journey-head.ak-astray{fill:var(--ak-alarm)}
.ak-tiers .ak-alarm{fill:var(--ak-alarm);font-weight:700}
.ak-tiers .ak-beside{text-anchor:start}
.ak-tiers .ak-note{paint-order:stroke;stroke:var(--ak-background);stroke-width:4px;stroke-linejoin:round}
.ak-ring .ak-arc{fill:none;stroke:var(--ak-site)}
.ak-ring .ak-arc.ak-pale{stroke-opacity:.4}
.ak-ring .ak-moved{fill:none;stroke:var(--ak-alarm);stroke-width:2.5;stroke-linejoin:round}
@container (min-width:34rem){.ak-ring>.ak-picture{float:left;margin-inline-end:1.5rem}.ak-figure.ak-ring>ul.ak-legend{flex-direction:column;gap:.4rem;margin-top:7rem}.ak-ring>.ak-more{clear:both}}
.ak-ring circle{fill:var(--ak-site);stroke:var(--ak-background);stroke-width:1}
.ak-ring text{text-anchor:middle}
.ak-ring .ak-on-arc{fill:var(--ak-background);font-weight:700;font-size:12px}
.ak-ring .ak-off-arc{fill:var(--ak-site);font-weight:700;font-size:12px}`;
