/** marketsim in the browser: the address is the state, a page is a function of it. */

import * as api from "./api.js";
import { watch } from "./live.js";
import { Notice } from "./parts.js";
import { address, baseline, parse, question } from "./state.js";
import { html, render, useEffect, useRef, useState } from "./vendor/preact-htm.js";
import { counted, stamp } from "./words.js";
import { About } from "./pages/about.js";
import { Claims } from "./pages/claims.js";
import { Explain } from "./pages/explain.js";
import { Futures } from "./pages/futures.js";
import { Graph } from "./pages/graph.js";
import { Scenario } from "./pages/scenario.js";
import { Sweeps } from "./pages/sweeps.js";

const PAGES = { scenario: ["Scenario", Scenario], claims: ["Claims", Claims], graph: ["Graph", Graph], futures: ["Futures", Futures],
  explain: ["Explain", Explain], sweeps: ["Sweeps", Sweeps], about: ["About", About] };
const UNASKED = new Set(["sweeps", "about"]); // pages that need no futures
const CALM = 25; // milliseconds between moves of a slider that count as one

/** Figures the server keeps per preset, asked once. */
const known = new Map();

function Status({ view, quiet }) {
  const { state, answer } = view;
  const text = { running: "computing", error: "no answer", stale: "press Run" }[state];
  const said = answer ? stamp(answer) : "";
  if (quiet && !answer) return html`<p class="status"></p>`;
  return html`<p class="status" role="status" data-state=${state} data-digest=${answer?.digest}>
    <i></i><span>${text && html`<span>${text}${said && " · "}</span>`}${state === "preview" && "first "}<span data-said>${said}</span>
      </span></p>`;
}

function Top({ app }) {
  const pages = useRef();
  useEffect(() => { // on a phone the tabs are wider than the screen
    const [strip, tab] = [pages.current, pages.current.querySelector("[aria-current]")];
    if (tab) strip.scrollLeft = tab.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  }, [app.state.page]);
  return html`<header class="top"><div>
    <a class="mark" href=${app.link({ page: "scenario" })}><svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M2 14C8 13 14 7 22 3V21C14 19 8 16 2 14Z" fill="var(--band80)" /><path d="M2 14C8 13.4 14 10 22 7.5V16.5C14 16 8 15 2 14Z"
        fill="var(--band50)" />
      <path d="M2 14C8 13.8 14 12.6 22 11.6" fill="none" stroke="var(--blue)" stroke-width="2" stroke-linecap="round" /></svg>marketsim</a>
    <nav aria-label="Pages" ref=${pages}>${Object.entries(PAGES).map(([page, [title]]) => html`
      <a href=${app.link({ page })} aria-current=${app.state.page === page ? "page" : undefined}>${title}</a>`)}</nav>
    <${Status} view=${app.view} quiet=${UNASKED.has(app.state.page)} />
  </div></header>`;
}

function App({ list }) {
  const [state, setState] = useState(() => parse(location.hash, list[0].name));
  const [info, setInfo] = useState(null);
  const [view, setView] = useState({ state: "running", answer: null, error: null });
  const live = useRef(null), timer = useRef(0), now = useRef(state);
  live.current ??= watch((told) => setView((before) => ({ ...before, ...told })));
  now.current = state;

  /** @param {Object} patch @param {boolean} push a step that Back undoes */
  const go = (patch, push = false) => {
    const next = { ...now.current, ...patch };
    now.current = next;
    history[push ? "pushState" : "replaceState"](null, "", address(next));
    setState(next);
  };
  const asked = info && { ...question(state, info), baseline: baseline(state), metrics: [] };
  const key = asked && JSON.stringify(asked);
  const ask = (pressed) => live.current.ask(asked, info.runs.preview, pressed);

  useEffect(() => {
    const moved = () => {
      setState(parse(location.hash, list[0].name));
    };
    addEventListener("hashchange", moved);
    addEventListener("popstate", moved);
    if (address(now.current) !== address(parse(location.hash, list[0].name))) moved(); // it moved before we listened
    return () => { removeEventListener("hashchange", moved); removeEventListener("popstate", moved); };
  }, []);
  useEffect(() => {
    let gone = false;
    if (!known.has(state.scenario)) known.set(state.scenario, api.scenario(state.scenario));
    setView({ state: "running", answer: null, error: null });
    setInfo(null);
    known.get(state.scenario).then((told) => gone || setInfo(told), (trouble) => {
      known.delete(state.scenario);
      if (!gone) setView({ state: "error", answer: null, error: trouble.message });
    });
    return () => { gone = true; };
  }, [state.scenario]);
  useEffect(() => {
    clearTimeout(timer.current);
    if (key && !UNASKED.has(state.page)) timer.current = setTimeout(() => ask(!view.answer), view.answer ? CALM : 0);
  }, [key, UNASKED.has(state.page)]);
  useEffect(() => {
    const [title] = PAGES[state.page] ?? PAGES.scenario;
    document.title = `${title}${info ? ` · ${info.title.split(":")[0]}` : ""} · marketsim`;
    scrollTo(0, 0);
  }, [state.page, info]);

  const app = {
    state, info, list, view, go, asked,
    latest: () => now.current,
    run: () => ask(true),
    look: (seen, push) => go({ view: { ...now.current.view, ...seen } }, push),
    link: (patch) => address({ ...state, ...patch, view: { ...state.view, ...patch.view } }),
    from: view.answer ? stamp(view.answer) : "",
  };
  const [, Page] = PAGES[state.page] ?? PAGES.scenario;
  return html`<a class="skip" href="#main"
    onClick=${(event) => { event.preventDefault(); document.getElementById("main").focus(); }}>To the content</a>
    <${Top} app=${app} />
    <main id="main" tabindex="-1" data-page=${state.page} data-state=${view.state} data-ready=${String(Boolean(info))}>
      ${view.error && html`<${Notice}>${view.error} <button onClick=${() => (info ? app.run() : location.reload())}>Try again</button>
        </${Notice}>`}
      ${view.state === "stale" && html`<${Notice}>Runs of this market take longer than two seconds; what is shown is from before your change.
        <button class="main" onClick=${app.run}>Run ${counted(asked.runs, "future")}</button></${Notice}>`}
      ${info ? html`<${Page} app=${app} />` : !view.error && html`<p class="waiting">Reading the market.</p>`}
    </main>`;
}

async function open() {
  const root = document.getElementById("app");
  try {
    const [list] = await Promise.all([api.scenarios(), document.fonts.load("600 12px Inter"), document.fonts.load("12px Inter")]);
    root.textContent = "";
    render(html`<${App} list=${list} />`, root);
  } catch (trouble) {
    root.textContent = trouble.message;
    root.className = "waiting";
  }
}

open();
