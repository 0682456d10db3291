import { createHash } from 'node:crypto';

/**
 * How a report looks, on a screen and on A4 or Letter. Colours are for status only, and every status has a shape and a
 * word besides, so that a print in grey says the same.
 */
export const STYLE = `
:root{--text:#14181f;--muted:#545d6a;--line:#d5dae1;--soft:#f4f5f7;--pass:#0b7a4b;--warn:#8a5100;--fail:#b91d2d;
--error:#7336ae;--mono:"Cascadia Mono",Menlo,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace}
*{box-sizing:border-box;margin:0;padding:0}
@page{margin:14mm 13mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);font:9px sans-serif;color:#545d6a}}
html{color:var(--text);background:#fff;font:13px/1.45 system-ui,"Segoe UI","Helvetica Neue",Arial,"Noto Sans CJK SC",
"PingFang SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums;print-color-adjust:exact;
-webkit-print-color-adjust:exact}
body{max-width:960px;margin:0 auto;padding:28px 24px}
h1{font-size:22px;line-height:1.25}h2{font-size:19px;line-height:1.3;overflow-wrap:anywhere}
h3{font-size:14px;margin:22px 0 6px;padding-bottom:3px;border-bottom:1px solid var(--line);break-after:avoid}
p{margin:2px 0}.small,.note{font-size:11px;color:var(--muted)}.raw{font-family:var(--mono);font-size:11.5px}
i{color:var(--muted)}bdi{unicode-bidi:isolate;overflow-wrap:anywhere}a{color:inherit}
header.page{display:flex;justify-content:space-between;align-items:baseline;gap:16px;margin-bottom:14px}
header.page p{color:var(--muted);font-size:11px;text-align:right}
.contents td{padding:4px 12px 4px 0}.contents td:nth-child(2),.contents td:nth-child(3){white-space:nowrap}
article{break-before:page}article:first-of-type:not(.listed){break-before:auto}article+article,.listed{margin-top:44px}
.verdict{display:flex;gap:16px;align-items:flex-start;margin:12px 0 16px;padding:14px 18px;border:3px solid;
border-radius:8px;break-inside:avoid}
.verdict .mark{width:54px;height:54px;flex:none}.verdict strong{display:block;font-size:27px;line-height:1.15;
letter-spacing:.02em}.verdict p{color:var(--text);font-size:13px;margin-top:3px;overflow-wrap:anywhere}
.verdict ul{margin:4px 0 0 18px;color:var(--text)}
.verdict.passed{border-style:solid}.verdict.warned{border-style:double;border-width:6px}
.verdict.failed,.verdict.errored{border-width:6px}.verdict.errored{border-style:dashed}
.passed{--status:var(--pass)}.warned{--status:var(--warn)}.failed{--status:var(--fail)}.errored{--status:var(--error)}
.cancelled{--status:var(--warn)}.pending,.running,.waiting,.skipped,.not_applicable{--status:var(--muted)}
.verdict,.tag{color:var(--status);border-color:var(--status)}
.mark{fill:none;stroke:currentColor;stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.mark .disc,.mark .solid{fill:currentColor;stroke:none}.mark .cut{stroke:#fff;stroke-width:2.8}
.tag{display:inline-flex;gap:5px;align-items:center;font-weight:600}.tag .mark{width:14px;height:14px;flex:none}
.two{display:grid;grid-template-columns:1fr 1fr;gap:0 32px}.two h3{margin-top:0}
dl>div{display:flex;gap:10px;padding:2.5px 0;border-bottom:1px solid var(--soft)}
dt{flex:0 0 116px;color:var(--muted)}dd{flex:1;min-width:0;overflow-wrap:anywhere}
.settings{columns:2;column-gap:32px}.group{break-inside:avoid;padding-bottom:8px}.group dt{flex-basis:150px}
h4{font-size:12px;margin-top:2px}
b.pass{color:var(--pass)}b.fail{color:var(--fail)}dd b.pass,dd b.fail{white-space:nowrap;font-size:11px}
table{width:100%;border-collapse:collapse}thead{display:table-header-group}
th{text-align:left;font-size:11px;color:var(--muted);font-weight:600;padding:4px 8px 4px 0;border-bottom:1.5px solid var(--line)}th.number{text-align:right}
td{vertical-align:top;padding:5px 8px 5px 0;border-bottom:1px solid var(--line)}
.steps tr,.plain tr{break-inside:avoid}.steps td:nth-child(6){padding-right:14px}.steps th:first-child{text-align:right}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.steps td:nth-child(2){width:118px}.steps td:nth-child(3){width:124px}.steps td:last-child{width:46%}
.steps tr.failed>td,.steps tr.errored>td{background:var(--soft)}
.steps tr.failed>td:first-child,.steps tr.errored>td:first-child{box-shadow:inset 4px 0 var(--status)}
.steps td.number:first-child{padding-left:8px}.plain td:first-child{width:110px}
.causes td:nth-child(2),.causes td:nth-child(4){width:27%}
ul.said{list-style:none}ul.said li{padding:1px 0}ul.said li+li{border-top:1px dotted var(--line)}
.line{font-family:var(--mono);font-size:11px;padding-left:16px;position:relative;overflow-wrap:anywhere}
.line::before{position:absolute;left:0;color:var(--muted)}.sent::before{content:"\\2192"}.got::before{content:"\\2190"}
.by::before{content:"!"}.means{font-family:system-ui,sans-serif;color:var(--muted)}.measured{font-size:12px}
.measured .value{font-weight:600}
.chart{width:100%;height:auto;font-size:10px;break-inside:avoid}.chart text{fill:var(--text)}
.chart .end{text-anchor:end}.chart .middle{text-anchor:middle}.chart .grid{stroke:#e3e6eb}
.chart .axis{stroke:var(--muted)}.chart .trace{fill:none;stroke:#2557e0;stroke-width:1.6}.chart .dots{fill:#2557e0}
.chart .bar{fill:var(--status)}.chart .usual{stroke:var(--text);stroke-width:2}
.chart .bar.failed,.chart .bar.errored{stroke:var(--text);stroke-width:1.2;stroke-dasharray:3 2}
section{break-inside:auto}footer{margin-top:24px;padding-top:6px;border-top:1px solid var(--line);color:var(--muted);font-size:11px}
@media print{html{font-size:11.5px}h1{font-size:18px}h2{font-size:16px}.verdict strong{font-size:25px}body{max-width:none;padding:0}.two{gap:0 20px}article+article,.listed{margin-top:0}
dt{flex-basis:88px}.raw,.line{font-size:10px}.small,.note,th,b.pass,b.fail{font-size:10px}td{padding:4px 8px 4px 0}
.steps td:nth-child(2){width:104px}.steps td:nth-child(3){width:112px}}
@media (max-width:640px){.two{display:block}.two>*{margin-top:16px}.settings{columns:1}}
`;

/** What the page may do: show itself in this style, and nothing else. */
export const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
