/** The board of claims: what each says, how probable it is, what your change does to it. */

import { figure } from "./api.js";
import { csv, save, saveText } from "./export.js";
import { Change, Pick, Range, Tools, claimSaid } from "./parts.js";
import { html, useState } from "./vendor/preact-htm.js";
import { chance, day } from "./words.js";

const HEAD = ["claim", "what it says", "deadline", "probability", "low", "high", "true", "known", "futures", "with the preset", "change", "change low", "change high"];
const cells = (claim) => [claim.id, claim.title, claim.deadline, claim.p, claim.low, claim.high, claim.yes, claim.known, claim.runs,
  claim.base?.p ?? null, claim.base?.diff ?? null, claim.base?.low ?? null, claim.base?.high ?? null];

const FIRST = 8;
const open = (claim) => Math.abs((claim.base?.p ?? claim.p) - 0.5); // by the preset, so that rows stand still while a slider moves
const ORDERS = {
  open: ["most open first", (a, b) => open(a) - open(b)],
  change: ["largest change first", (a, b) => Math.abs(b.base?.diff ?? 0) - Math.abs(a.base?.diff ?? 0)],
  deadline: ["by deadline", (a, b) => a.deadline.localeCompare(b.deadline)],
};

/** @param {{app: Object}} props */
export function Board({ app }) {
  const { answer } = app.view, known = answer.claims.filter((claim) => claim.p != null), paired = known.some((claim) => claim.base);
  const [all, showAll] = useState(false);
  const order = ORDERS[app.state.view.order] ? app.state.view.order : "open";
  const sorted = known.toSorted(ORDERS[order][1]), claims = all ? sorted : sorted.slice(0, FIRST);
  const onPaper = (form) => async () => save(await figure("claims", form, bare(app.asked)), `claims.${form}`);
  return html`<section data-chart="claims" data-stamp=${`${answer.digest}-${answer.runs}`} aria-labelledby="claims-title">
    <div class="row ends"><div><h2 id="claims-title">Claims</h2><p class="note">The share of futures in which each comes true.</p></div>
      <${Pick} label="Order" beside value=${order} options=${Object.entries(ORDERS).map(([key, [said]]) => [key, said])}
        then=${(next) => app.look({ order: next })} /></div>
    <div class="key"><span><i class="dot" style=${{ background: "var(--blue)" }}></i>probability, with its 95 % interval of luck</span>
      <span><i style=${{ background: "var(--band80)" }}></i>where it may lie as the open parameters vary</span>
      ${paired && html`<span><i class="dash"></i>with the preset</span>`}</div>
    <div class="board"><table>
      <caption class="hidden">Claims with their probabilities</caption>
      <thead><tr><th scope="col">Claim</th><th scope="col"><span class="row ends"><span>0</span><span>50</span><span>100 %</span></span>
        </th>
        <th scope="col" class="n">Probability</th>${paired && html`<th scope="col" class="n">Your change</th>`}</tr></thead>
      <tbody>${claims.map((claim) => html`<tr key=${claim.id} data-claim=${claim.id}>
        <td class="what"><a href=${app.link({ page: "claims", view: { claim: claim.id } })}>${claim.title}</a>
          <small>${claim.id} · by ${day(claim.deadline)}</small></td>
        <td class="bar"><${Range} p=${claim.p} low=${claim.low} high=${claim.high} was=${claim.base?.p} unsure=${claim.parameters}
          label=${claimSaid(claim)} /></td>
        <td class="n"><b>${chance(claim)}</b><small>${claim.frequency}${claim.known < claim.runs ? "*" : ""}</small></td>
        ${paired && html`<td class="n"><${Change} base=${claim.base} /></td>`}</tr>`)}</tbody></table></div>
    ${known.length > FIRST && html`<p><button
      onClick=${() => showAll(!all)}>${all ? `The first ${FIRST} only` : `All ${known.length} claims`}</button></p>`}
    ${claims.some((claim) => claim.known < claim.runs) && html`<p
      class="note">* of the futures that settle the claim; the others leave it open.</p>`}
    <${Tools} of="claims" from=${app.from} png=${onPaper("png")} svg=${onPaper("svg")}
      csv=${() => saveText(csv(HEAD, sorted.map(cells), app.from), "text/csv", "claims.csv")} />
  </section>`;
}

/** The question alone, as figures are asked for. */
export const bare = ({ scenario, set, what_if, runs, seed, months }) => ({ scenario, set, what_if, runs, seed, months });
