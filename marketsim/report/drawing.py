"""matplotlib figures as inline SVG: text stays text, colours follow the page, no id is used twice."""

import re
from io import StringIO
from zlib import crc32

from marketsim.figures.style import BANDS, BLUE, GRID, INK, PALE, PAPER, RC

from .html import text

# Colours of the figures that the page may turn, in the dark or on paper.
TURNED = {INK: "ink", PALE: "pale", GRID: "grid", PAPER: "paper", BLUE: "blue", BANDS[0]: "band", BANDS[1]: "half"}
PLACES = re.compile(r"(\d+\.\d{2})\d+")


def drawn(figure, said):
    """A figure as SVG; `said` is what it shows, in words of its own, for those who cannot see it."""
    import matplotlib

    out = StringIO()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(RC | {"svg.fonttype": "none"})
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return trimmed(out.getvalue(), said, f"g{crc32(said.encode()):x}")


def trimmed(svg, said, key):
    """Only the drawing: no preamble, short numbers, ids of its own, colours by name."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    box = re.search(r'viewBox="([^"]+)"', svg)[1]
    inside = svg[svg.index(">") + 1 :]
    asked = set(re.findall(r'(?:href="#|url\(#)([\w-]+)', inside))
    inside = re.sub(r' id="([^"]+)"', lambda match: f' id="{key}-{match[1]}"' if match[1] in asked else "", inside)
    inside = re.sub(r'(href="#|url\(#)', rf"\g<1>{key}-", inside)
    inside = PLACES.sub(r"\1", inside)
    for colour, name in TURNED.items():
        inside = re.sub(rf"(fill|stroke): {colour}", rf"\1: var(--{name})", inside)
    inside = re.sub(r">\s+<", "><", inside).strip()
    return f'<svg viewBox="{box}" role="img" aria-label="{text(said)}" xmlns="http://www.w3.org/2000/svg">{inside}'
