/** Figures as a person says them; the same rules as marketsim/words.py. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A number to so many digits, none of the whole ones lost: 24, 1.2, 0.35, 4,000. @param {number} x */
export function rounded(x, digits = 3) {
  if (x == null || !Number.isFinite(x)) return "–";
  if (x === 0) return "0";
  const places = Math.min(12, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(x)))));
  return x.toLocaleString("en", { maximumFractionDigits: places }).replace(/^-/, "−");
}

/** @param {number} n */
export const whole = (n) => n.toLocaleString("en");

/** "1 firm", "3 firms" @param {number} n @param {string} one */
export const counted = (n, one, many = `${one}s`) => `${whole(n)} ${n === 1 ? one : many}`;

/** A share as per cent, with decimals where a whole one would say too little. @param {number} share */
export function percent(share) {
  const rare = Math.min(share, 1 - share);
  if (!(rare > 0) || rare >= 0.0095) return `${(100 * share).toFixed(0)}\u00a0%`;
  return `${(100 * share).toFixed(Math.max(0, -Math.floor(Math.log10(rare) + 1e-6) - 2))}\u00a0%`;
}

/** The same on an axis, with as many decimals as its steps need. @param {number} share @param {number} step */
export const share = (share, step = 0.01) => `${(100 * share).toFixed(Math.max(0, Math.ceil(-Math.log10(100 * step) - 1e-9)))}\u00a0%`;

/** A probability; where none or all of the futures agree, what the interval allows: "<0.4 %". */
export function chance(claim) {
  if (claim.p == null) return "–";
  if (claim.p === 0) return `<${percent(claim.high)}`;
  return claim.p === 1 ? `>${percent(claim.low)}` : percent(claim.p);
}

/** "60–64 %" @param {{low: number, high: number}} range */
export function interval({ low, high }) {
  const [a, b] = [percent(low).slice(0, -2), percent(high).slice(0, -2)];
  return a === b ? `${a}\u00a0%` : `${a}–${b}\u00a0%`;
}

/** A change of a probability in points: "+26", "−0.4", "0". @param {number} diff */
export function points(diff) {
  const size = 100 * Math.abs(diff);
  if (size < 0.05) return "0";
  return `${diff > 0 ? "+" : "−"}${size < 1.95 ? size.toFixed(1).replace(/\.0$/, "") : size.toFixed(0)}`;
}

/** "Mar 2027" of "2027-03" @param {string} month */
export function month(month) {
  const [year, number] = month.split("-");
  return `${MONTHS[Number(number) - 1]} ${year}`;
}

/** "30 June 2025" of "2025-06-30" @param {string} date */
export function day(date) {
  const [year, number, day] = date.split("-").map(Number);
  return `${day}\u00a0${MONTHS[number - 1]}\u00a0${year}`;
}

const SAID = { "1": "", "1 / year": "a year", "1 / month": "a month", "0 or 1": "" };

/** A unit after a number. @param {string} unit */
export const unitOf = (unit) => SAID[unit] ?? unit.replace(/^1 \//, "/");

/** Million yuan in the unit that fits, as "4bn yuan"; other units as they are. @param {number} x @param {string} unit */
export function amount(x, unit, digits = 3) {
  if (x == null) return "–";
  if (unit === "share") return `${rounded(100 * x, digits)}\u00a0%`;
  const sizes = /^million (yuan|dollar)s?(.*)$/.exec(unit);
  if (!sizes) return `${rounded(x, digits)} ${unitOf(unit)}`.trim();
  const [size, letter] = [[1e6, "tn"], [1e3, "bn"], [1, "m"], [1e-3, "k"]].find(([s]) => Math.abs(x) >= s) ?? [1, "m"];
  return `${rounded(x / size, digits)}${letter} ${sizes[1]}${sizes[2]}`;
}

/** "32 to 68 %": two amounts, their unit said once. @param {number} low @param {number} high @param {string} unit */
export function between(low, high, unit, digits = 3) {
  const [a, b] = [amount(low, unit, digits), amount(high, unit, digits)], [shared] = /[^\d.,]*$/.exec(b);
  return a.endsWith(shared) ? `${a.slice(0, a.length - shared.length)} to ${b}` : `${a} to ${b}`;
}

/** What a run was: "1,000 futures in 191 ms · seed 7 · marketsim 0.1.0". */
export function stamp(answer) {
  const time = answer.ms < 1000 ? `${Math.max(1, Math.round(answer.ms))} ms` : `${(answer.ms / 1000).toFixed(1)} s`;
  return `${counted(answer.runs, "future")} in ${time} · seed ${answer.seed} · marketsim ${answer.version}`;
}

/** A text as part of a file's name. @param {string} text */
export const filename = (text) => text.toLowerCase().replace(/[^a-z0-9.]+/g, "-").replace(/^-|-$/g, "");
