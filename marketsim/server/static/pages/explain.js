/** What a claim hinges on: its open parameters, and the mechanisms that can be switched off. */

import { bare } from "../board.js";
import { Progress, useJob } from "../jobs.js";
import { Asked, Chart, Notice, Pick, mostOpen } from "../parts.js";
import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { amount, chance, counted, percent, points, rounded, share, unitOf } from "../words.js";

const KINDS = { sensitivity: "Open parameters", switches: "Mechanisms switched off", full: "Everything" };
const pt = (x) => `${points(x)} pt`;

/** From the bottom to the top fifth of each open parameter, and the shape of one of them. */
function Sensitivity({ app, result, claim }) {
  const [chosen, choose] = useState(0);
  const rows = result.rows.filter((row) => row.bins?.length), top = rows.slice(0, 14), row = rows[Math.min(chosen, rows.length - 1)];
  if (!row) return html`<p class="lead">This market has no open parameter to learn from.</p>`;
  const from = `${counted(result.runs, "future")} · seed ${app.asked.seed}`;
  const ends = (one) => [one.bins[0].p, one.bins.at(-1).p];
  const said = (x) => amount(x, row.unit), onAxis = (x) => (row.unit === "share" ? share(x) : rounded(x, 2));
  const told = ([, y]) => {
    const one = top[Math.round(y)];
    return one && `${one.title}\n${ends(one).map(percent).join(" to ")}\neffect ${pt(one.effect)} (${pt(one.low)} to ${pt(one.high)})`;
  };
  return html`<div class="pair">
    <${Chart} id="tornado" kind="tornado" size="tall" stamp=${`${claim.id}-${result.runs}-${result.p}`} title="What moves it"
      sub="Probability in the futures with the lowest fifth (amber) and the highest fifth (blue) of each open parameter; the dash is all futures."
      label=${`What moves ${claim.title}: most of all ${top[0].title}, ${pt(top[0].effect)} from its lowest to its highest fifth.`} from=${from}
      data=${{ rows: top.map((one) => ({ label: one.title, from: ends(one)[0], to: ends(one)[1] })), said: share, mark: result.p }}
      table=${{ head: ["parameter", "unit", "lowest fifth", "highest fifth", "effect", "low", "high", "share of variance"],
    rows: rows.map((one) => [one.title, one.unit, ...ends(one), one.effect, one.low, one.high, one.share]) }}
      tip=${told}
      click=${([, y]) => choose(Math.round(y))} />
    <div><${Pick} label="Shape of one" value=${rows.indexOf(row)} options=${rows.map((one, k) => [k, one.title])}
      then=${(k) => choose(Number(k))} />
      <${Chart} id="response" kind="response" stamp=${`${claim.id}-${row.key}`} title=${row.title}
        sub=${`Probability by fifths of the futures; lines are 95 % intervals. From bottom to top ${pt(row.effect)}.`}
        label=${`Probability of ${claim.title} by ${row.title}: ${row.bins.map((bin) => percent(bin.p)).join(", ")}.`} from=${from}
        data=${{ bins: row.bins, said: share, at: onAxis, name: row.unit === "share" ? row.title : [row.title, unitOf(row.unit)].filter(Boolean).join(", ") }}
        table=${{ head: [row.title, "probability", "low", "high", "futures"], rows: row.bins.map((bin) => [bin.at, bin.p, bin.low, bin.high, bin.runs]) }} />
      <p class="note">Typical value ${said(row.bins[2]?.at ?? row.bins[0].at)}. <a
        href=${app.link({ page: "scenario" })}>Move it on the Scenario page.</a></p></div></div>
    ${result.explained != null && html`<p
      class="note">A linear reading of all open parameters explains ${percent(result.explained)} of what differs from future to future; the rest is luck and interplay.</p>`}`;
}

