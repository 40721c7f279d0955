/** Charts by name: `fan(el, data)`. The only file that meets the chart library. */

import * as echarts from "./vendor/echarts.mjs";
import * as options from "./options.js";
import { palette } from "./theme.js";

const held = new WeakMap();
const MARGIN = 24;

/** Draw into an element, again and again. @param {keyof typeof options} kind @param {HTMLElement} el @param {Object} data */
function draw(kind, el, data) {
  let chart = held.get(el);
  if (!chart || chart.isDisposed()) held.set(el, chart = echarts.init(el, null, { renderer: "canvas" }));
  chart.resize();
  chart.setOption(options[kind](data, palette(), el.clientWidth), true);
}

export const fan = (el, data) => draw("fan", el, data);
export const response = (el, data) => draw("response", el, data);
export const ladder = (el, data) => draw("ladder", el, data);
export const tornado = (el, data) => draw("tornado", el, data);
export const heat = (el, data) => draw("heat", el, data);

/** Let the library go of an element. @param {HTMLElement} el */
export function release(el) {
  held.get(el)?.dispose();
  held.delete(el);
}

/**
 * Tell where the pointer is, in the chart's own coordinates, or null outside.
 * @param {HTMLElement} el @param {"move"|"click"} what
 * @param {(at: ?[number, number], pixel: [number, number]) => void} then
 */
export function pointer(el, what, then) {
  const zr = held.get(el)?.getZr();
  const tell = (event) => {
    const chart = held.get(el), pixel = [event.offsetX, event.offsetY];
    then(chart?.containPixel({ gridIndex: 0 }, pixel) ? chart.convertFromPixel({ gridIndex: 0 }, pixel) : null, pixel);
  };
  zr?.on(what === "click" ? "click" : "mousemove", tell);
  if (what === "move") zr?.on("globalout", () => then(null, [0, 0]));
}

/** A chart for paper: light, with its title above and where it comes from below. */
function printed(kind, data, words, width, height) {
  const colour = palette("light");
  const option = options[kind](data, colour, width - 2 * MARGIN);
  const { left, right, top, bottom } = option.grid;
  const text = (y, said, more) => ({ type: "text", left: MARGIN, top: y,
    style: { text: said, fill: colour.soft, font: "12px Inter, sans-serif", width: width - 2 * MARGIN, overflow: "break", lineHeight: 16, ...more } });
  return {
    ...option, backgroundColor: colour.paper,
    grid: { left: left + MARGIN, right: right + MARGIN, top: top + 76, bottom: bottom + 44 },
    ...(option.visualMap && { visualMap: { ...option.visualMap, top: 86, right: MARGIN } }),
    graphic: [text(22, words.title, { font: "600 16px Inter, sans-serif", fill: colour.ink }), text(46, words.sub ?? ""),
      { ...text(height - 28, words.foot, { font: "11px Inter, sans-serif" }) }],
  };
}

/** @param {keyof typeof options} kind @param {Object} data @param {{title: string, sub: string, foot: string}} words @returns {string} */
export function svg(kind, data, words, width = 860, height = 520) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption(printed(kind, data, words, width, height));
  const text = chart.renderToSVGString();
  chart.dispose();
  return text;
}

/** The same as a canvas of twice the size. @returns {HTMLCanvasElement} */
export function canvas(kind, data, words, width = 860, height = 520) {
  const el = document.createElement("div");
  const chart = echarts.init(el, null, { renderer: "canvas", width, height });
  chart.setOption(printed(kind, data, words, width, height));
  const drawn = chart.renderToCanvas({ pixelRatio: 2 });
  chart.dispose();
  return drawn;
}
