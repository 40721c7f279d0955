/** Every claim: what exactly it says, how probable it is, and how sure of that one can be. */

import { claimPaths } from "../api.js";
import { bare } from "../board.js";
import { Asked, Change, Chart, Range, mostOpen } from "../parts.js";
import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { chance, counted, day, interval, month, percent, share, whole } from "../words.js";

/** How p grows with the deadline, asked once per question and claim. */
function usePath(app, claim) {
  const [told, tell] = useState(null);
  const { answer, state } = app.view;
  useEffect(() => {
    if (!claim || state !== "full") return undefined;
    const stop = new AbortController();
    claimPaths({ ...bare(app.asked), claims: [claim.id] }, stop.signal)
      .then((got) => tell({ claim: claim.id, digest: answer.digest, months: got.months, path: got.paths[claim.id] }), () => {});
    return () => stop.abort();
  }, [claim?.id, answer?.digest, state]);
  return told?.claim === claim?.id ? told : null;
}

function Ranges({ claim }) {
  return html`<div class="ranges">
    <span>Luck</span><${Range} p=${claim.p} low=${claim.luck.low} high=${claim.luck.high} label=${`Luck alone: ${interval(claim.luck)}`} />
      <span class="n">${interval(claim.luck)}</span>
    <span>Parameters</span>${claim.parameters
      ? html`<${Range} p=${claim.p} low=${claim.parameters.low} high=${claim.parameters.high} kind="unsure"
        label=${`Parameters: ${interval(claim.parameters)}`} /><span class="n">${interval(claim.parameters)}</span>`
      : html`<span class="note">needs more futures</span><span class="n">–</span>`}
  </div>
  <p class="note">Luck: the 95 % interval of ${counted(claim.known, "future")}; more futures make it shorter. Parameters: where the probability would lie in
    nine cases of ten if the open parameters were known; more futures do not shorten that.</p>`;
}

function Examples({ app, claim }) {
  const open = (run, said) => run == null ? html`<span class="soft">No future here in which ${said}.</span>`
    : html`<a class="button" href=${app.link({ page: "graph", view: { future: run, claim: claim.id, month: "" } })}>Future ${run}, in which ${said}</a>`;
  return html`<section><h2>Two futures to look at</h2>
    <p class="row">${open(claim.examples.true, "it happens")} ${open(claim.examples.false, "it does not")}</p></section>`;
}

function One({ app, claim }) {
  const told = usePath(app, claim);
  const end = told && told.path.findLastIndex((p) => p != null);
  return html`<article class="stack">
    <p class="note">${claim.id}</p>
    <h1>${claim.title}</h1>
    <p class="criterion">${claim.criterion}</p>
    <dl class="facts"><dt>Deadline</dt><dd>${day(claim.deadline)}</dd><dt>Stated in</dt><dd>${claim.source}</dd>
      <dt>Settled in</dt><dd>${whole(claim.known)} of ${counted(claim.runs, "future")}${claim.known < claim.runs ? "; the others leave it open" : ""}</dd></dl>
    <section data-chart="claim" data-stamp=${`${app.view.answer.digest}-${claim.id}-${claim.runs}`}>
      <p class="row"><span class="big">${chance(claim)}</span><span>${claim.frequency} futures${claim.base && html`<br /><${Change}
        base=${claim.base} />`}</span></p>
      <${Ranges} claim=${claim} />
    </section>
    <section>${told && end >= 0 ? html`<${Chart} id="ladder" kind="ladder" size="low" stamp=${`${told.digest}-${told.claim}`}
      title="If the deadline were earlier"
        sub="Probability that it is true by the end of each month, up to the deadline." from=${app.from}
        label=${`Probability by month of deadline: ${percent(told.path[end])} by ${month(told.months[end])}.`}
        data=${{ months: told.months, path: told.path, said: share }} tip=${([at]) => told.path[at] != null && `${month(told.months[at])}\n${percent(told.path[at])}`}
        table=${{ head: ["month", "probability"], rows: told.months.map((name, i) => [name, told.path[i]]) }} />`
      : html`<p class="note">${told ? "This claim has no value before its deadline." : "Computing how it grows with time."}</p>`}</section>
    <${Examples} app=${app} claim=${claim} />
    <p class="note"><a href=${app.link({ page: "explain", view: { claim: claim.id } })}>What moves this claim?</a></p>
  </article>`;
}

/** All claims; the chosen one is scrolled to. */
function List({ app, claims, chosen }) {
  const list = useRef();
  useEffect(() => {
    const row = list.current.querySelector("[aria-current]");
    list.current.scrollTop = row.offsetTop - (list.current.clientHeight - row.offsetHeight) / 2;
  }, []);
  return html`<ul class="list" ref=${list}>${claims.map((claim) => html`<li key=${claim.id}>
    <a href=${app.link({ view: { claim: claim.id } })} aria-current=${claim.id === chosen.id ? "true" : undefined}>
      <span>${claim.title}</span><b>${chance(claim)}</b><small>by ${day(claim.deadline)}</small></a></li>`)}</ul>`;
}

/** @param {{app: Object}} props */
export function Claims({ app }) {
  const { view: { answer, state }, info } = app;
  if (!answer) return html`<h1>Claims</h1><p class="waiting">Computing the first futures.</p>`;
  const claims = answer.claims.filter((claim) => claim.p != null);
  const chosen = claims.find((claim) => claim.id === app.state.view.claim) ?? mostOpen(claims);
  if (!chosen) return html`<h1>Claims</h1><p class="lead">No claim speaks of this market. <a
    href=${app.link({ page: "scenario" })}>See what it does</a>.</p>`;
  return html`<div class="head"><${Asked} app=${app} /></div>
    <div class="split ${state === "stale" ? "stale" : ""}">
      <nav aria-label="Claims"><${List} app=${app} claims=${claims} chosen=${chosen} />
        ${info.unresolvable.length > 0 && html`<details class="note stack">
          <summary>${counted(info.unresolvable.length, "claim")} cannot be settled here</summary>
          <ul>${info.unresolvable.map((one) => html`<li><b>${one.id}</b> ${one.why}</li>`)}</ul></details>`}</nav>
      <${One} app=${app} claim=${chosen} key=${chosen.id} />
    </div>`;
}
