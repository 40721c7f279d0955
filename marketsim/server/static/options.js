/** What each chart shows, in the chart library's words. Nothing else knows them, so the library can be replaced. */

import { month } from "./words.js";

const FONT = "Inter, 'Segoe UI', system-ui, sans-serif";
export const BANDS = [["5", "95", "band90", "90 %"], ["10", "90", "band80", "80 %"], ["25", "75", "band50", "50 %"]];

/** Round ends and steps for an axis. @param {number} low @param {number} high @returns {{min: number, max: number, interval: number}} */
export function nice(low, high, ticks = 5) {
  const span = high - low || Math.abs(high) / 4 || 1;
  const size = 10 ** Math.floor(Math.log10(span / ticks));
  const interval = size * [1, 2, 2.5, 5, 10].find((step) => step * size * ticks >= span * 0.999);
  return { min: Math.floor(low / interval + 1e-9) * interval, max: Math.ceil(high / interval - 1e-9) * interval, interval };
}

function base(colour) {
  return { animation: false, backgroundColor: "transparent", textStyle: { fontFamily: FONT, fontSize: 12, color: colour.soft } };
}

function dates(months, colour, width) {
  const years = months.length > 66 || width < 480;
  const every = Math.ceil(months.length / 12 / Math.max(2, width / 70));
  const shown = (index) => {
    const [year, number] = months[index].split("-").map(Number);
    return number === 1 ? year % every === 0 : !years && number === 7;
  };
  return {
    type: "category", data: months, boundaryGap: false,
    axisLine: { lineStyle: { color: colour.edge } },
    axisTick: { interval: shown, length: 4, lineStyle: { color: colour.edge } },
    axisLabel: { interval: shown, color: colour.soft, margin: 9,
      formatter: (value) => (value.endsWith("-01") ? value.slice(0, 4) : month(value).slice(0, 3)) },
  };
}

function amounts(range, said, colour) {
  return {
    type: "value", ...range, axisLine: { show: false }, axisTick: { show: false },
    splitLine: { lineStyle: { color: colour.rule } },
    axisLabel: { color: colour.soft, formatter: (x) => said(Math.abs(x) < range.interval * 1e-6 ? 0 : x, range.interval), margin: 8 },
  };
}

/** Room for the labels of an axis, in pixels. */
export function room({ min, max, interval }, said) {
  const labels = Array.from({ length: Math.round((max - min) / interval) + 1 }, (_, k) => said(min + k * interval, interval));
  return 14 + 6.8 * Math.max(...labels.map((label) => label.length));
}

function line(values, colour, width, more = {}) {
  return { type: "line", data: values, symbol: "none", silent: true, lineStyle: { color: colour, width, ...more }, itemStyle: { color: colour } };
}

/** Words at the right ends of lines, pushed apart where they would touch. @param {{at: number, text: string, colour: string, weight?: number}[]} words */
function labels(words, index) {
  return {
    type: "custom", silent: true, clip: false, z: 5, data: [[index, words[0].at]],
    renderItem: (_, api) => {
      const placed = words.map((word) => ({ ...word, y: api.coord([index, word.at])[1], x: api.coord([index, word.at])[0] + 8 })).sort((a, b) => a.y - b.y);
      for (let round = 0; round < 30; round += 1) {
        for (let k = 1; k < placed.length; k += 1) {
          const lack = 14 - (placed[k].y - placed[k - 1].y);
          if (lack > 0) { placed[k].y += lack / 2; placed[k - 1].y -= lack / 2; }
        }
      }
      return { type: "group", children: placed.map(({ x, y, text, colour, weight = 400 }) => ({ type: "text",
        style: { x, y, text, fill: colour, font: `${weight} 12px ${FONT}`, verticalAlign: "middle" } })) };
    },
  };
}

function band(low, high, colour) {
  return {
    type: "custom", silent: true, clip: true, data: [[0, low[0]]], z: 1,
    renderItem: (_, api) => ({
      type: "polygon",
      shape: { points: [...high.map((value, i) => api.coord([i, value])), ...low.map((value, i) => api.coord([i, value])).reverse()] },
      style: { fill: colour },
    }),
  };
}

/**
 * Half, eight and nine tenths of the futures by month, their median, and that of the preset as a dash.
 * @param {{months: string[], bands: Object<string, number[]>, said: (x: number) => string, was?: number[], zero?: string}} data
 */
