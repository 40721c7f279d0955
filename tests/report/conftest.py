"""A report on a small market, written once, and read as a browser would."""

import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from marketsim.claims import evaluate
from marketsim.ensemble import simulate
from marketsim.provenance import provenance
from marketsim.report import Case, page

sys.path.insert(0, str(Path(__file__).parents[1]))
VOID = {"meta", "br", "path", "rect", "circle", "use", "link", "img", "input", "hr"}


class Read(HTMLParser):
    """Elements in order, as (tag, attributes, depth, text before it); what is open when the page ends."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.open, self.wrong = [], [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append((tag, self.open[-3:]))
        else:
            self.open.pop()

    def all(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]


def case_of(scenario, runs=120, seed=7, months=None, changes=()):
    ensemble = simulate(scenario, runs=runs, seed=seed, months=months)
    facts = provenance(ensemble, runs, dict(changes), "publication")
    return Case(ensemble.outcomes, evaluate(ensemble.outcomes), facts, ensemble.scenario, ensemble.replay)


@pytest.fixture(scope="session")
def make():
    return case_of


@pytest.fixture(scope="session")
def case():
    """120 futures of the floor market."""
    return case_of("floor")


@pytest.fixture(scope="session")
def source(case):
    return page(case)


@pytest.fixture(scope="session")
def browser():
    return Read


@pytest.fixture(scope="session")
def read(source):
    return Read(source)
