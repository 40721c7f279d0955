"""Random small markets for properties that must hold in every one."""

from functools import cache

from bench import TINY
from hypothesis import Phase, note, settings
from hypothesis import strategies as st

from marketsim.market import Market
from marketsim.scenario import checked, read

SEEDS = st.integers(0, 2**64 - 1)
RUNS = st.integers(0, 5)
# Without shrinking: a market is small anyway, and says how to make it again.
FEW = settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
OFFICES = {
    "crackdown": {"hazard": 0.2, "lasts": 3},
    "champions": {"hazard": 0.1},
    "controls": {"hazard": 0.1, "strength": 0.5},
    "mergers": {"active": 1, "strength": 1},
}
# Buyers that look about, and costs that cannot be cut: what a calm market sees rarely happens here every other month.
EVENTFUL = {"court_appetite": 0.5, "court_runway": 2, "attention": 0.5, "appraisal_noise": 0.8, "premium_asked": 0.1,
            "paper_share": 1, "core_share": 0.9, "cut": 0.01, "least_cheque": 5, "list_revenue": 5, "list_value": 50}
# Figures that bring about what a calm market sees rarely: sales, listings, closures, sleep, entry.
FIGURES = {
    "floor_line": (50, 5000),
    "floor_rise": (0, 0.5),
    "floor_adoption": (0, 1),
    "gate_adoption": (0, 1),
    "entry_rate": (0, 3),
    "temptation": (0, 1),
    "round_gap": (0, 9),
    "solo_share": (0, 1),
    "burn_of_value": (0.002, 0.1),
    "opinion_noise": (0, 1),
    "attention": (0.1, 1),
    "court_appetite": (0, 1),
    "core_share": (0.4, 1),
    "cash_part": (0, 1),
    "merger_size": (0, 1),
    "integration_loss": (0, 1),
    "withdrawal": (0, 0.5),
    "review_months": (0, 3),
    "list_value": (10, 4000),
    "list_rate": (0, 0.3),
    "list_revenue": (1, 250),
    "exit_drought": (0, 3),
    "rest_cover": (0, 1),
    "dormant_close": (0, 0.3),
    "revival": (0, 1),
    "crackdown_depth": (0, 1),
    "sales_noise": (0, 0.4),
    "cliff_hazard": (0, 0.3),
    "entering_rate": (0, 0.5),
}


@st.composite
def scenarios(draw):
    """The small scenario with other counts, offices and figures."""
    counts = draw(st.tuples(st.integers(1, 30), st.integers(1, 15)))
    offices = tuple(draw(st.lists(st.sampled_from(sorted(OFFICES)), unique=True)))
    names = draw(st.lists(st.sampled_from(sorted(FIGURES)), unique=True, max_size=12))
    figures = {name: round(draw(st.floats(*FIGURES[name])), 3) for name in names}
    runway = draw(st.sampled_from((3, 6, 16)))
    note(f"sized({counts}, {offices}, {runway}).with_values(EVENTFUL | {figures})")
    return sized(counts, offices, runway).with_values(EVENTFUL | figures)


@cache
def sized(counts, offices=(), runway=16):
    """The small scenario with so many unnamed startups and funds, further offices, and money for so many months."""
    data, name = read(str(TINY))
    data["startups"]["small"]["count"], data["investors"]["fund"]["count"] = counts
    data["defaults"]["startups"]["runway"] = {"lognormal": [runway, 0.5], "unit": "months", "source": "assumed"}
    data["defaults"]["investors"]["powder"] = {
        "lognormal": [10 * runway, 1],
        "unit": "million yuan",
        "source": "assumed",
    }
    data["defaults"]["startups"]["own"] = {"value": 1, "source": "assumed"}
    for office in offices:
        figures = {"office": office} | OFFICES[office]
        data["regulators"][office] = {key: {"value": value, "source": "assumed"} for key, value in figures.items()}
    return checked(data, name)


@st.composite
def markets(draw):
    """A live market before its first month."""
    scenario, seed, run = draw(scenarios()), draw(SEEDS), draw(RUNS)
    note(f"seed {seed}, run {run}")
    return Market(scenario, seed, run)
