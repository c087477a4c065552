// The editor looks like the code on the page: the same box, and the same colours through the page's custom properties.

export const editorCss = `
.live-editor{margin:0 0 .9rem;border-radius:.5rem;border:1px solid var(--line)}
.live-editor:focus-within{outline:2px solid var(--accent);outline-offset:1px}
.prism-code-editor{--pce-bg:var(--wash);--pce-cursor:var(--ink);--pce-selection:color-mix(in srgb,var(--accent) 30%,transparent);--padding-inline:1.1rem;font:.875rem/1.6 var(--mono);color:var(--ink);tab-size:2;border-radius:.5rem}
.token.keyword,.token.operator.keyword{color:var(--code-k)}
.token.string,.token.template-string>.string,.token.template-punctuation,.token.regex{color:var(--code-s)}
.token.comment{color:var(--code-c);font-style:italic}
.token.number,.token.boolean,.token.constant{color:var(--code-n)}
.token.function{color:var(--code-f)}
@media print{.live-editor textarea{display:none}}
`;