/** What each mechanism adds to the probability: its interval and its middle. */
function Mechanisms({ app, rows, runs, claim }) {
  const top = rows.slice(0, 18), sure = rows.filter((row) => row.stands), from = `${counted(runs, "future")} a mechanism · seed ${app.asked.seed}`;
  const said = (row) => `${row.title}\nadds ${pt(row.difference)} (${pt(row.low)} to ${pt(row.high)})\n${percent(row.without)} without it`;
  return html`<${Chart} id="tornado" kind="tornado" size="tall" stamp=${`${claim.id}-${runs}-${rows.length}`}
    title="What each mechanism adds" from=${from}
    sub=${`Points by which the probability is higher than with the mechanism switched off, under the same luck, and the 95 % interval. ${
    sure.length ? `${counted(sure.length, "effect")} of ${rows.length} stand${sure.length === 1 ? "s" : ""} when all are tested at once.` : `None of ${rows.length} stands when all are tested at once.`}`}
    label=${`${claim.title}: the largest effect is ${said(top[0]).replaceAll("\n", ", ")}.`} tip=${([, y]) => top[Math.round(y)] && said(top[Math.round(y)])}
    data=${{ rows: top.map((row) => ({ label: row.title, low: row.low, high: row.high, at: row.difference })), said: pt, mark: 0 }}
    table=${{ head: ["mechanism", "ledger", "probability without", "adds", "low", "high", "stands"],
    rows: rows.map((row) => [row.title, row.rows, row.without, row.difference, row.low, row.high, row.stands ? "yes" : "no"]) }} />`;
}

/** Everything: mechanisms, how much the open figures answer for, and futures that tell it best. */
function Everything({ app, result, claim }) {
  const figures = result.open_figures, { typical } = result;
  const to = (run, said) => run != null && html`<a class="button"
    href=${app.link({ page: "graph", view: { future: run, month: "" } })}>Future ${run}, ${said}</a>`;
  return html`<${Mechanisms} app=${app} rows=${result.mechanisms} runs=${result.mechanisms[0]?.runs ?? 0} claim=${claim} />
    ${figures && html`<section><h2>Open parameters</h2><p
      class="note">They move the probability by a standard deviation of ${percent(figures.spread)} (${percent(figures.spread_low)} to ${percent(figures.spread_high)})${
    figures.settled ? "" : "; too few points to say which of them"}.</p></section>`}
    <section><h2>Futures that tell it</h2><p
      class="row">${to(typical?.true, "typical of those in which it happens")} ${to(typical?.false, "typical of those in which it does not")} ${to(result.extreme, "the most unusual")}</p></section>`;
}

/** @param {{app: Object}} props */
export function Explain({ app }) {
  const { info, view: { answer }, state: { view } } = app;
  const claims = answer?.claims.filter((one) => one.p != null) ?? [];
  const claim = claims.find((one) => one.id === view.claim) ?? mostOpen(claims);
  const kind = info.explain.includes(view.kind) ? view.kind : info.explain[0];
  const body = { ...bare(app.asked), claim: claim?.id, kind };
  const { told, start, cancel, result, busy } = useJob("explain", body);
  useEffect(() => { if (claim && kind === "sensitivity" && !result) start(); }, [JSON.stringify(body)]);
  if (!claim) return html`<h1>Explain</h1><p
    class="waiting">${answer ? "No claim speaks of this market." : "Computing the first futures."}</p>`;
  return html`<div class="head"><h1>What does it hinge on?</h1><${Asked} app=${app} /></div>
    <div class="row"><${Pick} label="Claim" value=${claim.id} options=${claims.map((one) => [one.id, `${one.title} (${chance(one)})`])}
      then=${(id) => app.look({ claim: id })} />
      ${info.explain.length > 1 && html`<div class="row" role="group" aria-label="Kind">${info.explain.map((one) => html`
        <button aria-pressed=${String(one === kind)} onClick=${() => app.look({ kind: one })}>${KINDS[one] ?? one}</button>`)}</div>`}</div>
    <p class="criterion">${claim.criterion}</p>
    <section data-state=${told.state}>
      ${busy ? html`<${Progress} told=${told} cancel=${cancel} />` : !result && html`<p><button class="main"
        onClick=${start}>Explain</button></p>`}
      ${told.state === "failed" && html`<${Notice}>${told.error ?? "It failed."}</${Notice}>`}
      ${told.state === "cancelled" && html`<p class="note">Cancelled.</p>`}
      ${result && (kind === "full" ? html`<${Everything} app=${app} result=${result} claim=${claim} />`
    : kind === "switches" ? html`<${Mechanisms} app=${app} rows=${result.rows} runs=${result.runs}
      claim=${claim} />` : html`<${Sensitivity} app=${app} result=${result} claim=${claim} />`)}
    </section>`;
}
