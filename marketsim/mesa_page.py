"""The live market in Mesa's own page, SolaraViz, for those who know it: step, play, choose another future.

Needs the extra `mesa-viz`. `marketsim mesa-viz SCENARIO` has Solara serve this module; `Page` is what it shows.
Mesa's console, in which a visitor could run any code, is left out.
"""

import os

import solara
from mesa.visualization import SolaraViz
from mesa.visualization.utils import update_counter

from marketsim.market import Market
from marketsim.scenario import load

SCENARIO, SEED = "MARKETSIM_SCENARIO", "MARKETSIM_SEED"  # variables of the environment, set by the command
LINES = (("value", 1e-3, "value, bn yuan"), ("active", 1, "active firms"), ("raised", 1e-3, "raised, bn yuan a month"))
RUNS = 1000


class Shown(Market):
    """A market that remembers its metrics and stops at the scenario's last month."""

    def __init__(self, scenario="floor", seed=7, run=0):
        super().__init__(load(scenario), int(seed), int(run))
        self.past = []

    def step(self):
        if self.month < self.premise.months:
            super().step()
            self.past.append(self.metrics)
        self.running = self.month < self.premise.months


@solara.component
def Paths(model):
    """Some metrics so far."""
    from matplotlib.figure import Figure

    update_counter.get()
    figure = Figure(figsize=(6.5, 6), layout="constrained")
    for place, (name, scale, title) in enumerate(LINES):
        axes = figure.add_subplot(len(LINES), 1, place + 1)
        axes.plot([scale * month[name] for month in model.past], color="#1f4e8c")
        axes.set_xlim(0, model.premise.months)
        axes.set_title(title, loc="left", fontsize=9)
    solara.FigureMatplotlib(figure)


@solara.component
def Firms(model):
    """How it stands, and the dearest firms."""
    from marketsim.endings import state_of
    from marketsim.words import money, month

    update_counter.get()
    dearest = sorted(model.members["startups"], key=lambda firm: -firm.mark)[:15]
    rows = [f"| {firm.name} | {money(firm.mark)} | {firm.runway:.0f} |" for firm in dearest]
    solara.Text(f"{month(model.date)}, future {model.seed_and_run[1]}: {state_of(model)}.")
    solara.Markdown("\n".join(["| firm | value | runway, months |", "|---|---|---|", *rows]))


@solara.component
def Page():
    name, seed = os.environ.get(SCENARIO, "floor"), int(os.environ.get(SEED, "7"))
    model = solara.use_memo(lambda: Shown(name, seed), [])
    future = {"type": "SliderInt", "value": 0, "label": "Future (then Reset)", "min": 0, "max": RUNS - 1, "step": 1}
    SolaraViz(
        model,
        components=[(Paths, 0), (Firms, 0)],
        model_params={"scenario": name, "seed": seed, "run": future},
        name=f"marketsim: {model.premise.title}",
    )
