// Style of the course's first page: its picture, the link to the next lesson, what lies beside the lessons.

export const indexCss = `
.start{display:inline-block;margin-top:1.4rem;padding:.6rem 1.2rem;border-radius:.5rem;background:var(--accent);color:var(--paper);font:600 1.0625rem/1.4 var(--sans);text-decoration:none}
.start:hover{text-decoration:underline}
main>section>h2{margin:3rem 0 .75rem}
main>.opening>h2{margin-top:1.5rem}
.opening .shown{max-width:var(--wide)}
.cards{margin-top:1.5rem}
.beside{max-width:var(--measure)}
.beside li{margin:.5rem 0}
@media print{.start{display:none}}
`;
