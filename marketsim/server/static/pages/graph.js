/** One future, reopened: who funds whom, month by month, and its story. */

import { future } from "../api.js";
import { bare } from "../board.js";
import { Canvas } from "../canvas.js";
import { csv, print, saveText } from "../export.js";
import { dealings, draw, scene, standing, under, valueAt } from "../galaxy.js";
import { Asked, Notice, Pick, Scrolled, Tools } from "../parts.js";
import { calm } from "../theme.js";
import { html, useEffect, useMemo, useState } from "../vendor/preact-htm.js";
import { amount, counted, month as monthSaid } from "../words.js";

const PACE = 550; // milliseconds a month lasts while playing
const FATES = ["active", "listed", "acquired", "merged", "dormant", "closed"];
const HEAD = ["month", "deal", "from", "to", "amount, million yuan", "value, million yuan", "stage", "lead"];
const money = (x) => amount(x, "million yuan", 2);

function useFuture(app, run) {
  const [told, tell] = useState({});
  const key = JSON.stringify([run, bare(app.asked)]);
  useEffect(() => {
    const stop = new AbortController();
    tell((before) => ({ ...before, waiting: true, error: null }));
    future(run, bare(app.asked), stop.signal).then((got) => tell({ got, world: scene(got) }),
      (trouble) => trouble.name !== "AbortError" && tell({ error: trouble.message }));
    return () => stop.abort();
  }, [key]);
  return told;
}

function Key() {
  const dot = (name) => html`<span><i class="dot" style=${{ background: `var(--${name})` }}>
    </i>${{ acquired: "bought" }[name] ?? name}</span>`;
  return html`<div class="key">${FATES.map(dot)}
    <span><i class="diamond" style=${{ background: "var(--backer)" }}></i>backer</span><span><i
      style=${{ background: "var(--buyer)", width: "0.6rem" }}></i>buyer</span>
    <span><i class="line" style=${{ background: "var(--blue)" }}></i>money of the last six months</span><span><i class="line"
      style=${{ background: "var(--pale)" }}></i>earlier</span>
    <span><i class="dash" style=${{ borderColor: "var(--acquired)" }}></i>take-over</span></div>`;
}

function nodeSaid(world, node, month) {
  const value = valueAt(world, node, month), settled = node.since != null && node.since <= month;
  return [node.name, [{ acquirer: "buyer", investor: "backer" }[node.kind] ?? node.kind, node.vertical].filter(Boolean).join(", "),
    settled && node.fate !== "active" ? ({ acquired: "bought" }[node.fate] ?? node.fate) : "",
    standing(node, month) === "there" && value != null ? `worth ${money(value)}` : ""].filter(Boolean).join("\n");
}

const Deal = ({ deal, months }) => html`<li>${deal.text}<small>${[months && monthSaid(months[deal.month]), deal.amount > 0 && money(deal.amount), deal.stage, deal.lead && "lead"]
  .filter(Boolean).join(" · ")}</small></li>`;

/** What the month brought, or what the chosen node did. */
function Beside({ world, got, month, focus }) {
  const node = focus != null && world.byId.get(focus), deals = dealings(world, month, node ? focus : null), shown = deals.slice(0, node ? 14 : 8);
  const events = node ? [] : got.events.filter((event) => event.month === got.months[month]);
  return html`<div><h2>${node ? node.name : monthSaid(got.months[month])}</h2>
    <p class="note">${node ? nodeSaid(world, node, month).split("\n").slice(1).join(" · ") : got.story[month]?.also ?? ""}</p>
    <ul class="events">${events.map((event) => html`<li><b>${event.text}</b></li>`)}
      ${shown.map((deal) => html`<${Deal} deal=${deal} months=${node ? got.months : null} />`)}
      ${deals.length > shown.length && html`<li class="soft">and ${counted(deals.length - shown.length, "other deal")}</li>`}
      ${!deals.length && !events.length && html`<li class="soft">${node ? "No deal yet." : "A quiet month."}</li>`}</ul></div>`;
}

function Story({ got }) {
  return html`<section><h2>What happens in it</h2><p class="lead">${got.opening}</p>
    <ul class="events story">${got.story.filter((chapter) => chapter.lines.length).map((chapter) => html`<li>
      <h3>${monthSaid(chapter.month)}</h3>${chapter.lines.map((line) => html`<p>${line}</p>`)}
    </li>`)}</ul><p class="lead">${got.closing}</p></section>`;
}

