"""How the page looks: one column, quiet tables, two schemes of colour, and paper."""

CSS = """
:root {
  color-scheme: light dark;
  --ink: #1b2530; --pale: #566371; --grid: #dfe4ea; --paper: #ffffff; --shade: #f4f6f9;
  --blue: #1f4e8c; --band: #c9dbef; --half: #8fb4dc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6eaf0; --pale: #a3afbd; --grid: #36414e; --paper: #14191f; --shade: #1d242c;
    --blue: #8ebcf2; --band: #26384f; --half: #3f6391;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 54rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif;
}
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 {
  font-size: 1.35rem; line-height: 1.25; margin: 3.2rem 0 .6rem; padding-top: .8rem; border-top: 2px solid var(--ink);
}
h3 { font-size: 1.05rem; line-height: 1.3; margin: 1.6rem 0 .4rem; }
h4 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p, ul, ol { margin: .5rem 0 .9rem; max-width: 46rem; }
li { margin: .2rem 0; }
a { color: var(--blue); }
code { font: .88em ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { background: var(--shade); padding: .7rem .9rem; overflow-x: auto; }
.quiet, figcaption, caption, .note { color: var(--pale); }
.quiet, .note, figcaption { font-size: .86rem; }
.lead { font-size: 1.12rem; }
nav ol { columns: 2; padding-left: 1.3rem; font-size: .95rem; }
.wide { overflow-x: auto; margin: .8rem 0 1.2rem; }
table {
  border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.4; font-variant-numeric: tabular-nums;
}
th, td { text-align: left; vertical-align: top; padding: .42rem .8rem .42rem 0; border-bottom: 1px solid var(--grid); }
th:last-child, td:last-child { padding-right: 0; }
tbody th { font-weight: normal; min-width: 10rem; }
thead th {
  font-size: .82rem; color: var(--pale); font-weight: 600; vertical-align: bottom; border-bottom: 1px solid var(--pale);
}
.right { text-align: right; white-space: nowrap; }
th.right, td.right { padding-left: .4rem; }
th.right { white-space: normal; }
.big { font-size: 1.1rem; font-weight: 700; }
.bar { display: block; width: 9rem; height: 1.2rem; margin-top: .12rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
figure { margin: 1.2rem 0 1.6rem; }
figure h3 { margin-top: 0; }
figure > div { overflow-x: auto; }
figure svg { display: block; width: 100%; height: auto; }
.whole { white-space: nowrap; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: .4rem 2rem; }
.two figure { margin: .8rem 0; }
svg text { font-family: inherit; }
dl {
  display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: .5rem 0 1rem; font-size: .93rem;
}
dt { color: var(--pale); }
dd { margin: 0; overflow-wrap: anywhere; }
.months { list-style: none; padding: 0; }
.months > li {
  display: grid; grid-template-columns: 5.2rem 1fr; gap: .2rem .8rem; border-top: 1px solid var(--grid);
  padding: .25rem 0; font-size: .93rem;
}
.months b { font-weight: 600; white-space: nowrap; }
details { margin: .6rem 0 1rem; }
summary { cursor: pointer; color: var(--blue); }
footer {
  margin-top: 4rem; border-top: 1px solid var(--grid); padding-top: .8rem; color: var(--pale); font-size: .86rem;
}
@media (max-width: 36rem) {
  body { padding: 1.4rem 1rem 3rem; }
  nav ol { columns: 1; }
  .bar { width: 6rem; }
  section > figure svg { min-width: 34rem; }
  .months > li { grid-template-columns: 1fr; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .4rem; }
}
@media print {
  :root {
    color-scheme: light;
    --ink: #000; --pale: #444; --grid: #ccc; --paper: #fff; --shade: #f2f2f2;
    --blue: #1f4e8c; --band: #c9dbef; --half: #8fb4dc;
  }
  @page { margin: 16mm 15mm; }
  html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  h1, h2, h3, h4, summary { break-after: avoid; }
  h2 { margin-top: 1.6rem; }
  figure, tr, .months > li, pre { break-inside: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  nav { display: none; }
  a { color: inherit; text-decoration: none; }
  summary { list-style: none; color: inherit; font-weight: 600; }
  p, ul { max-width: none; }
  details:not([open]) { display: none; }
}
"""
