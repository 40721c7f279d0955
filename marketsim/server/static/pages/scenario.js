/** The first page: levers at the left, what the futures do at the right. */

import { Levers } from "../levers.js";
import { Board } from "../board.js";
import { Chart } from "../parts.js";
import { html } from "../vendor/preact-htm.js";
import { amount, counted, day, month, unitOf } from "../words.js";

const KEYS = ["5", "10", "25", "50", "75", "90", "95"];
const last = (values) => values[values.length - 1];

/** Rows of a band for a table and a file. */
function rows(months, bands, was) {
  return { head: ["month", ...KEYS.map((key) => `${key} %`), ...(was ? ["preset's median"] : [])],
    rows: months.map((name, i) => [name, ...KEYS.map((key) => bands[key][i]), ...(was ? [was[i]] : [])]) };
}

function bandsSaid(bands, i, said) {
  return `median ${said(bands["50"][i])}\nhalf of the futures ${said(bands["25"][i])} to ${said(bands["75"][i])}\n`
    + `nine in ten ${said(bands["5"][i])} to ${said(bands["95"][i])}`;
}

/** The same scale for all figures of one axis, in words: "40bn". @param {string} unit */
export const axisSaid = (unit) => (x) => (x === 0 ? "0" : "") || amount(x, unit, 3).replace(/ (yuan|dollar).*$/, "").replace(unitOf(unit), "").trim();

function Fan({ app, metric, name }) {
  const { months } = app.view.answer, said = (x) => amount(x, metric.unit), was = metric.base?.["50"];
  const end = month(last(months));
  const sentence = `By ${end} the median is ${said(last(metric.bands["50"]))}; half of the futures lie between ${said(last(metric.bands["25"]))} and ${
    said(last(metric.bands["75"]))}${was ? `; the preset's median is ${said(last(was))}` : ""}.`;
  return html`<${Chart} id="fan" kind="fan" stamp=${`${app.view.answer.digest}-${app.view.answer.runs}-${name}`} title=${metric.title}
    sub=${sentence}
    label=${`${metric.title}. ${sentence}`} from=${app.from} data=${{ months, bands: metric.bands, was, said: axisSaid(metric.unit) }}
    table=${rows(months, metric.bands, was)} tip=${([at]) => months[at] && `${month(months[at])}\n${bandsSaid(metric.bands, at, said)}${was ? `\npreset ${said(was[at])}` : ""}`} />`;
}

function Difference({ app, metric, name }) {
  const { months, difference } = app.view.answer, said = (x) => amount(x, metric.unit);
  const bands = difference?.[name]?.bands;
  if (!bands) {
    return html`<figure data-chart="difference" data-stamp="none"><figcaption><h2>Effect of your change</h2>
      <p class="note">Move a lever: this chart then shows, month by month, by how much each future differs from the same future under the preset.
      Luck is the same in both, so what is left is the change.</p></figcaption></figure>`;
  }
  const sentence = `By ${month(last(months))} the median difference is ${said(last(bands["50"]))}; nine in ten futures differ by ${said(last(bands["5"]))} to ${said(last(bands["95"]))}.`;
  return html`<${Chart} id="difference" kind="fan" stamp=${`${app.view.answer.digest}-${app.view.answer.runs}-${name}`}
    title="Effect of your change"
    sub=${sentence} label=${`Effect of your change on ${metric.title}. ${sentence}`} from=${`paired, same luck · seed ${app.view.answer.seed}`}
    data=${{ months, bands, said: axisSaid(metric.unit), zero: "as the preset" }} table=${rows(months, bands)}
    tip=${([at]) => months[at] && `${month(months[at])}, against the preset\n${bandsSaid(bands, at, said)}`} />`;
}

/** A fan the size of a thumb. */
function Mini({ metric, on, choose }) {
  const { bands } = metric, all = [...bands["5"], ...bands["95"]];
  const [low, high] = [Math.min(...all), Math.max(...all)], n = bands["50"].length - 1;
  const y = (value) => (38 - 36 * ((value - low) / (high - low || 1))).toFixed(1), x = (i) => ((100 * i) / n).toFixed(1);
  const line = (values) => values.map((value, i) => `${x(i)} ${y(value)}`).join("L");
  const area = (a, b) => `M${line(b)}L${a.map((value, i) => `${x(i)} ${y(value)}`).reverse().join("L")}Z`;
  return html`<button aria-pressed=${String(on)}
    onClick=${choose}>${metric.title} <small>${amount(last(bands["50"]), metric.unit, 2)}</small>
    <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
      <path d=${area(bands["5"], bands["95"])} fill="var(--band90)" /><path d=${area(bands["25"], bands["75"])} fill="var(--band50)" />
      <path d=${`M${line(bands["50"])}`} fill="none" stroke="var(--blue)" stroke-width="1.5" vector-effect="non-scaling-stroke" /></svg>
        </button>`;
}

/** @param {{app: Object}} props */
export function Scenario({ app }) {
  const { info, view: { answer, state } } = app;
  const counts = info.counts;
  const names = answer ? Object.keys(answer.metrics) : [];
  const name = names.includes(app.state.view.metric) ? app.state.view.metric : names[0];
  const metric = answer?.metrics[name];
  return html`<div class="split">
    <${Levers} app=${app} />
    <div>
      <div class="head"><h1>${info.title}</h1>
        <p class="lead">${counted(counts.startups, "startup")}, ${counted(counts.investors, "investor")} and ${counted(counts.verticals, "vertical")} from ${month(info.start)},
          followed for ${counted(app.state.months ?? info.months, "month")}. Known on ${day(info.date)}.</p></div>
      ${answer?.note && html`<p class="note">${answer.note}</p>`}
      ${metric ? html`<div class=${state === "stale" ? "stale" : ""}>
        <section aria-label="What the futures do">
          <div class="pair"><${Fan} app=${app} metric=${metric} name=${name} /><${Difference} app=${app} metric=${metric} name=${name} />
            </div>
          ${names.length > 1 && html`<div class="minis" role="group" aria-label="Outcome to show">${names.map((key) => html`
            <${Mini} key=${key} metric=${answer.metrics[key]} on=${key === name} choose=${() => app.look({ metric: key })} />`)}</div>`}
        </section>
        <${Board} app=${app} />
      </div>` : html`<p class="waiting">Computing the first futures.</p>`}
    </div></div>`;
}
