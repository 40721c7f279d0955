/** All futures as lines on one canvas. */

import { nice, room } from "./options.js";
import { month as monthSaid } from "./words.js";

const HIGHLIGHTS = 250;

/** @param {{runs: number, months: number, values: Float32Array}} paths */
export function scene(paths, months, said) {
  const sorted = Float32Array.from(paths.values).sort(), at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
  const low = at(0), high = at(1);
  return { ...paths, labels: months, said, range: nice(low > 0 && low < 0.5 * high ? 0 : low, high) };
}

/** From month and value to pixels and back. */
export function fit({ range, months, said }, { width, height, top = 8 }) {
  const left = room(range, said), right = width - 16, bottom = height - 26;
  return {
    left, right, top, bottom,
    x: (i) => left + ((right - left) * i) / (months - 1), y: (value) => bottom - ((bottom - top) * (value - range.min)) / (range.max - range.min),
    month: (x) => Math.max(0, Math.min(months - 1, Math.round(((x - left) / (right - left)) * (months - 1)))),
    value: (y) => range.min + ((bottom - y) / (bottom - top)) * (range.max - range.min),
  };
}

function trace(pen, to, world, run) {
  const { months, values } = world;
  pen.beginPath();
  pen.moveTo(to.x(0), to.y(values[run * months]));
  for (let i = 1; i < months; i += 1) pen.lineTo(to.x(i), to.y(values[run * months + i]));
  pen.stroke();
}

function axes(pen, to, world, colour, width) {
  Object.assign(pen, { font: "400 12px Inter", textBaseline: "middle", textAlign: "right", lineWidth: 1, globalAlpha: 1 });
  for (let value = world.range.min; value <= world.range.max + 1e-9; value += world.range.interval) {
    pen.strokeStyle = colour.rule;
    pen.beginPath();
    pen.moveTo(to.left, to.y(value));
    pen.lineTo(to.right, to.y(value));
    pen.stroke();
    pen.fillStyle = colour.soft;
    pen.fillText(world.said(Math.abs(value) < 1e-9 * world.range.interval ? 0 : value), to.left - 8, to.y(value));
  }
  pen.textAlign = "center";
  const years = world.labels.length > 66 || width < 480, every = Math.ceil(world.labels.length / 12 / Math.max(2, width / 70));
  world.labels.forEach((label, i) => {
    const [year, number] = label.split("-").map(Number);
    if ((number === 1 && year % every === 0) || (!years && number === 7)) pen.fillText(number === 1 ? String(year) : monthSaid(label).slice(0, 3), to.x(i), to.bottom + 15);
  });
}

/** Axes and all lines; those in the box brighter. */
function ground(pen, size, world, { brush, chosen }) {
  const { colour, width } = size, to = fit(world, size);
  axes(pen, to, world, colour, width);
  pen.strokeStyle = colour.blue;
  pen.lineWidth = 1;
  pen.globalAlpha = Math.min(0.5, (brush ? 24 : 90) / world.runs);
  for (let run = 0; run < world.runs; run += 1) trace(pen, to, world, run);
  if (!brush) return;
  pen.strokeStyle = colour.amber;
  pen.globalAlpha = Math.max(0.12, Math.min(0.8, 40 / (chosen.length || 1)));
  for (const run of chosen.slice(0, HIGHLIGHTS)) trace(pen, to, world, run);
  const [a, b, low, high] = brush;
  Object.assign(pen, { globalAlpha: 1, strokeStyle: colour.ink, lineWidth: 1 });
  pen.setLineDash([4, 3]);
  pen.beginPath();
  [[a, low], [b, low], [b, high], [a, high], [a, low]].forEach(([i, value], k) => pen[k ? "lineTo" : "moveTo"](to.x(i), to.y(value)));
  pen.stroke();
  pen.setLineDash([]);
}

let layer = { key: "" }; // the ground as last drawn on a screen, so that pointing at a line redraws one line

function screen(pen, size, world, seen) {
  const ratio = pen.getTransform().a, key = [size.width, size.height, ratio, size.colour.paper, seen.brush].join();
  if (layer.key !== key || layer.world !== world) {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: size.width * ratio, height: size.height * ratio });
    const below = canvas.getContext("2d");
    below.scale(ratio, ratio);
    ground(below, size, world, seen);
    layer = { key, world, canvas };
  }
  pen.globalAlpha = 1;
  pen.drawImage(layer.canvas, 0, 0, size.width, size.height);
}

/**
 * @param {CanvasRenderingContext2D} pen or an SvgPen @param {Object} size @param {Object} world
 * @param {{lit: ?number, brush: ?number[], chosen: number[]}} seen
 */
export function draw(pen, size, world, seen) {
  (pen.drawImage && !size.top ? screen : ground)(pen, size, world, seen);
  const { lit } = seen, { colour } = size, to = fit(world, size);
  pen.globalAlpha = 1;
  if (lit == null || lit >= world.runs) return;
  pen.strokeStyle = colour.paper;
  pen.lineWidth = 5;
  trace(pen, to, world, lit);
  pen.strokeStyle = colour.amber;
  pen.lineWidth = 2.25;
  trace(pen, to, world, lit);
}

/** The run whose line passes nearest to a pixel. */
export function nearest(world, size, x, y) {
  const to = fit(world, size), i = to.month(x), value = to.value(y), { months, values, runs } = world;
  let best = 0;
  for (let run = 1; run < runs; run += 1) if (Math.abs(values[run * months + i] - value) < Math.abs(values[best * months + i] - value)) best = run;
  return { run: best, month: i, value: values[best * months + i] };
}

/** Runs that are within a box, at all its months. @param {number[]} brush first and last month, lowest and highest value */
export function within(world, [a, b, low, high]) {
  const { months, values, runs } = world, found = [];
  for (let run = 0; run < runs; run += 1) {
    let inside = true;
    for (let i = a; inside && i <= b; i += 1) inside = values[run * months + i] >= low && values[run * months + i] <= high;
    if (inside) found.push(run);
  }
  return found;
}