export function fan({ months, bands, said, was, zero }, colour, width) {
  const all = [...bands["5"], ...bands["95"], ...(was ?? []), ...(zero ? [0] : [])];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const range = nice(low > 0 && low < 0.5 * high ? 0 : low, high);
  const last = (values) => values[values.length - 1];
  const narrow = width < 480, index = months.length - 1;
  const words = [
    ...BANDS.map(([, key, , text]) => ({ at: last(bands[key]), text, colour: colour.soft })),
    ...(was ? [{ at: last(was), text: narrow ? "preset" : `preset ${said(last(was))}`, colour: colour.amber }] : []),
    ...(zero ? [{ at: 0, text: narrow ? "preset" : zero, colour: colour.amber }] : []),
    { at: last(bands["50"]), text: narrow ? said(last(bands["50"])) : `median ${said(last(bands["50"]))}`, colour: colour.blue, weight: 600 },
  ];
  return {
    ...base(colour),
    grid: { left: room(range, said), right: narrow ? 58 : 28 + 6.4 * Math.max(...words.map(({ text }) => text.length)), top: 12, bottom: 28 },
    tooltip: { trigger: "axis", showContent: false, axisPointer: { type: "line", lineStyle: { color: colour.edge, type: "solid" } } },
    xAxis: dates(months, colour, width), yAxis: amounts(range, said, colour),
    series: [
      line(bands["50"], colour.blue, 2.25),
      ...BANDS.map(([a, b, name]) => band(bands[a], bands[b], colour[name])),
      ...(zero ? [line(months.map(() => 0), colour.amber, 1.5, { type: "dashed" })] : []),
      ...(was ? [line(was, colour.amber, 1.75, { type: "dashed" })] : []),
      labels(words, index),
    ],
  };
}

/** A probability by month, from 0 to 1. @param {{months: string[], path: number[], said: (p: number) => string}} data */
export function ladder({ months, path, said }, colour, width) {
  const range = nice(0, Math.max(0.05, ...path), 4);
  const end = path.findLastIndex((p) => p != null);
  return {
    ...base(colour),
    grid: { left: room(range, said), right: 62, top: 12, bottom: 28 },
    tooltip: { trigger: "axis", showContent: false, axisPointer: { type: "line", lineStyle: { color: colour.edge, type: "solid" } } },
    xAxis: dates(months, colour, width), yAxis: amounts(range, said, colour),
    series: [
      { ...line(path, colour.blue, 2.25), areaStyle: { color: colour.band90, opacity: 0.6 } },
      ...(end >= 0 ? [labels([{ at: path[end], text: said(path[end]), colour: colour.blue, weight: 600 }], end)] : []),
    ],
  };
}

/** A probability at five levels of one parameter, each with its interval. @param {{bins: {at: number, p: number, low: number, high: number}[]}} data */
export function response({ bins, said, at, name }, colour, width) {
  const range = nice(Math.min(...bins.map((bin) => bin.low)), Math.max(...bins.map((bin) => bin.high)), 4);
  return {
    ...base(colour),
    grid: { left: room(range, said), right: 28, top: 12, bottom: 50 },
    xAxis: { type: "value", scale: true, name, nameLocation: "middle", nameGap: 30, nameTextStyle: { color: colour.ink }, splitLine: { show: false },
      axisLine: { lineStyle: { color: colour.edge } }, axisLabel: { color: colour.soft, formatter: at, hideOverlap: true }, splitNumber: width < 480 ? 3 : 5 },
    yAxis: amounts(range, said, colour),
    series: [
      { ...line(bins.map((bin) => [bin.at, bin.p]), colour.blue, 2), symbol: "circle", symbolSize: 8 },
      { type: "custom", silent: true, data: bins.map((bin) => [bin.at, bin.low, bin.high]), encode: { x: 0, y: [1, 2] },
        renderItem: (_, api) => {
          const [[x, y1], [, y2]] = [1, 2].map((k) => api.coord([api.value(0), api.value(k)]));
          return { type: "line", shape: { x1: x, y1, x2: x, y2 }, style: { stroke: colour.blue, lineWidth: 1.5 } };
        } },
    ],
  };
}

