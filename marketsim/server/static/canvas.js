/** A canvas that keeps sharp, follows its box and the reader's scheme, and says what is under the pointer. */

import { say } from "./parts.js";
import { onScheme, palette } from "./theme.js";
import { html, useEffect, useRef } from "./vendor/preact-htm.js";

/**
 * @param {{draw: (pen: CanvasRenderingContext2D, size: Object) => void, label: string, size?: string, of: any[],
 *   hover?: (x: number, y: number, size: Object) => ?string, click?: (x: number, y: number, size: Object) => void,
 *   drag?: (from: number[], to: number[], size: Object, over: boolean) => void, leave?: () => void}} props
 *   `of`: draw again when one of these changes
 */
export function Canvas({ draw, label, size = "tall", of, hover, click, drag, leave }) {
  const el = useRef(), box = useRef(), now = useRef({}), held = useRef(null);
  now.current = { draw, hover, click, drag, leave };
  const measure = () => ({ width: el.current.clientWidth, height: el.current.clientHeight, colour: palette() });
  const paint = () => {
    const canvas = el.current, { width, height } = measure(), ratio = window.devicePixelRatio || 1;
    if (!width) return;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.globalAlpha = 1;
    now.current.draw(pen, measure());
  };
  useEffect(() => {
    const seen = new ResizeObserver(paint), deaf = onScheme(paint);
    seen.observe(el.current);
    return () => { seen.disconnect(); deaf(); };
  }, []);
  useEffect(paint, of);
  const at = (event) => [event.offsetX, event.offsetY];
  return html`<div class="plot ${size}">
    <canvas class="own" ref=${el} role="img" aria-label=${label}
      onPointerDown=${(event) => { held.current = at(event); if (now.current.drag) el.current.setPointerCapture(event.pointerId); }}
      onPointerMove=${(event) => {
        const [x, y] = at(event);
        if (held.current && now.current.drag && Math.hypot(x - held.current[0], y - held.current[1]) > 5) now.current.drag(held.current, [x, y], measure(), false);
        else say(box.current, now.current.hover?.(x, y, measure()), [x, y]);
      }}
      onPointerUp=${(event) => {
        const from = held.current, [x, y] = at(event);
        held.current = null;
        if (from && now.current.drag && Math.hypot(x - from[0], y - from[1]) > 5) now.current.drag(from, [x, y], measure(), true);
        else now.current.click?.(x, y, measure());
      }}
      onPointerLeave=${() => { say(box.current, null, [0, 0]); now.current.leave?.(); }}></canvas>
    <div class="tip" ref=${box}></div></div>`;
}
