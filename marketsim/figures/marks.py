"""The marks of the funding graph: lines, circles, diamonds, words."""

import numpy as np

from marketsim.schema import say

from .style import BLUE, FATES, INK, PALE

BACKERS = 18  # how many backers and buyers are labelled, those with most at stake
EDGES = {"held": "#c5ced8", "round": BLUE, "acquisition": FATES["acquired"]}
LINES = {"acquisition": (0, (3.5, 1.2))}
SAID = {"held": "held at the start", "round": "paid since, wider for more money", "acquisition": "took over"}
LETTER = 0.016  # width of a letter in a label, as a share of the ring's radius
AREA = 0.05  # radius of the most valuable startup, likewise


def draw_edges(axes, net, places, bend):
    """Holdings as hairlines; money since, wider for more; takeovers on top."""
    from matplotlib.collections import PathCollection
    from matplotlib.path import Path

    sums = {kind: {} for kind in EDGES}
    for who, whom, deal in net.edges(data=True):
        kind = "round" if deal["kind"] == "bridged" else deal["kind"]
        if who in places and whom in bend:
            sums[kind][who, whom] = sums[kind].get((who, whom), 0.0) + deal["amount"]
    for layer, (kind, colour) in enumerate(EDGES.items()):
        pairs = sorted(sums[kind], key=lambda pair: (sums[kind][pair], pair))
        most = max(sums[kind].values(), default=1.0) or 1.0
        share = np.array([sums[kind][pair] / most for pair in pairs]) ** 0.75
        curves = [
            Path([places[who], bend[whom], places[whom]], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
            for who, whom in pairs
        ]
        if curves:
            axes.add_collection(
                PathCollection(
                    curves,
                    facecolor="none",
                    edgecolor=colour,
                    zorder=1 + layer,
                    linestyle=LINES.get(kind, "-"),
                    linewidth={"held": 0.4, "round": 0.35 + 3.4 * share, "acquisition": 2.0}[kind],
                    alpha={"held": 0.55, "round": 0.2 + 0.5 * share, "acquisition": 0.95}[kind],
                )
            )


def draw_sectors(axes, circle):
    """An arc and a name for every sector, inside the ring."""
    for sector, first, last in circle.sectors:
        angles = np.linspace(first, last, 60)
        axes.plot(
            0.935 * np.cos(angles),
            0.935 * np.sin(angles),
            color="#aab6c3",
            linewidth=2,
            solid_capstyle="butt",
            zorder=4,
        )
        write(axes, sector, (first + last) / 2, 0.912, fontsize=8.5, fontweight="bold", color=PALE, inward=True)


def draw_startups(axes, startups, places, size, circle, named):
    """Circles coloured by fate; names along the rays outside."""
    from matplotlib.patches import Circle

    for name in sorted(startups, key=lambda name: (-size[name], name)):
        fate = say("Fate", startups[name].fate)
        axes.add_patch(
            Circle(places[name], size[name], facecolor=FATES[fate], zorder=6, linewidth=0.5, edgecolor=rim(fate))
        )
        if name in named:
            write(
                axes,
                name,
                circle.angle[name],
                circle.radius[name] + size[name] + 0.013,
                fontsize=7.8,
                color=INK if fate in ("active", "listed") else PALE,
                fontweight="bold" if size[name] > 0.45 * AREA else "normal",
            )


def rim(fate):
    return INK if fate in ("closed", "dormant") else "white"


def draw_backers(axes, net, backers, width, ties):
    """Backers as diamonds, buyers as squares; those with most at stake named where names keep clear of each other."""
    from matplotlib.patches import RegularPolygon

    for name, point in backers.items():
        buyer = "acquirer" in net.nodes[name].get("roles", ())
        axes.add_patch(
            RegularPolygon(
                point,
                4,
                radius=1.2 * width[name],
                orientation=np.pi / 4 if buyer else 0,
                zorder=7,
                linewidth=0.6,
                facecolor=INK if buyer else BLUE,
                edgecolor="white",
            )
        )
    taken = []
    for name in sorted(ties, key=lambda name: (-sum(ties[name].values()), name))[: 2 * BACKERS]:
        x, half = backers[name][0], 0.6 * LETTER * len(name)
        for y in (backers[name][1] - width[name] - 0.024, backers[name][1] + width[name] + 0.024):
            box = (x - half, x + half, y - 0.02, y + 0.02)
            if len(taken) < BACKERS and all(
                box[1] < b[0] or b[1] < box[0] or box[3] < b[2] or b[3] < box[2] for b in taken
            ):
                taken.append(box)
                axes.text(x, y, name, ha="center", va="center", fontsize=7.8, zorder=9, color=INK, path_effects=halo())
                break


def write(axes, text, angle, radius, inward=False, **look):
    """A word along a ray, never upside down."""
    right, turn = np.cos(angle) >= 0, np.degrees(angle) % 360
    axes.text(
        radius * np.cos(angle),
        radius * np.sin(angle),
        text,
        rotation=turn if right else turn - 180,
        rotation_mode="anchor",
        ha="left" if right != inward else "right",
        va="center_baseline",
        zorder=8,
        path_effects=halo(),
        **look,
    )


def halo():
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.2, foreground="white")]


def legend(figure):
    """Fates, shapes and lines."""
    from matplotlib.lines import Line2D

    marks = [
        Line2D(
            [],
            [],
            marker="o",
            linestyle="",
            markersize=7.5,
            markerfacecolor=colour,
            markeredgecolor=rim(fate),
            markeredgewidth=0.6,
            label={"acquired": "bought"}.get(fate, fate),
        )
        for fate, colour in FATES.items()
    ]
    marks += [
        Line2D([], [], marker="D", linestyle="", markersize=6, color=BLUE, label="backer"),
        Line2D([], [], marker="s", linestyle="", markersize=6.5, color=INK, label="buyer, often a backer too"),
    ]
    marks += [
        Line2D([], [], color=colour, linewidth=2, linestyle=LINES.get(kind, "-"), label=SAID[kind])
        for kind, colour in EDGES.items()
    ]
    figure.legend(
        handles=marks,
        loc="lower center",
        ncols=6,
        fontsize=8,
        frameon=False,
        bbox_to_anchor=(0.5, 0.03),
        handletextpad=0.5,
        columnspacing=1.6,
    )
