/** What pages are made of: a chart with its tools, tables, bars of probability. */

import * as charts from "./charts.js";
import { csv, savePng, saveText } from "./export.js";
import { onScheme } from "./theme.js";
import { html, useEffect, useRef, useState } from "./vendor/preact-htm.js";
import { chance, interval, percent, points, rounded } from "./words.js";

const shown = (value) => (typeof value === "number" ? rounded(value, 4) : value ?? "–");

/** @param {{head: string[], rows: any[][], caption: string, link?: (row: number) => any}} table link: shown only, not in files */
export function Table({ head, rows, caption, link }) {
  const number = head.map((_, k) => rows.length > 0 && rows.every((row) => row[k] == null || typeof row[k] === "number"));
  return html`<table>
    <caption class="hidden">${caption}</caption>
    <thead><tr>${head.map((title, k) => html`<th scope="col" class=${number[k] ? "n" : ""}>${title}</th>`)}${link && html`<th scope="col">
      <span class="hidden">open</span></th>`}</tr></thead>
    <tbody>${rows.map((row, i) => html`<tr>${row.map((value, k) => html`<td
      class=${number[k] ? "n" : ""}>${shown(value)}</td>`)}${link && html`<td>${link(i)}</td>`}</tr>`)}</tbody>
  </table>`;
}

/** A table that scrolls in a box of its own. @param {{of: string, head: string[], rows: any[][]}} props */
export const Scrolled = ({ of, children, ...table }) => html`<div class="plottable" tabindex="0" role="region" aria-label="Table of ${of}">
  ${children ?? html`<${Table} ...${table} caption=${of} />`}</div>`;

/** A choice. @param {{label: string, value: string, options: [string, string][], then: (value: string) => void, beside?: boolean}} props */
export const Pick = ({ label, value, options, then, beside }) => html`<label class=${beside ? "row note" : "field"}>${label}
  <select onChange=${(event) => then(event.target.value)}>
    ${options.map(([key, title]) => html`<option key=${key} value=${key}
      selected=${String(key) === String(value)}>${title}</option>`)}</select></label>`;

/** The claim that is least settled. */
export const mostOpen = (claims) => claims.toSorted((a, b) => Math.abs(a.p - 0.5) - Math.abs(b.p - 0.5))[0];

/** Buttons below a figure. @param {{of: string, from: string, asTable?: boolean, flip?: () => void, png: Function, svg: Function, csv: Function}} props */
export function Tools({ of, from, asTable, flip, ...files }) {
  return html`<div class="tools"><span class="from">${from}</span>
    ${flip && html`<button class="plain" aria-pressed=${String(asTable)} onClick=${flip}>${asTable ? "Chart" : "Table"}<span
      class="hidden"> of ${of}</span></button>`}
    ${["png", "svg", "csv"].filter((form) => files[form]).map((form) => html`
      <button class="plain" onClick=${files[form]}><span class="hidden">${of} as </span>${form.toUpperCase()}</button>`)}
  </div>`;
}

/** A box at the pointer, with plain text. @param {HTMLElement} box @param {?string} text @param {number[]} at */
export function say(box, text, [x, y]) {
  box.classList.toggle("on", Boolean(text));
  if (!text) return;
  box.textContent = text;
  const room = box.parentElement;
  box.style.translate = `${x + 16 + box.offsetWidth > room.clientWidth ? Math.max(0, x - 14 - box.offsetWidth) : x + 14}px `
    + `${Math.max(0, Math.min(y + 14, room.clientHeight - box.offsetHeight))}px`;
}

/**
 * A chart of charts.js in a figure: title, sentence, data table, files.
 * @param {{id: string, kind: string, data: Object, title: string, sub: string, label: string, stamp: string, from: string,
 *   table: {head: string[], rows: any[][]}, tip?: (at: number[]) => ?string, click?: (at: number[]) => void, size?: string}} props
 */