/**
 * What moves an answer: a bar for each row, either of an interval with a dot in it, or from amber to blue.
 * @param {{rows: {label: string, low?: number, high?: number, at?: number, from?: number, to?: number}[], said: (x: number) => string, mark: ?number}} data
 */
export function tornado({ rows, said, mark }, colour, width) {
  const parts = rows.map((row) => (row.from == null ? [row.low, row.high, [[row.at, colour.blue]]] : [row.from, row.to, [[row.from, colour.amber], [row.to, colour.blue]]]));
  const all = parts.flatMap(([a, b]) => [a, b]).concat(mark ?? []);
  const range = nice(Math.min(...all), Math.max(...all), width < 480 ? 3 : 5);
  const left = Math.min(0.42 * width, 20 + 6.6 * Math.max(...rows.map((row) => row.label.length)));
  return {
    ...base(colour),
    grid: { left, right: 28, top: 8, bottom: 28 },
    xAxis: { ...amounts(range, said, colour), axisLabel: { color: colour.soft, formatter: (x) => said(x, range.interval), hideOverlap: true } },
    yAxis: { type: "category", inverse: true, data: rows.map((row) => row.label), axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: colour.ink, width: left - 14, overflow: "truncate", margin: 12, interval: 0 } },
    series: [{
      type: "custom", data: parts.map(([a, b], i) => [a, i, b]), encode: { x: [0, 2], y: 1 },
      markLine: mark == null ? undefined : { silent: true, symbol: "none", data: [{ xAxis: mark }], label: { show: false },
        lineStyle: { color: colour.amber, type: "dashed", width: 1.5 } },
      renderItem: (params, api) => {
        const row = api.value(1), [[x1, y], [x2]] = [0, 2].map((k) => api.coord([api.value(k), row]));
        const tall = Math.min(14, 0.5 * api.size([0, 1])[1]);
        return { type: "group", children: [
          { type: "rect", shape: { x: Math.min(x1, x2), y: y - tall / 2, width: Math.max(1.5, Math.abs(x2 - x1)), height: tall, r: 2 }, style: { fill: colour.band80 } },
          ...parts[params.dataIndex][2].map(([at, fill]) => ({ type: "circle", shape: { cx: api.coord([at, row])[0], cy: y, r: 5 }, style: { fill, stroke: colour.paper, lineWidth: 1.5 } })),
        ] };
      },
    }],
  };
}

/**
 * A figure over two parameters.
 * @param {{xs: string[], ys: string[], cells: [number, number, ?number][], said: (x: number) => string, xName: string, yName: string}} data
 */
export function heat({ xs, ys, cells, said, xName, yName, share }, colour, width) {
  const known = cells.map((cell) => cell[2]).filter((value) => value != null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const [min, max] = share && high - low > 0.25 ? [0, 1] : [low, high === low ? low + 1e-9 : high];
  const axis = (data, name) => ({ type: "category", data, name, nameLocation: "middle", nameTextStyle: { color: colour.ink, fontWeight: 560 },
    axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: colour.soft, hideOverlap: true }, splitArea: { show: false } });
  const left = 44 + 6.7 * Math.max(...ys.map((y) => y.length));
  const words = (width - left - 90) / xs.length > 42 && xs.length * ys.length <= 150;
  return {
    ...base(colour),
    grid: { left, right: 86, top: 10, bottom: 52 },
    xAxis: { ...axis(xs, xName), nameGap: 32 }, yAxis: { ...axis(ys, yName), nameGap: left - 18 },
    visualMap: { min, max, calculable: false, right: 0, top: 10, itemHeight: 150, itemWidth: 12, text: [said(max), said(min)],
      textStyle: { color: colour.soft }, inRange: { color: [colour.band90, colour.band50, colour.blue] } },
    series: [{ type: "heatmap", itemStyle: { borderColor: colour.paper, borderWidth: 1.5 },
      emphasis: { itemStyle: { borderColor: colour.amber, borderWidth: 2.5 } },
      data: cells.map(([i, j, value]) => ({ value: [i, j, value ?? "-"], label: { color: (value - min) / (max - min) > 0.6 ? colour.paper : colour.ink } })),
      label: { show: words, fontSize: 12, formatter: ({ value }) => said(value[2]) } }],
  };
}
