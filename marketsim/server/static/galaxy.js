/**
 * Who funds whom, on one canvas: startups on a ring by sector, backers inside. Places come from the server and never
 * move; size, fate and ties follow the month.
 */

const TAU = 2 * Math.PI;
const RECENT = 6; // months a round stays bright
const SPOKEN = { round: "funds", bridged: "bridges", acquired: "buys", merged: "merges with" };

/**
 * What does not change with the month.
 * @param {Object} future as the API sends it
 */
export function scene(future) {
  const byId = new Map(future.nodes.map((node) => [node.id, { ...node, ties: [] }]));
  const edges = future.edges.map((edge) => ({ ...edge, a: byId.get(edge.from), b: byId.get(edge.to) })).filter(({ a, b }) => a && b);
  for (const edge of edges) { edge.a.ties.push(edge); edge.b.ties.push(edge); }
  const most = Math.max(1, ...edges.filter((edge) => edge.month >= 0).map((edge) => edge.amount || 0));
  for (const edge of edges) {
    edge.weight = Math.sqrt((edge.amount || 0) / most);
    const at = Math.atan2(edge.b.y, edge.b.x), far = 0.62 * Math.hypot(edge.b.x, edge.b.y);
    edge.bend = edge.b.kind === "startup" ? [far * Math.cos(at), far * Math.sin(at)] : [0, 0];
  }
  return { nodes: [...byId.values()], byId, edges, sectors: future.sectors, values: future.values };
}

/** Is a node there in a month, gone, or not yet? @returns {"there"|"gone"|"unborn"} */
export function standing(node, month) {
  if ((node.born ?? -1) > month) return "unborn";
  return node.ended != null && node.ended <= month ? "gone" : "there";
}

/** A startup's value in a month, million yuan; null if unknown. */
export function valueAt({ values }, node, month) {
  const path = values[node.id];
  return path ? path.values[Math.min(month - path.from, path.values.length - 1)] ?? null : null;
}

/** Radius in units of the ring, so that area goes with value. */
function radius(world, node, month) {
  if (node.kind !== "startup") return node.r;
  const value = valueAt(world, node, month);
  return Math.max(0.006, node.peak > 0 && value != null ? node.r * Math.sqrt(Math.max(0, value) / node.peak) : node.r);
}

/** From the ring's units to pixels. @param {{width: number, height: number, top?: number}} size */
export function fit(world, { width, height, top = 0 }) {
  const beyond = width > 640 ? 96 : 20;
  const wide = Math.max(1.12, ...world.nodes.map((node) => Math.abs(node.x) + node.r));
  const high = Math.max(1.12, ...world.nodes.map((node) => Math.abs(node.y) + node.r));
  const scale = Math.min((width / 2 - beyond) / wide, ((height - top) / 2 - 16) / high);
  return { scale, x: (x) => width / 2 + scale * x, y: (y) => top + (height - top) / 2 - scale * y };
}

function curve(pen, to, edge) {
  pen.beginPath();
  pen.moveTo(to.x(edge.a.x), to.y(edge.a.y));
  pen.quadraticCurveTo(to.x(edge.bend[0]), to.y(edge.bend[1]), to.x(edge.b.x), to.y(edge.b.y));
  pen.stroke();
}

function ties(pen, to, world, month, colour, lit) {
  for (const edge of world.edges) {
    if (edge.month > month || standing(edge.b, edge.month < 0 ? 0 : edge.month) === "unborn") continue;
    const bought = edge.kind === "acquired" || edge.kind === "merged";
    const over = !bought && standing(edge.b, month) === "gone";
    const fresh = edge.month >= 0 && month - edge.month < RECENT;
    const focused = lit && (lit.has(edge.a.id) && lit.has(edge.b.id)) && (edge.a.id === lit.centre || edge.b.id === lit.centre);
    if (over && !focused) continue;
    pen.strokeStyle = bought ? colour.acquired : fresh ? colour.blue : colour.pale;
    pen.setLineDash(bought ? [5, 3] : []);
    pen.lineWidth = bought ? 1.6 : edge.month < 0 ? 0.5 : (fresh ? 0.7 : 0.5) + 4 * edge.weight;
    pen.globalAlpha = focused ? 0.95 : lit ? 0.05 : bought ? (fresh ? 0.95 : 0.4) : fresh ? 0.75 : 0.5;
    curve(pen, to, edge);
  }
  pen.setLineDash([]);
}

function mark(pen, to, world, node, month, colour) {
  const state = standing(node, month), r = Math.max(2.4, to.scale * radius(world, node, month)), [x, y] = [to.x(node.x), to.y(node.y)];
  pen.beginPath();
  if (node.kind === "investor") {
    for (const [k, dx, dy] of [[0, 0, -1], [1, 1, 0], [2, 0, 1], [3, -1, 0]]) pen[k ? "lineTo" : "moveTo"](x + 1.2 * r * dx, y + 1.2 * r * dy);
    pen.closePath();
  } else if (node.kind === "acquirer") {
    for (const [k, dx, dy] of [[0, -1, -1], [1, 1, -1], [2, 1, 1], [3, -1, 1]]) pen[k ? "lineTo" : "moveTo"](x + 0.9 * r * dx, y + 0.9 * r * dy);
    pen.closePath();
  } else {
    pen.arc(x, y, state === "gone" ? Math.max(1.6, Math.min(r, 5)) : r, 0, TAU);
  }
  const fate = node.since != null && node.since <= month ? node.fate : "active";
  pen.fillStyle = colour[{ investor: "backer", acquirer: "buyer" }[node.kind] ?? fate] ?? colour.closed;
  pen.fill();
  pen.lineWidth = 1;
  pen.strokeStyle = state === "gone" && node.kind === "startup" ? colour.edge : colour.paper;
  pen.stroke();
}

