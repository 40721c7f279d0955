/** The column of levers: presets, parameters and policies, built from what the server says of the scenario. */

import { Pick } from "./parts.js";
import { html, useState } from "./vendor/preact-htm.js";
import { amount, between, counted, month, whole } from "./words.js";

/** Where a value stands on a slider of 0 to 1, and back. @param {Object} parameter */
function scaleOf({ low, high, scale, step, kind }) {
  const log = scale === "log" && low > 0;
  const neat = (x) => {
    if (kind === "whole" || kind === "month") return Math.round(x);
    return Number((step && !log ? Math.round(x / step) * step : x).toPrecision(3));
  };
  return {
    to: (x) => Math.min(1, Math.max(0, log ? Math.log(x / low) / Math.log(high / low) : (x - low) / (high - low || 1))),
    from: (t) => neat(log ? low * (high / low) ** t : low + t * (high - low)),
    step: log || !step ? 0.005 : Math.min(1, step / (high - low || 1)),
  };
}

/** A parameter's value in words. */
function said(parameter, value, start) {
  if (parameter.kind === "month") {
    if (value < 0) return "never";
    const first = start.split("-").map(Number), later = first[1] - 1 + value;
    return month(`${first[0] + Math.floor(later / 12)}-${1 + (later % 12)}`);
  }
  return amount(value, parameter.unit);
}

function Slider({ parameter, value, set, start }) {
  const scale = scaleOf(parameter), changed = value !== undefined;
  const now = changed ? value : parameter.value;
  const { calibrated } = parameter;
  const text = changed || !calibrated ? said(parameter, now, start) : `drawn, around ${said(parameter, now, start)}`;
  return html`<div class="lever ${changed ? "changed" : ""}" data-lever=${parameter.key}>
    <header><label for="lever-${parameter.key}"
      title=${[parameter.words, parameter.source_title || parameter.source, parameter.note].filter(Boolean).join(" · ")}>${parameter.title}</label><output>${text}</output></header>
    <input id="lever-${parameter.key}" type="range" min="0" max="1" step=${scale.step} value=${scale.to(now)} aria-valuetext=${text}
      onInput=${(event) => set(scale.from(Number(event.target.value)))} />
    <div class="marks">${calibrated && html`<i
      style=${{ left: `${100 * scale.to(calibrated.low)}%`, right: `${100 - 100 * scale.to(calibrated.high)}%` }}></i>`}
      ${changed && html`<b style=${{ left: `${100 * scale.to(parameter.value)}%` }}></b>`}</div>
    <footer><span>${[parameter.meaning, calibrated && `futures draw ${between(calibrated.low, calibrated.high, parameter.unit)}`].filter(Boolean).join("; ")}</span>
      ${changed && html`<button class="plain" onClick=${() => set(undefined)}>reset<span class="hidden"> ${parameter.title}</span>
        </button>`}</footer>
  </div>`;
}

function Switch({ id, title, text, on, set }) {
  return html`<label class="switch" for=${id}>
    <input id=${id} type="checkbox" role="switch" checked=${on} onChange=${(event) => set(event.target.checked)} />
    <span>${title}${text && html`<small>${text}</small>`}</span></label>`;
}

function Lever({ parameter, value, set, start }) {
  if (parameter.kind !== "switch") return html`<${Slider} parameter=${parameter} value=${value} set=${set} start=${start} />`;
  return html`<${Switch} id="lever-${parameter.key}" title=${parameter.title} text=${parameter.meaning}
    on=${(value ?? parameter.value) > 0.5} set=${(on) => set(+on === parameter.value ? undefined : +on)} />`;
}

