"""What is asked of a page from inside it: JavaScript as the tests and the measurements hand it to the browser."""

STAMP_MOVED = """([chart, before]) =>
    ![undefined, before].includes(document.querySelector(`[data-chart=${chart}]`)?.dataset.stamp)"""

MOVED_OR_STALE = f"""where => document.querySelector('main').dataset.state === 'stale' || ({STAMP_MOVED})(where)"""

# Everything the status line says, from now on.
SAID = """() => {
    const seen = [], status = document.querySelector('.status');
    const all = {subtree: true, childList: true, characterData: true, attributes: true};
    new MutationObserver(() => seen.push(status.innerText)).observe(status, all);
    return seen; }"""

LIGHTNESS = """() => {
    const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
    return (red + green + blue) / 765; }"""

# The scheme's blue as [red, green, blue] if a chart has a pixel of it, else null.
INK = """async chart => {
    const {palette} = await import(new URL('static/theme.js', document.baseURI));
    const canvas = document.querySelector(`[data-chart=${chart}] canvas`);
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const pen = copy.getContext('2d', {willReadFrequently: true});
    const wanted = palette().blue.match(/\\d+/g).map(Number);
    pen.drawImage(canvas, 0, 0);
    const {data} = pen.getImageData(0, 0, copy.width, copy.height);
    for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] === 255 && wanted.every((shade, k) => data[i + k] === shade)) return wanted;
    return null; }"""

# What reaches beyond the right edge, other than inside a box that scrolls by itself.
BEYOND = """() => [...document.querySelectorAll('main *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.wide, .plottable, .hidden, canvas'))
    .map(e => e.outerHTML.slice(0, 120)).slice(0, 3)"""

TRANSITIONS = """() => [...document.querySelectorAll('button, .switch input')]
    .map(e => getComputedStyle(e).transitionDuration)"""

FOCUS = """() => {
    const at = document.activeElement;
    return [getComputedStyle(at).outlineStyle, at.outerHTML.slice(0, 80)]; }"""

LABELS = "all => all.map(e => e.getAttribute('aria-label') || '')"
SILENT = "all => all.filter(e => !e.closest('[role=img]')).map(e => e.outerHTML)"

# Seconds since the address was asked for, once the first fan is drawn.
ENTERED = "() => document.querySelector('[data-chart=fan] canvas') && performance.now() / 1000"

# Move a slider to a place between 0 and 1: [seconds to another picture, seconds to all futures].
MOVE = """async ([lever, place]) => {
    const slider = document.querySelector(`[data-lever=${lever}] input`), main = document.querySelector('main');
    const fan = () => document.querySelector('[data-chart=fan]').dataset.stamp;
    const before = fan(), began = performance.now(), since = () => (performance.now() - began) / 1000;
    const until = reached => new Promise((then, give_up) => {
        const look = () => reached() ? then(since()) : since() > 60 ? give_up(new Error('a minute is over'))
            : requestAnimationFrame(look);
        look(); });
    slider.value = place;
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    await until(() => fan() !== before || main.dataset.state === 'stale');
    if (main.dataset.state === 'stale') document.querySelector('[data-run]').click();
    const first = await until(() => fan() !== before);
    return [first, await until(() => main.dataset.state === 'full')]; }"""

# The same without waiting for it: window.took will hold the answer.
SET_OFF = f"""where => {{
    window.took = null;
    ({MOVE})(where).then(took => {{ window.took = took; }}, () => {{ window.took = [60, 60]; }}); }}"""
