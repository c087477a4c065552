// Print: always light, everything expanded, controls as their values, addresses after links; for A4 and Letter.

export const print = `
@media print{
@page{margin:16mm 17mm 18mm;@bottom-center{content:counter(page);font:9pt sans-serif;color:#555}}
html{font-size:73%;background:none}
body{font-size:1.1rem;--measure:66ch;--wide:none}
.bar,.toc,.skip,.sequence,.copy,.permalink,.done-mark,.fold:not(.check){display:none!important}
.page,.page:not(.one){display:block;max-width:none;padding:0}
.colophon{padding:1rem 0 0}
details::details-content{content-visibility:visible;display:block}
details>summary{list-style:none}
pre{white-space:pre-wrap;overflow:visible}
.code{border:1px solid var(--rule);background:none}
.table,.ak-scroll{overflow:visible}
.heading,summary{break-after:avoid}
svg,img,tr,figcaption,.callout,.ak-controls{break-inside:avoid}
.code pre{orphans:5;widows:5}
figcaption,thead{break-after:avoid}
p,li{orphans:3;widows:3}
a{color:inherit}
main a[href^="http"]::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere;color:var(--quiet)}
}
`;
