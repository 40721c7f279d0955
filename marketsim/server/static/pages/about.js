/** What the model assumes, where its figures come from, how it stands against published ones, and what it is not for. */

import { about } from "../api.js";
import { Progress, useJob } from "../jobs.js";
import { Notice, Scrolled } from "../parts.js";
import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { amount, between, counted, rounded } from "../words.js";

const RUNS = 20; // of a measurement asked for here; the command line takes more
const said = (x, unit) => (x == null ? "–" : amount(x, unit ?? "1"));

/** Measure one market's published figures now. */
function Measure({ scenario, again }) {
  const { told, start, cancel, result, busy } = useJob("jobs", { kind: "validate", scenario, runs: RUNS });
  useEffect(() => { if (result) again(); }, [result]);
  if (busy) return html`<${Progress} told=${told} cancel=${cancel} />`;
  return html`<button onClick=${start}>Measure ${scenario}</button>${told.error && html`<span class="note">${told.error}</span>`}`;
}

function Validation({ rows, again }) {
  const open = [...new Set(rows.filter((row) => row.model == null).map((row) => row.scenario))];
  return html`<section><h2>Against published figures</h2>
    <p class="note">The model's figure with its 95 % interval, measured in simulated markets as the source measured its own.
      ${open.length > 0 && ` Not measured by this server yet: ${open.join(", ")}. ${RUNS} futures each take from seconds to minutes; the command line's marketsim validate takes more.`}</p>
    <p class="row">${open.map((scenario) => html`<${Measure} key=${scenario} scenario=${scenario} again=${again} />`)}</p>
    <${Scrolled} of="published figures"><table><caption class="hidden">Published figures and the model's</caption>
      <thead><tr><th scope="col">Figure</th><th scope="col">Market</th><th scope="col" class="n">Published</th><th scope="col"
        class="n">Accepted</th><th scope="col" class="n">Model</th><th scope="col">Verdict</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr key=${row.id}><td>${row.title}${row.part && `: ${row.part}`}<br /><span
        class="note">${row.source}</span></td><td>${row.scenario}</td><td class="n">${said(row.published, row.unit)}</td>
        <td class="n">${row.accepted ? between(row.accepted.low, row.accepted.high, row.unit ?? "1") : "–"}</td>
        <td class="n">${said(row.model, row.unit)}${row.low != null && html`<br /><span
          class="note">${between(row.low, row.high, row.unit ?? "1")}</span>`}</td><td>${row.verdict ?? "–"}</td></tr>`)}</tbody></table>
          </${Scrolled}></section>`;
}

const texts = (title, lines) => html`<div><h2>${title}</h2><ul class="events">${lines.map((line) => html`<li>${line}</li>`)}</ul></div>`;

/** @param {{app: Object}} props */
export function About({ app }) {
  const [{ got, error }, tell] = useState({}), { info } = app;
  const ask = () => about().then((told) => tell({ got: told }), (trouble) => tell({ error: trouble.message }));
  useEffect(() => { ask(); }, []);
  if (error) return html`<${Notice}>${error}</${Notice}>`;
  if (!got) return html`<p class="waiting">Reading.</p>`;
  return html`<div class="head"><h1>About the model</h1><p
    class="lead">Many simulated futures of a startup market, and what share of them does what.</p></div>
    <section class="cards">${texts("What it is", got.is)}${texts("What it assumes", got.assumptions)}${texts("What it is not for", got.not_for)}</section>
    <section><h2>Assumed in ${info.title.split(":")[0]}</h2><p
      class="note">${counted(info.assumptions.length, "figure")} that no source states.</p>
      <${Scrolled} of="assumed figures" head=${["Figure", "What it is", "Value", "Note"]}
        rows=${info.assumptions.map((one) => [one.title, one.meaning, one.words, one.note])} /></section>
    <${Validation} rows=${got.validation} again=${ask} />
    <section><h2>Sources</h2><ul class="events story">${got.sources.map((one) => html`<li>${one.title}<small>${[one.id, one.date].filter(Boolean).join(" · ")}${
      one.url && html` · <a href=${one.url} rel="noreferrer noopener">${new URL(one.url).host}</a>`}</small></li>`)}</ul></section>
    <section><h2>This server</h2><dl class="facts"><dt>Version</dt><dd>${got.name} ${got.version}</dd><dt>Rules</dt><dd>
      <code>${got.kernel}</code></dd><dt>Python</dt><dd>${got.python}</dd>
      <dt>Limits</dt><dd>${Object.entries(got.limits).map(([key, most]) => `${key.replaceAll("_", " ")} ${rounded(most, 6)}`).join(" · ")}</dd></dl></section>`;
}
