/** Long work: start it, watch it, cancel it. */

import { job } from "./api.js";
import { html, useEffect, useRef, useState } from "./vendor/preact-htm.js";
import { rounded } from "./words.js";

const done = new Map(); // results of this visit, by what was asked

/** @param {string} path where the job is asked for @param {Object} body */
export function useJob(path, body) {
  const key = JSON.stringify([path, body]), [told, tell] = useState({ state: "idle" }), cancel = useRef(() => {});
  const start = async () => {
    tell({ state: "queued" });
    try {
      cancel.current = await job(path, body, (now) => {
        if (now.state === "done") done.set(key, now.result);
        tell(now);
      });
    } catch (trouble) {
      tell({ state: "failed", error: trouble.message + (trouble.wait ? ` Try again in ${trouble.wait} s.` : "") });
    }
  };
  useEffect(() => {
    cancel.current = () => {};
    tell({ state: "idle" });
    return () => cancel.current();
  }, [key]);
  return { told, start, cancel: () => { cancel.current(); tell({ state: "cancelled" }); }, result: done.get(key), busy: ["queued", "running"].includes(told.state) };
}

/** How far it is, and the way out. */
export function Progress({ told, cancel }) {
  const { state, text, done: some = 0, total, eta } = told;
  const far = state === "queued" ? "waiting for its turn" : [text, total ? `${rounded(some)} of ${rounded(total)}` : "", eta > 1 ? `about ${Math.round(eta)} s left` : ""].filter(Boolean).join(" · ");
  return html`<div class="stack"><p class="row ends"><span role="status">${far}</span><button onClick=${cancel}>Cancel</button></p>
    <progress max=${total || 1} value=${total ? some : undefined} aria-label="Progress"></progress></div>`;
}
