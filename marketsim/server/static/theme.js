/** The colours of charts, read from style.css, so that each is written once and follows the reader's scheme. */

const NAMES = ["paper", "wash", "ink", "soft", "rule", "edge", "blue", "band50", "band80", "band90", "amber", "pale",
  "ambertint", "active", "listed", "acquired", "merged", "dormant", "closed", "backer", "buyer"];
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const heard = new Set();
const kept = {};

/** @typedef {Object<string, string>} Palette */

/** The colours of a scheme: the reader's own, or "light" for what is printed. @param {"" | "light"} scheme @returns {Palette} */
export function palette(scheme = "") {
  const key = scheme || (dark.matches ? "dark" : "light");
  if (!kept[key]) {
    const probe = document.createElement("i");
    probe.className = `probe ${key}`;
    document.body.append(probe);
    kept[key] = Object.fromEntries(NAMES.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }));
    probe.remove();
  }
  return kept[key];
}

/** Does the reader ask for less motion? */
export const calm = () => still.matches;

/** Call back when the scheme changes; returns how to stop that. @param {() => void} then */
export function onScheme(then) {
  heard.add(then);
  return () => heard.delete(then);
}

dark.addEventListener("change", () => heard.forEach((then) => then()));
