/** The server's JSON: one function a call. Addresses are relative to the page, so a proxy's root path needs nothing. */

const ROOT = new URL("api/v1/", document.baseURI);

/** What the server refuses, in its own line. */
export class Refused extends Error {
  /** @param {string} text @param {number} status @param {number} wait seconds to wait before asking again */
  constructor(text, status, wait = 0) {
    super(text);
    this.status = status;
    this.wait = wait;
  }
}

/** @param {string} path @param {{body?: Object, signal?: AbortSignal, method?: string}} [how] @returns {Promise<Response>} */
async function ask(path, { body, signal, method = body ? "POST" : "GET" } = {}) {
  let answer;
  try {
    answer = await fetch(new URL(path, ROOT), {
      method, signal, credentials: "same-origin",
      ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
  } catch (trouble) {
    if (trouble.name === "AbortError") throw trouble;
    throw new Refused("The server does not answer; is marketsim serve still running?", 0);
  }
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  throw new Refused(told.error ?? `The server answered ${answer.status}.`, answer.status,
    Number(answer.headers.get("Retry-After")) || 0);
}

const json = async (...request) => (await ask(...request)).json();
const name = encodeURIComponent;

export const scenarios = () => json("scenarios");
export const scenario = (key) => json(`scenarios/${name(key)}`);
export const about = () => json("about");
export const runs = (body, signal) => json("runs", { body, signal });
/** How each claim's probability grows with its deadline. */
export const claimPaths = (body, signal) => json("claims/paths", { body, signal });
export const future = (run, body, signal) => json(`futures/${run}`, { body, signal });
export const sweeps = () => json("sweeps");
export const sweep = (key) => json(`sweeps/${name(key)}`);
export const heat = (key, body) => json(`sweeps/${name(key)}/heat`, { body });

/** Every future of one metric. @returns {Promise<{runs: number, months: number, values: Float32Array}>} */
export async function paths(body, signal) {
  const answer = await ask("paths", { body, signal });
  const [runs, months] = answer.headers.get("X-Shape").split(",").map(Number);
  return { runs, months, values: new Float32Array(await answer.arrayBuffer()) };
}

/** A figure as the product draws it on paper. @param {string} kind @param {"png"|"svg"|"csv"} form @returns {Promise<Blob>} */
export const figure = async (kind, form, body) => (await ask(`figures/${kind}.${form}`, { body })).blob();

/**
 * Start long work and follow it.
 * @param {string} path @param {Object} body
 * @param {(job: {state: string, done: number, total: number, eta: ?number, result: ?Object, error: ?string}) => void} told
 * @returns {Promise<() => void>} how to cancel it
 */
export async function job(path, body, told) {
  const { id } = await json(path, { body });
  let over = false;
  const events = new EventSource(new URL(`jobs/${name(id)}/events`, ROOT));
  events.addEventListener("progress", (event) => told(JSON.parse(event.data)));
  events.addEventListener("end", (event) => {
    events.close();
    over = true;
    told(JSON.parse(event.data));
  });
  events.onerror = async () => {
    if (events.readyState !== EventSource.CLOSED) return;
    told(await json(`jobs/${name(id)}`).catch((trouble) => ({ state: "failed", error: trouble.message })));
  };
  return () => {
    events.close();
    if (!over) ask(`jobs/${name(id)}`, { method: "DELETE" }).catch(() => {});
  };
}
