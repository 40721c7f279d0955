/** Sweeps that were run before: a figure over two parameters, and from a cell back to its market. */

import { heat, sweep, sweeps } from "../api.js";
import { Chart, Notice, Pick } from "../parts.js";
import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { amount, counted, percent, rounded } from "../words.js";

/** What a call brings, or its error; asked again when `of` changes. */
function useAsked(call, of) {
  const [told, tell] = useState({});
  useEffect(() => {
    let gone = false;
    tell((before) => ({ ...before, error: null }));
    call()?.then((got) => gone || tell({ got }), (trouble) => gone || tell({ error: trouble.message }));
    return () => { gone = true; };
  }, of);
  return told;
}

function List({ app, list }) {
  if (!list.length) {
    return html`<p class="lead">There is no sweep to look at. <code>marketsim sweep PLAN.toml</code> runs one;
      <code>marketsim serve --sweeps FOLDER</code> shows those of a folder.</p>`;
  }
  return html`<ul class="cards">${list.map((one) => html`<li key=${one.name}>
    <h2><a href=${app.link({ view: { sweep: one.name, value: "", x: "", y: "" } })}>${one.title || one.name}</a></h2>
    <p class="note">${one.scenario} · ${counted(one.points, "point")} × ${counted(one.runs, "future")}${one.complete ? "" : " · not finished"}</p>
    <p class="note">${one.keys.join(", ")}</p></li>`)}</ul>`;
}

function Heat({ app, told, value, x, y }) {
  const title = [...told.claims, ...told.metrics.map((one) => ({ ...one, id: one.key }))].find((one) => one.id === value)?.title ?? value;
  const { got, error } = useAsked(() => heat(told.name, { value, x, y, policy: app.state.view.policy || null }), [told.name, value, x, y, app.state.view.policy]);
  if (error) return html`<${Notice}>${error}</${Notice}>`;
  if (!got) return html`<p class="waiting">Reading the sweep.</p>`;
  const share = got.kind === "claim", said = (p) => (p == null ? "–" : share ? percent(p) : amount(p, got.unit));
  const [xs, ys] = [got.x, got.y].map((axis) => axis.at.map((at) => amount(at, axis.unit, 2)));
  const cell = (i, j) => got.cells.find((one) => one.i === i && one.j === j);
  const cellSaid = (one, i, j) => one && [`${name(got.x)} ${xs[i]}`, `${name(got.y)} ${ys[j]}`,
    `${said(one.value)}${one.low != null ? ` (${said(one.low)} to ${said(one.high)})` : ""}`, counted(one.runs, "future")].join("\n");
  const open = (one) => ({ page: "scenario", scenario: one.question.scenario, set: one.question.set, whatIf: one.question.what_if ?? [], seed: told.seed, months: null, view: {} });
  const known = got.cells.filter((one) => one.value != null).toSorted((a, b) => a.value - b.value);
  const name = (axis) => app.info.parameters.find((one) => one.key === axis.key)?.title ?? axis.key;
  return html`<${Chart} id="heat" kind="heat" size="tall" stamp=${`${told.name}-${value}-${x}-${y}-${app.state.view.policy ?? ""}`}
    title=${title}
    sub=${known.length ? `From ${said(known[0].value)} to ${said(known.at(-1).value)} over ${counted(known.length, "cell")}. A click on a cell opens its market.` : "No finished cell yet."}
    label=${`${title} by ${name(got.x)} and ${name(got.y)}: from ${said(known[0]?.value)} to ${said(known.at(-1)?.value)}.`} from=${`${told.name} · seed ${told.seed} · digest ${told.digest}`}
    data=${{ xs, ys, share, said, xName: name(got.x), yName: name(got.y), cells: got.cells.map((one) => [one.i, one.j, one.value]) }}
    tip=${([i, j]) => cellSaid(cell(i, j), i, j)}
    click=${([i, j]) => cell(i, j) && app.go(open(cell(i, j)), true)}
    table=${{ head: [name(got.x), name(got.y), share ? "probability" : "value", "low", "high", "points", "futures"],
    rows: got.cells.map((one) => [got.x.at[one.i], got.y.at[one.j], one.value, one.low, one.high, one.points, one.runs]),
    link: (k) => html`<a href=${app.link(open(got.cells[k]))}>open<span class="hidden"> ${xs[got.cells[k].i]}, ${ys[got.cells[k].j]}</span>
      </a>` }} />`;
}

function One({ app, name }) {
  const { view } = app.state, { got: told, error } = useAsked(() => sweep(name), [name]);
  if (error) return html`<${Notice}>${error}</${Notice}>`;
  if (!told) return html`<p class="waiting">Reading the sweep.</p>`;
  const keys = told.keys.map((one) => [one.key, app.info.parameters.find((parameter) => parameter.key === one.key)?.title ?? one.key]);
  const [x, y] = [view.x || keys[0]?.[0], view.y || (keys.find(([key]) => key !== (view.x || keys[0]?.[0])) ?? keys[0])?.[0]];
  const value = view.value || told.claims[0]?.id || told.metrics[0]?.key;
  const figures = [...told.claims.map((one) => [one.id, `${one.id} ${one.title}`]), ...told.metrics.map((one) => [one.key, one.title])];
  return html`<p class="note">${told.scenario} · ${counted(told.runs_a_point, "future")} a point · seed ${told.seed}${told.complete ? "" : " · not finished"}</p>
    <div class="row"><${Pick} label="Figure" value=${value} options=${figures} then=${(next) => app.look({ value: next })} />
      <${Pick} label="Across" value=${x} options=${keys} then=${(next) => app.look({ x: next })} />
      <${Pick} label="Up" value=${y} options=${keys} then=${(next) => app.look({ y: next })} />
      ${told.policies.length > 1 && html`<${Pick} label="Policy" value=${view.policy || ""}
        options=${[["", "all together"], ...told.policies.map((one) => [one, one])]}
        then=${(next) => app.look({ policy: next })} />`}</div>
    ${keys.length > 1 && x !== y ? html`<section><${Heat} app=${app} told=${told} value=${value} x=${x} y=${y} /></section>`
      : html`<p class="lead">A heat map needs two different parameters; this sweep moves ${rounded(keys.length)}.</p>`}`;
}

/** @param {{app: Object}} props */
export function Sweeps({ app }) {
  const { got: list, error } = useAsked(sweeps, []), name = app.state.view.sweep, one = list?.find((each) => each.name === name);
  return html`<div class="head"><h1>${one ? one.title || one.name : "Sweeps"}</h1>
    <p class="lead">${one ? html`<a
      href=${app.link({ view: { sweep: "", value: "", x: "", y: "", policy: "" } })}>All sweeps</a>` : "Many markets, many futures each, run before and kept."}</p></div>
    ${error && html`<${Notice}>${error}</${Notice}>`}
    ${name ? html`<${One} app=${app} name=${name} key=${name} />` : list && html`<${List} app=${app} list=${list} />`}`;
}
