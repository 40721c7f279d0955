"""How an experiment is run and told: its luck, its markets, and a README whose every number it writes itself.

A README has places like <!-- answer -->...<!-- /answer -->; what stands in them comes from the run, the rest is prose
without results. `python experiments/NAME/run.py --quick` tries everything with few futures.
"""

import argparse
import hashlib
import re
import sys
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import marketsim
from marketsim.figures.style import save
from marketsim.provenance import kernel
from marketsim.words import counted, lasting, listed

HOME = Path(__file__).parent
PLACES = ("answer", "hinges", "mind", "made")
QUICK, LEAST = 24, 20  # runs of a quick try; the fewest that say anything


@dataclass
class Told:
    """What an experiment says: `finding`, a sentence that also stands over the figure; Markdown for three places."""

    finding: str
    answer: str
    hinges: str
    mind: str
    figure: object


@dataclass
class Lab:
    """runs: of a market, where nothing else is said; quick: try everything, believe nothing."""

    name: str
    runs: int
    seed: int = 7
    quick: bool = False
    digests: list = field(default_factory=list)
    markets: dict = field(default_factory=dict)
    total: int = 0

    def market(self, scenario, *what_ifs, times=None, **changes):
        """A scenario with what-ifs laid over it, by name, figures so many times as large, and others changed."""
        if times:
            words = " ".join(f"{key} x {factor:g}" for key, factor in times.items())
            what_ifs = (*what_ifs, marketsim.WhatIf(words, words, times=times))
        scenario = marketsim.under(loaded(scenario), *what_ifs)
        return scenario.with_values(changes) if changes else scenario

    def futures(self, scenario, part=1.0, months=None):
        """The outcomes of its futures; part: of the usual number. Two markets have the same luck, run by run."""
        scenario = loaded(scenario)
        ensemble = marketsim.simulate(scenario, max(QUICK, round(part * self.runs)), self.seed, months)
        self.note(scenario, ensemble.digest, ensemble.runs)
        return ensemble.outcomes

    def compared(self, one, *what_ifs, part=1.0, **options):
        """A marketsim.Comparison of a market with itself under what-ifs."""
        one = loaded(one)
        runs = max(QUICK, round(part * self.runs))
        comparison = marketsim.compare(one, what_if=what_ifs, runs=runs, seed=self.seed, **options)
        for ensemble in (comparison.one, comparison.other):
            self.note(one, ensemble.digest, runs)
        return comparison

    def doubted(self, scenario, *claims):
        """{id: marketsim's Apart}: how far probabilities move within what the scenario leaves open."""
        points, each = (8, 3) if self.quick else (100, max(5, self.runs // 200))
        asked = [claim for claim in marketsim.claims.shipped() if claim.id in claims]
        self.total += points * each
        return marketsim.luck_and_parameters(loaded(scenario), asked, points, each, self.seed)

    def few(self, levels):
        """All levels of a dose; the ends and the middle in a quick try."""
        return [levels[0], levels[len(levels) // 2], levels[-1]] if self.quick else list(levels)

    def note(self, scenario, digest, runs):
        self.digests.append(digest)
        self.markets.setdefault(scenario.name, None)
        self.total += runs
        if sys.stderr.isatty():
            print(f"  {self.name}: {self.total:,} futures", end="\r", file=sys.stderr, flush=True)

    @property
    def digest(self):
        """A fingerprint of every future that was run."""
        return hashlib.sha256("".join(self.digests).encode()).hexdigest()[:16]

    @property
    def facts(self):
        """What a figure's footer says."""
        return {
            "title": self.name.replace("_", " ").capitalize(),
            "scenario": ", ".join(self.markets),
            "hash": self.digest,
            "changes": {},
            "runs_done": self.runs,
            "seed": self.seed,
            "marketsim": marketsim.__version__,
        }


@cache
def read(name):
    return marketsim.load(name)


def loaded(scenario):
    """A scenario, or the shipped one of that name."""
    return read(scenario) if isinstance(scenario, str) else scenario


def run(folder, experiment, runs, seed=7, quick=False):
    """Run an experiment and rewrite its README, its figure and its line in the index; returns (finding, seconds)."""
    folder, began = Path(folder), time.perf_counter()
    lab = Lab(folder.name, runs, seed, quick)
    told = experiment(lab)
    for kind in ("png", "svg"):
        save(told.figure, folder / f"figure.{kind}")
    seconds = time.perf_counter() - began
    picture = f"![{told.finding}](figure.png)"
    texts = (f"**{told.finding}.**\n\n{told.answer}\n\n{picture}", told.hinges, told.mind, made(lab, seconds))
    write(folder / "README.md", dict(zip(PLACES, texts, strict=True)))
    write(folder.parent / "README.md", {folder.name: f"{told.finding}. {took(lab, seconds)}"}, inline=True)
    return told.finding, seconds


def made(lab, seconds):
    tried = "A quick try, not to be quoted. " if lab.quick else ""
    return (
        f"{tried}{counted(lab.total, 'future')} in all, {lab.runs:,} of a market where nothing else is said, "
        f"seed {lab.seed}; markets: {listed(lab.markets)}. marketsim {marketsim.__version__}, rules {kernel()[:12]}, "
        f"digest of all futures `{lab.digest}`. It took {lasting(seconds)}."
    )


def took(lab, seconds):
    return f"({'quick try, ' if lab.quick else ''}{lab.runs:,} futures a market, seed {lab.seed}, {lasting(seconds)})"


def write(readme, texts, inline=False):
    """Put texts into their places in a README; ValueError if a place is not there exactly once."""
    page = readme.read_text("utf-8")
    for place, text in texts.items():
        ends = f"<!-- {place} -->", f"<!-- /{place} -->"
        found = re.findall(f"{re.escape(ends[0])}.*?{re.escape(ends[1])}", page, re.S)
        if len(found) != 1:
            where = f"{readme.parent.name}/{readme.name}"
            raise ValueError(f"{where}: must have {ends[0]}...{ends[1]} once, got {len(found)}")
        page = page.replace(found[0], f"{ends[0]}{text}{ends[1]}" if inline else f"{ends[0]}\n{text}\n{ends[1]}")
    readme.write_text(page, "utf-8")


def enough(text):
    """A number of runs; argparse says in a line what is wrong."""
    if not text.isdecimal() or int(text) < LEAST:
        raise argparse.ArgumentTypeError(f"must be a whole number of {LEAST} or more, got {text}")
    return int(text)


def options(text, parser=None):
    """--runs, --seed, --quick."""
    parser = parser or argparse.ArgumentParser(description=text)
    parser.add_argument("--runs", type=enough, help="futures of a market; each experiment's own number if not said")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help="try everything with few futures; believe nothing")
    return parser


def tell(file, experiment, runs):
    """The command of an experiment: run it, say what it found. Ctrl-C leaves the README as it was."""
    asked = options(f"Run this experiment and rewrite its README; {runs:,} futures a market.").parse_args()
    many = asked.runs or (QUICK if asked.quick else runs)
    try:
        finding, seconds = run(Path(file).parent, experiment, many, asked.seed, asked.quick)
    except KeyboardInterrupt:
        sys.exit("stopped; the README stands as it was")
    except ValueError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    print(f"{finding}. ({lasting(seconds)})")