/** A word with air around it. */
function written(pen, text, x, y, ink, look, colour) {
  Object.assign(pen, { textBaseline: "middle", strokeStyle: colour.paper, lineWidth: 3, fillStyle: ink, ...look });
  pen.strokeText(text, x, y);
  pen.fillText(text, x, y);
}

/** Names that keep clear of each other, the largest first. */
function names(pen, to, world, month, colour, lit, width) {
  const taken = [], most = width > 640 ? 24 : 8;
  const wanted = world.nodes.filter((node) => standing(node, month) !== "unborn" && (lit ? lit.has(node.id) : node.named))
    .sort((a, b) => (b.kind === "startup") - (a.kind === "startup") || radius(world, b, month) - radius(world, a, month));
  for (const node of wanted) {
    if (taken.length >= most) break;
    const outside = node.kind === "startup", r = to.scale * radius(world, node, month) + 5, long = 6.4 * node.name.length;
    const at = Math.atan2(node.y, node.x), right = Math.cos(at) >= 0;
    const x = to.x(node.x) + (outside ? r * Math.cos(at) : 0), y = to.y(node.y) - (outside ? r * Math.sin(at) : -r - 5);
    const left = outside ? (right ? x : x - long) : x - long / 2;
    const clear = left > 0 && left + long < width && taken.every((box) => left > box[1] || left + long < box[0] || Math.abs(y - box[2]) > 13);
    if (!clear) continue;
    taken.push([left, left + long, y]);
    written(pen, node.name, x, y, standing(node, month) === "gone" ? colour.soft : colour.ink,
      { font: `${node.id === lit?.centre ? 650 : 450} 11.5px Inter`, textAlign: outside ? (right ? "left" : "right") : "center" }, colour);
  }
}

/** Who is lit when one is pointed at: itself and whom it has dealt with so far. */
export function neighbours(world, id, month) {
  const node = world.byId.get(id);
  if (!node) return null;
  const lit = new Set([id, ...node.ties.filter((edge) => edge.month <= month).flatMap((edge) => [edge.a.id, edge.b.id])]);
  lit.centre = id;
  return lit;
}

/**
 * The whole picture. @param {CanvasRenderingContext2D} pen or an SvgPen
 * @param {{width: number, height: number, top?: number, colour: Object}} size
 */
export function draw(pen, size, world, month, focus) {
  const sectors = [], { colour, width } = size, to = fit(world, size), lit = focus != null ? neighbours(world, focus, month) : null;
  for (const { name, first, last } of world.sectors) {
    pen.globalAlpha = lit ? 0.4 : 1;
    pen.strokeStyle = colour.pale;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(to.x(0), to.y(0), 0.93 * to.scale, Math.min(-first, -last), Math.max(-first, -last));
    pen.stroke();
    const at = (first + last) / 2, x = to.x(0.9 * Math.cos(at)), y = to.y(0.9 * Math.sin(at));
    if (Math.abs(first - last) * to.scale < (width > 640 ? 16 : 34)) continue;
    sectors.push([name, x, y, Math.cos(at) >= 0 ? "right" : "left"]);
  }
  ties(pen, to, world, month, colour, lit);
  const shown = world.nodes.filter((node) => standing(node, month) !== "unborn").sort((a, b) => b.r - a.r);
  for (const node of shown) {
    pen.globalAlpha = !lit || lit.has(node.id) ? 1 : 0.15;
    mark(pen, to, world, node, month, colour);
  }
  pen.globalAlpha = lit ? 0.4 : 1;
  for (const [name, x, y, textAlign] of sectors) written(pen, name, x, y, colour.soft, { font: "600 11px Inter", textAlign }, colour);
  pen.globalAlpha = 1;
  names(pen, to, world, month, colour, lit, width);
}

/** The node under a pixel, or null. */
export function under(world, size, month, x, y) {
  const to = fit(world, size);
  let best = null, nearest = 9;
  for (const node of world.nodes) {
    if (standing(node, month) === "unborn") continue;
    const away = Math.hypot(to.x(node.x) - x, to.y(node.y) - y) - to.scale * radius(world, node, month);
    if (away < nearest) { nearest = away; best = node; }
  }
  return best;
}

/** Deals as sentences, the newest and largest first; of one node up to a month, or of everybody in it. */
export function dealings(world, month, id) {
  const asked = id == null ? (edge) => edge.month === month : (edge) => edge.month >= 0 && edge.month <= month;
  return (id == null ? world.edges : world.byId.get(id).ties).filter(asked).sort((a, b) => b.month - a.month || b.amount - a.amount)
    .map((edge) => ({ ...edge, text: `${edge.a.name} ${SPOKEN[edge.kind] ?? edge.kind} ${edge.b.name}` }));
}