/** A group of parameters, folded; those of the scenario's own first. */
function Group({ name, parameters, app, every, open }) {
  const [all, showAll] = useState(false);
  const { state, info } = app;
  const set = (key) => (value) => {
    const { [key]: _, ...others } = app.latest().set;
    app.go({ set: value === undefined ? others : { ...others, [key]: value } });
  };
  const own = parameters.filter((one) => one.own || one.key in state.set);
  const listed = every || all || !own.length ? parameters : own;
  const changed = parameters.filter((one) => one.key in state.set).length;
  return html`<details open=${open || every}>
    <summary>${name}${changed > 0 && html`<span>${counted(changed, "change")}</span>`}</summary>
    ${listed.map((one) => html`<${Lever} key=${one.key} parameter=${one} value=${state.set[one.key]} set=${set(one.key)}
      start=${info.start} />`)}
    ${listed.length < parameters.length && html`<p><button class="plain"
      onClick=${() => showAll(true)}>${parameters.length - listed.length} more</button></p>`}
  </details>`;
}

const narrow = matchMedia("(max-width: 760px)");
const numeric = (then, most) => (event) => {
  const value = Number(event.target.value);
  if (Number.isInteger(value) && value >= 0 && value <= most) then(value);
};

/** The whole column. */
export function Levers({ app }) {
  const { state, info, list, view } = app;
  const [sought, seek] = useState("");
  const [copied, tell] = useState(false);
  const found = info.parameters.filter((one) => `${one.title} ${one.meaning} ${one.key}`.toLowerCase().includes(sought.toLowerCase()));
  const groups = info.groups.map((name) => [name, found.filter((one) => one.group === name)]).filter(([, members]) => members.length);
  const whatIf = (name) => (on) => app.go({ whatIf: on ? [...state.whatIf, name] : state.whatIf.filter((other) => other !== name) });
  const changed = Object.keys(state.set).length + state.whatIf.length;
  const { full, most } = info.runs, many = state.runs ?? full;
  const asked = [...new Set([full, 5000, most, many])].filter((runs) => runs <= most).sort((a, b) => a - b);
  const copy = async () => {
    await navigator.clipboard?.writeText(location.href).catch(() => {});
    tell(true);
    setTimeout(() => tell(false), 2000);
  };
  return html`<details class="fold" open=${!narrow.matches}><summary>Levers<span>${changed ? counted(changed, "change") : ""}</span>
    </summary>
    <aside class="levers" aria-label="Levers">
    <${Pick} label="Preset" value=${state.scenario}
      options=${list.map((one) => [one.name, `${one.title.split(":")[0]} · ${month(one.start)}`])}
      then=${(scenario) => app.go({ scenario, set: {}, whatIf: [], runs: null, months: null, view: {} })} />
    <div class="row">
      <label class="field">Seed<input type="number" min="0" step="1" value=${state.seed}
        onChange=${numeric((seed) => app.go({ seed }), 2 ** 53 - 1)} /></label>
      <${Pick} label="Futures" value=${many} options=${asked.map((runs) => [runs, whole(runs)])}
        then=${(runs) => app.go({ runs: Number(runs) === full ? null : Number(runs) })} />
    </div>
    <div class="row">
      <button class=${view.state === "stale" ? "main" : ""} data-run onClick=${app.run}>Run</button>
      <button disabled=${!changed} onClick=${() => app.go({ set: {}, whatIf: [] })}>Reset</button>
      <button onClick=${copy}>${copied ? "Copied" : "Copy link"}</button>
    </div>
    <label class="field">Find a parameter<input type="search" placeholder=${`among ${info.parameters.length}`} value=${sought}
      onInput=${(event) => seek(event.target.value)} /></label>
    <div>${info.what_ifs.length > 0 && html`<details open=${state.whatIf.length > 0}>
      <summary>What if<span>${state.whatIf.length ? `${state.whatIf.length} on` : ""}</span></summary>
      ${info.what_ifs.map((one) => html`<${Switch} key=${one.name} id="if-${one.name}" title=${one.title} text=${one.text}
        on=${state.whatIf.includes(one.name)} set=${whatIf(one.name)} />`)}</details>`}
      ${groups.map(([name, members], k) => html`<${Group} key=${info.name + name} name=${name} parameters=${members} app=${app}
        every=${sought.length > 1} open=${k === 0} />`)}</div>
    <p class="note">A grey bar marks the range that futures draw a parameter from; once moved, it is the same in all of them, under the same luck.</p>
  </aside></details>`;
}