/** @param {{app: Object}} props */
export function Graph({ app }) {
  const { view } = app.state, most = app.asked.runs - 1;
  const run = Math.min(most, Math.max(0, Math.trunc(Number(view.future)) || 0));
  const { got, world, error, waiting } = useFuture(app, run);
  const [pointed, point] = useState(null), [playing, play] = useState(false), [asTable, flip] = useState(false);
  const last = got ? got.months.length - 1 : 0;
  const month = view.month ? Math.min(last, Math.max(0, Number(view.month) || 0)) : last;
  const focus = view.focus ? Number(view.focus) : pointed;
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setTimeout(() => (month >= last ? play(false) : app.look({ month: String(month + 1) })), calm() ? 2 * PACE : PACE);
    return () => clearTimeout(timer);
  }, [playing, month, last]);
  const known = useMemo(() => world?.nodes.filter((node) => node.named || node.kind !== "startup").sort((a, b) => a.name.localeCompare(b.name)) ?? [], [world]);
  const open = (next) => app.look({ future: String(Math.min(most, Math.max(0, next))), focus: "" }, true);
  const start = () => { if (!playing && month >= last) app.look({ month: "0" }); play(!playing); };
  const there = world ? world.nodes.filter((node) => node.kind === "startup" && standing(node, month) === "there").length : 0;
  const sub = got && `${monthSaid(got.months[month])}: ${counted(there, "startup")} at work. Circles by value on the ring, those who fund and buy them inside.`;
  const from = got ? `future ${run} · digest ${got.digest} · seed ${got.seed}` : "";
  const words = { title: `Who funds whom: future ${run} of ${app.info.title.split(":")[0]}`, sub, foot: `${from} · ${app.from.split("· ").pop()}` };
  const paper = (form) => () => print((pen, size) => draw(pen, size, world, month, focus), words, form, `graph-future-${run}-${got.months[month]}`);
  const rows = world?.edges.filter((edge) => edge.month >= 0).map(({ month: at, kind, a, b, amount: paid, value, stage, lead }) =>
    [got.months[at], kind, a.name, b.name, paid, value, stage, lead ? "lead" : ""]);
  return html`<div class="head"><h1>Who funds whom</h1><${Asked} app=${app} /></div>
    <div class="row ends"><div class="row">
      <button onClick=${() => open(run - 1)} disabled=${run === 0} aria-label="Previous future">Previous</button>
      <label class="row">Future <input type="number" min="0" max=${most} value=${run}
        onChange=${(event) => open(Number(event.target.value))} /></label>
      <button onClick=${() => open(run + 1)} disabled=${run === most} aria-label="Next future">Next</button>
      <button onClick=${() => open(Math.floor(Math.random() * (most + 1)))}>Any</button></div>
      ${got && html`<span class="badge"
        data-verified=${String(got.verified)}>${got.verified ? html`<b>verified</b> the same future as in the ensemble, digest ${got.digest}`
        : "computed anew; not compared with the ensemble"}</span>`}</div>
    ${error && html`<${Notice}>${error}</${Notice}>`}
    ${!got ? !error && html`<p class="waiting">Reopening future ${run}.</p>` : html`
    <section class=${waiting ? "stale" : ""}><div class="scrub">
      <button class="main" onClick=${start} aria-pressed=${String(playing)}>${playing ? "Pause" : "Play"}</button>
      <input type="range" min="0" max=${last} value=${month} aria-label="Month" aria-valuetext=${monthSaid(got.months[month])}
        onInput=${(event) => { play(false); app.look({ month: event.target.value }); }} />
      <output>${monthSaid(got.months[month])}</output></div></section>
    <div class="beside"><figure data-chart="graph" data-stamp=${`${got.digest}-${month}-${focus ?? ""}`}>
      <figcaption class="row ends"><p class="note">${sub}</p>
        <${Pick} label="Follow" beside value=${view.focus ?? ""}
          options=${[["", "everybody"], ...known.map((node) => [node.id, node.name])]}
          then=${(id) => app.look({ focus: id })} /></figcaption>
      ${asTable ? html`<${Scrolled} of="deals" head=${HEAD} rows=${rows} />`
    : html`<${Canvas} label=${sub} of=${[world, month, focus]} draw=${(pen, size) => draw(pen, size, world, month, focus)}
        hover=${(x, y, size) => { const node = under(world, size, month, x, y); point(node?.id ?? null); return node && nodeSaid(world, node, month); }}
        click=${(x, y, size) => app.look({ focus: under(world, size, month, x, y)?.id?.toString() ?? "" })} leave=${() => point(null)} />`}
      <${Key} />
      <${Tools} of="the graph" from=${from} asTable=${asTable} flip=${() => flip(!asTable)} png=${paper("png")} svg=${paper("svg")}
        csv=${() => saveText(csv(HEAD, rows, from), "text/csv", `future-${run}.csv`)} />
      ${got.left_out > 0 && html`<p class="note">${counted(got.left_out, "small startup")} left out of the picture.</p>`}
    </figure><${Beside} world=${world} got=${got} month=${month} focus=${view.focus ? focus : null} /></div>
    <${Story} got=${got} />`}`;
}
