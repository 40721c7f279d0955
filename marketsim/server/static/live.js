/**
 * A thousand futures while one watches: first a hundred, then all, of the same seed, so that the first hundred are
 * among them. A newer question ends an older one. Where all take longer than two seconds, the reader presses Run.
 */

import { runs } from "./api.js";

export const SLOW = 2000;
const WAIT = 2.0; // seconds after which the server says how far it is
const PATIENCE = 30; // the most that it may be asked to take over the first futures
const TRIES = 4; // at a server that is busy
const KEPT = 40;

/** Ask; where the server is busy, as often as it says, up to a limit. @param {Object} body @param {AbortSignal} signal */
async function patient(body, signal) {
  for (let tried = 1; ; tried += 1) {
    try {
      return await runs(body, signal);
    } catch (trouble) {
      if (!trouble.wait || tried >= TRIES) throw trouble;
      await new Promise((then) => { setTimeout(then, 1000 * trouble.wait); });
      signal.throwIfAborted();
    }
  }
}

/**
 * @typedef {Object} View
 * @property {"running"|"preview"|"full"|"stale"|"error"} state
 * @property {?Object} answer  what the server said last
 * @property {?string} error
 */

/** @param {(view: Partial<View>) => void} show */
export function watch(show) {
  const kept = new Map();
  let turn = 0, slow = false, stop = new AbortController();

  /** @param {Object} asked a question with baseline and metrics @param {number} preview futures to show first @param {boolean} pressed */
  async function ask(asked, preview, pressed = false) {
    const mine = ++turn;
    const key = JSON.stringify(asked);
    const fresh = (view) => mine === turn && show({ error: null, ...view });
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    if (kept.has(key)) return fresh({ state: "full", answer: kept.get(key) });
    if (slow && !pressed) return fresh({ state: "stale" });
    try {
      fresh({ state: "running" });
      if (asked.runs > preview) fresh({ state: "preview", answer: await patient({ ...asked, runs: preview, wait: PATIENCE }, signal) });
      const began = performance.now();
      let answer;
      do {
        answer = await patient({ ...asked, wait: asked.runs > preview ? WAIT : PATIENCE }, signal);
        if (!answer.complete) fresh({ state: "preview", answer });
      } while (!answer.complete && mine === turn);
      if (mine !== turn) return;
      slow = performance.now() - began > SLOW;
      kept.set(key, answer);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value);
      fresh({ state: "full", answer });
    } catch (trouble) {
      if (trouble.name !== "AbortError") fresh({ state: "error", error: trouble.message });
    }
  }

  return { ask };
}
