/** Every future as a line: point at one, brush some, open one. */

import { paths } from "../api.js";
import { bare } from "../board.js";
import { Canvas } from "../canvas.js";
import { csv, print, saveText } from "../export.js";
import { Asked, Notice, Pick, Scrolled, Tools } from "../parts.js";
import { draw, fit, nearest, scene, within } from "../paths.js";
import { html, useEffect, useMemo, useState } from "../vendor/preact-htm.js";
import { amount, counted, month, whole } from "../words.js";
import { axisSaid } from "./scenario.js";

const LISTED = 24, ROWS = 200; // runs named below the chart, rows of the table on the page

function usePaths(app, metric) {
  const [told, tell] = useState({});
  const { answer, state } = app.view;
  const key = state === "full" && metric ? JSON.stringify([metric.key, bare(app.asked)]) : null;
  useEffect(() => {
    if (!key) return undefined;
    const stop = new AbortController();
    paths({ ...bare(app.asked), metric: metric.key }, stop.signal).then(
      (got) => tell({ key, world: scene(got, answer.months, axisSaid(metric.unit)) }), (trouble) => trouble.name !== "AbortError" && tell({ error: trouble.message }));
    return () => stop.abort();
  }, [key]);
  return told;
}

/** @param {{app: Object}} props */
export function Futures({ app }) {
  const { info, state: { view } } = app;
  const shown = info.shown.map((key) => info.metrics.find((metric) => metric.key === key)).filter(Boolean);
  const others = info.metrics.filter((metric) => !info.shown.includes(metric.key));
  const metric = info.metrics.find((one) => one.key === view.metric) ?? shown[0] ?? info.metrics[0];
  const { world, error, key } = usePaths(app, metric);
  const [pointed, point] = useState(null), [asTable, flip] = useState(false), [drawn, sketch] = useState(null);
  const brush = drawn ?? (view.brush ? view.brush.split(",").map(Number) : null);
  const chosen = useMemo(() => (world && brush ? within(world, brush) : []), [world, brush?.join()]);
  const lit = pointed ?? (view.future ? Number(view.future) : null);
  const open = (run) => app.go({ page: "graph", view: { future: String(run) } }, true);
  const box = (from, to, size, over) => {
    const at = fit(world, size), [a, b] = [at.month(from[0]), at.month(to[0])].sort((x, y) => x - y);
    const [low, high] = [at.value(from[1]), at.value(to[1])].sort((x, y) => x - y).map((value) => Number(value.toPrecision(6)));
    sketch(over ? null : [a, b, low, high]);
    if (over) app.look({ brush: [a, b, low, high].join(",") });
  };
  const said = (x) => amount(x, metric.unit);
  const sub = `${counted(app.asked.runs, "line")}, one a future. Point at a line for its number, drag a box to pick those that pass through it, click to open one.`;
  const words = { title: `${metric?.title}: every future of ${info.title.split(":")[0]}`, sub: brush ? `${counted(chosen.length, "future")} pass through the box` : "", foot: app.from };
  const listed = world && (brush ? chosen : [...Array(world.runs).keys()]);
  const row = (run) => [run, ...world.values.subarray(run * world.months, (run + 1) * world.months)];
  const table = (most) => ({ head: ["future", ...world.labels], rows: listed.slice(0, most).map(row) });
  const paper = (form) => () => print((pen, size) => draw(pen, { ...size, top: size.top + 8 }, world, { lit: null, brush, chosen }), words, form, `futures-${metric.key}`, 1000, 620);
  return html`<div class="head"><h1>Every future</h1><${Asked} app=${app} /></div>
    <div class="row ends"><${Pick} label="Outcome" beside value=${metric.key}
      options=${[...shown, ...others].map((one) => [one.key, one.title])}
      then=${(next) => app.look({ metric: next, brush: "" })} />
      <form class="row" onSubmit=${(event) => { event.preventDefault(); open(Number(new FormData(event.target).get("run"))); }}>
        <label class="row">Future<input name="run" type="number" min="0" max=${app.asked.runs - 1} value=${lit ?? 0}
          onInput=${(event) => app.look({ future: event.target.value })} /></label>
        <button>Open</button></form></div>
    ${error && html`<${Notice}>${error}</${Notice}>`}
    ${!world ? !error && html`<p class="waiting">Computing every future.</p>` : html`
    <figure data-chart="futures" data-stamp=${`${key}-${brush?.join() ?? ""}`}>
      <figcaption><h2>${metric.title}</h2><p class="note">${sub}</p></figcaption>
      ${asTable ? html`<${Scrolled} of=${metric.title} ...${table(ROWS)} />`
    : html`<${Canvas} label=${`${metric.title} in ${counted(world.runs, "future")}, month by month.`}
      of=${[world, lit, brush?.join(), chosen]}
        draw=${(pen, size) => draw(pen, size, world, { lit, brush, chosen })} leave=${() => point(null)} drag=${box} click=${(x, y, size) => open(nearest(world, size, x, y).run)}
        hover=${(x, y, size) => { const at = nearest(world, size, x, y); point(at.run); return `future ${at.run}\n${month(world.labels[at.month])}: ${said(at.value)}`; }} />`}
      <${Tools} of="the futures" from=${app.from} asTable=${asTable} flip=${() => flip(!asTable)} png=${paper("png")} svg=${paper("svg")}
        csv=${() => saveText(csv(table().head, table().rows, app.from), "text/csv", `futures-${metric.key}.csv`)} />
    </figure>
    ${brush && html`<section><div class="row ends"><h2>${whole(chosen.length)} of ${counted(world.runs, "future")} in the box</h2>
      <button onClick=${() => app.look({ brush: "" })}>Clear the box</button></div>
      <p class="note">From ${month(world.labels[brush[0]])} to ${month(world.labels[brush[1]])} between ${said(brush[2])} and ${said(brush[3])}.</p>
      <p class="row">${chosen.slice(0, LISTED).map((run) => html`<a
        href=${app.link({ page: "graph", view: { future: run, brush: "" } })}>${run}</a>`)}${chosen.length > LISTED && html`<span
        class="soft">and ${chosen.length - LISTED} more</span>`}</p></section>`}`}`;
}