export function Chart({ id, kind, data, title, sub, label, stamp, from, table, tip, click, size = "", children }) {
  const plot = useRef(), box = useRef(), now = useRef({});
  const [asTable, flip] = useState(false);
  now.current = { data, tip, click };
  const draw = () => plot.current?.clientWidth && charts[kind](plot.current, now.current.data);
  useEffect(() => {
    if (asTable) return undefined;
    draw();
    const el = plot.current, seen = new ResizeObserver(draw), deaf = onScheme(draw);
    seen.observe(el);
    charts.pointer(el, "move", (at, pixel) => say(box.current, at && now.current.tip?.(at), pixel));
    charts.pointer(el, "click", (at) => at && now.current.click?.(at));
    return () => { seen.disconnect(); deaf(); charts.release(el); };
  }, [asTable, kind]);
  useEffect(() => { if (!asTable) draw(); }, [data]);
  const words = { title, sub, foot: from }, file = `${id}-${title}`;
  return html`<figure data-chart=${id} data-stamp=${stamp}>
    <figcaption><h2>${title}</h2><p class="note">${sub}</p></figcaption>
    ${children}
    ${asTable ? html`<${Scrolled} of=${title} ...${table} />`
    : html`<div class="plot ${size}"><div ref=${plot} class="plot ${size}" role="img" aria-label=${label}></div><div ref=${box}
      class="tip"></div></div>`}
    <${Tools} of=${title} from=${from} asTable=${asTable} flip=${() => flip(!asTable)}
      png=${() => savePng(charts.canvas(kind, data, words), `${file}.png`)}
      svg=${() => saveText(charts.svg(kind, data, words), "image/svg+xml", `${file}.svg`)}
      csv=${() => saveText(csv(table.head, table.rows, from), "text/csv", `${file}.csv`)} />
  </figure>`;
}

const at = (p) => `${(100 * p).toFixed(2)}%`;

/** A probability on a rail from 0 to 100 %: bar of its interval, dot, dash where the preset has it. */
export function Range({ p, low, high, was, unsure, kind = "luck", label }) {
  return html`<svg class="range" role="img" aria-label=${label}>
    <line class="rail" x1="0" x2="100%" y1="11" y2="11" />
    ${[0, 0.5, 1].map((x) => html`<line class="rail" x1=${at(x)} x2=${at(x)} y1="7" y2="15" />`)}
    ${unsure && html`<line class="unsure" x1=${at(unsure.low)} x2=${at(unsure.high)} y1="11" y2="11" />`}
    <line class=${kind} x1=${at(low)} x2=${at(high)} y1="11" y2="11" />
    ${was != null && html`<line class="was" x1=${at(was)} x2=${at(was)} y1="0" y2="22" />`}
    ${p != null && html`<circle class="at" cx=${at(p)} cy="11" r="5" />`}
  </svg>`;
}

/** A claim's change in points, signed; words where it cannot be told from none. */
export function Change({ base }) {
  if (!base) return html`<span class="soft">–</span>`;
  const sure = base.low > 0 || base.high < 0;
  return html`<span><b class=${!sure ? "" : base.diff > 0 ? "up" : "down"}>${points(base.diff)} pt</b>
    <small>${sure ? `${points(base.low)} to ${points(base.high)}` : "no clear change"}</small></span>`;
}

/** What a claim's bar shows, in a sentence. */
export const claimSaid = (claim) => `${claim.title}: ${chance(claim)}, ${claim.frequency} futures, 95 % interval ${interval(claim)}`
  + (claim.base ? `; with the preset ${percent(claim.base.p)}` : "");

/** A line that says what is the matter. */
export const Notice = ({ children }) => html`<div class="notice" role="status">${children}</div>`;

/** What is asked, for pages without levers: preset, changes, seed. */
export function Asked({ app }) {
  const { state, info } = app;
  const title = (key) => info.parameters.find((parameter) => parameter.key === key)?.title ?? key;
  const named = (name) => info.what_ifs.find((one) => one.name === name)?.title ?? name;
  const changes = [...state.whatIf.map(named), ...Object.entries(state.set).map(([key, value]) => `${title(key)} ${rounded(value)}`)];
  return html`<p class="note">${info.title.split(":")[0]} · ${changes.length ? changes.join(" · ") : "as its preset has it"} · seed ${state.seed}
    ${" "}· <a href=${app.link({ page: "scenario" })}>change</a></p>`;
}
