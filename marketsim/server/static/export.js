/** Files for the reader: PNG, SVG, CSV. */

import { palette } from "./theme.js";
import { filename } from "./words.js";

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `marketsim-${filename(name)}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export const saveText = (text, kind, name) => save(new Blob([text], { type: kind }), name);
export const savePng = (canvas, name) => canvas.toBlob((blob) => save(blob, name), "image/png");

/** @param {string[]} head @param {(string|number|null)[][]} rows @param {string} foot a comment in the first line */
export function csv(head, rows, foot) {
  const cell = (value) => {
    const text = String(value ?? "");
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [`# ${foot}`, ...[head, ...rows].map((row) => row.map(cell).join(","))].join("\n") + "\n";
}

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const short = (x) => Math.round(10 * x) / 10;

/** So much of a canvas as our own drawings use, written as SVG: one drawing, two papers. */
export class SvgPen {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    Object.assign(this, { width, height, parts: [], path: "", fillStyle: "", strokeStyle: "", lineWidth: 1, globalAlpha: 1,
      font: "12px Inter", textAlign: "left", textBaseline: "alphabetic", dash: [], turn: null });
  }

  beginPath() { this.path = ""; }
  moveTo(x, y) { this.path += `M${short(x)} ${short(y)}`; }
  lineTo(x, y) { this.path += `L${short(x)} ${short(y)}`; }
  quadraticCurveTo(a, b, x, y) { this.path += `Q${short(a)} ${short(b)} ${short(x)} ${short(y)}`; }
  closePath() { this.path += "Z"; }
  setLineDash(dash) { this.dash = dash; }

  arc(x, y, r, from, to) {
    const point = (at) => `${short(x + r * Math.cos(at))} ${short(y + r * Math.sin(at))}`;
    if (to - from < 6.28) this.path += `M${point(from)}A${short(r)} ${short(r)} 0 ${+(to - from > Math.PI)} 1 ${point(to)}`;
    else this.path += `M${point(0)}A${short(r)} ${short(r)} 0 1 1 ${point(Math.PI)}A${short(r)} ${short(r)} 0 1 1 ${point(0)}`;
  }

  put(how) { this.parts.push(`<path d="${this.path}" opacity="${this.globalAlpha}" ${how}/>`); }
  fill() { this.put(`fill="${this.fillStyle}"`); }
  stroke() {
    this.put(`fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}"${this.dash.length ? ` stroke-dasharray="${this.dash}"` : ""}`);
  }

  fillRect(x, y, width, height) {
    this.parts.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${this.fillStyle}"/>`);
  }

  strokeText() {}
  fillText(text, x, y) {
    const [, weight, size] = /^(\d+ )?([\d.]+)px/.exec(this.font);
    const anchor = { left: "start", center: "middle", right: "end" }[this.textAlign];
    const base = { middle: "central", top: "hanging" }[this.textBaseline] ?? "alphabetic";
    this.parts.push(`<text x="${short(x)}" y="${short(y)}" fill="${this.fillStyle}" font-size="${size}" font-weight="${(weight ?? "400").trim()}" `
      + `text-anchor="${anchor}" dominant-baseline="${base}" opacity="${this.globalAlpha}">${escaped(text)}</text>`);
  }

  toString() {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${this.width} ${this.height}" width="${this.width}" height="${this.height}" `
      + `font-family="Inter, sans-serif">${this.parts.join("")}</svg>`;
  }
}

/**
 * Put one of our own drawings on paper: title above, where it comes from below.
 * @param {(pen: Object, size: {width: number, height: number, top: number, colour: Object}) => void} draw
 * @param {{title: string, sub: string, foot: string}} words @param {"png"|"svg"} form
 */
export function print(draw, words, form, name, width = 1000, height = 860) {
  const colour = palette("light");
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 2 * width, height: 2 * height });
  const pen = form === "svg" ? new SvgPen(width, height) : canvas.getContext("2d");
  if (form === "png") pen.scale(2, 2);
  pen.fillStyle = colour.paper;
  pen.fillRect(0, 0, width, height);
  draw(pen, { width, height: height - 34, top: 66, colour });
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  for (const [text, y, font, ink] of [[words.title, 36, "600 16px Inter", colour.ink], [words.sub ?? "", 56, "400 12px Inter", colour.soft],
    [words.foot, height - 16, "400 11px Inter", colour.soft]]) {
    pen.font = font;
    pen.fillStyle = ink;
    pen.fillText(text, 24, y);
  }
  if (form === "svg") saveText(pen.toString(), "image/svg+xml", `${name}.svg`);
  else savePng(canvas, `${name}.png`);
}
