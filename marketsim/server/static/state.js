/** The address holds the whole state: `#/page?scenario=floor&set=floor_line:3000&if=name&seed=7&claim=S1-P3`. */

/**
 * @typedef {Object} State
 * @property {string} page
 * @property {string} scenario  name of a preset
 * @property {Object<string, number>} set  parameters that differ from the preset, by key
 * @property {string[]} whatIf  names of what-ifs that are switched on
 * @property {number} seed
 * @property {?number} runs  null: as many as suit the preset
 * @property {?number} months  null: the preset's own horizon
 * @property {Object<string, string>} view  what one page remembers: claim, metric, future, month ...
 */

export const DEFAULTS = { page: "scenario", seed: 7, runs: null, months: null };
const OURS = new Set(["scenario", "set", "if", "seed", "runs", "months"]);

/** @param {string} text @param {?number} otherwise @param {number} most */
function whole(text, otherwise, most) {
  const number = Number(text);
  return text && Number.isInteger(number) && number >= 0 && number <= most ? number : otherwise;
}

/** @param {string} hash @param {string} first the preset of an address that names none @returns {State} */
export function parse(hash, first) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const asked = new URLSearchParams(query);
  const set = {};
  for (const change of asked.getAll("set")) {
    const colon = change.lastIndexOf(":");
    const value = Number(change.slice(colon + 1));
    if (colon > 0 && Number.isFinite(value)) set[change.slice(0, colon)] = value;
  }
  return {
    page: path || DEFAULTS.page,
    scenario: asked.get("scenario") || first,
    set,
    whatIf: asked.getAll("if"),
    seed: whole(asked.get("seed"), DEFAULTS.seed, 2 ** 53 - 1),
    runs: whole(asked.get("runs"), null, 20000) || null,
    months: whole(asked.get("months"), null, 600) || null,
    view: Object.fromEntries([...asked].filter(([key]) => !OURS.has(key))),
  };
}

/** The address of a state; what equals the defaults is left out. @param {State} state */
export function address(state) {
  const asked = new URLSearchParams({ scenario: state.scenario });
  for (const [key, value] of Object.entries(state.set)) asked.append("set", `${key}:${value}`);
  for (const name of state.whatIf) asked.append("if", name);
  for (const key of ["seed", "runs", "months"]) if (state[key] !== DEFAULTS[key]) asked.set(key, String(state[key]));
  for (const [key, value] of Object.entries(state.view)) if (value != null && value !== "") asked.set(key, value);
  const query = asked.toString();
  return `#/${state.page}${query ? `?${query}` : ""}`;
}

/** What the server is asked: see `question` in the API. @param {State} state @param {{runs: {full: number}}} info of the preset */
export function question(state, info) {
  const { scenario, set, whatIf, seed, runs, months } = state;
  return { scenario, set, what_if: whatIf, runs: runs ?? info.runs.full, seed, months };
}

/** The same market as its preset has it, or null if nothing is changed. @param {State} state */
export function baseline(state) {
  return Object.keys(state.set).length || state.whatIf.length ? { scenario: state.scenario, set: {}, what_if: [] } : null;
}
