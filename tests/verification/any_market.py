"""Scenarios at random, the same for the same number: few agents or many, every policy, timid figures and extreme."""

import random

from marketsim.scenario import checked, merge, read
from marketsim.schema import ENUMS, PARAMETERS

# Nought makes no sense of these: they are divided by, or their logarithm is taken.
ABOVE_NOUGHT = {
    *("cost_best", "usual_markup", "frontier_spend", "usual_revenue", "trace_revenue", "option_revenue", "burn_scale"),
    *("burn_of_value", "crowd_half", "users_half", "pitch_runway", "raise_months", "entry_headroom", "entrant_value"),
    *("unicorn_line", "least_reserve", "most_sold", "filing_round", "entrant_revenue", "least_cheque", "join_price"),
    *("least_overhead", "typical_thrift", "notice_half"),
}
NEEDED = ("runway", "thrift", "revenue")  # of a startup; the rest may be left to what is usual
# All the way in a month, and what a market has room for.
FASTEST = {"1 / month": 1.0, "1 / year": 12.0, "firms / month": 4.0}
DATES = {"slowdown_month", "parity_month", "chip_parity_month", "cold_month", "window_shut_month"}


def any_scenario(number):
    """A scenario of its own for each number, from 0 on."""
    dice = random.Random(f"market {number}")
    verticals = {f"field {k + 1}": vertical(dice) for k in range(dice.choice((1, 2, 3, 5, 9, 16)))}
    data = {
        "name": f"any {number}",
        "title": f"any {number}",
        "date": "2025-06-30",
        "start": "2025-07",
        "months": dice.choice((6, 12, 24, 36)),
        "room": 400,
        "yuan_per_dollar": stated(7.2),
        "verticals": verticals,
        "defaults": {
            "startups": startup(dice, list(verticals)),
            "investors": investor(dice),
            "acquirers": acquirer(dice),
        },
        "startups": group("firm", 1 + some(dice, 80)) | {"Named": named(dice, list(verticals))},
        "investors": group("fund", some(dice, 50)) | {"First": {}, "Second": {"money": stated("state fund")}},
        "acquirers": group("giant", dice.choice((0, 1, 2, 5))),
        "regulators": dict(regulator(dice, list(verticals), k) for k in range(dice.randrange(9))),
    }
    scenario = checked(merge(read("common")[0], data), f"any {number}")
    return scenario.with_values(parameters(dice, scenario))


def stated(value, unit=None):
    return {"value": value, "source": "assumed"} | ({"unit": unit} if unit else {})


def drawn(**shape):
    return {**shape, "source": "assumed"}


def some(dice, most):
    """A number from 0 to `most`, small ones as likely as large."""
    return int(most ** dice.random()) - 1


def group(name, count):
    return {name: {"count": count}} if count > 0 else {}


def parameters(dice, scenario):
    """{parameter: value}: a part of them changed, some to nought, some far away."""
    boldness, spread = dice.random(), dice.choice((0.2, 0.7, 1.5))
    return {
        name: another(dice, name, scenario.parameters[name].typical(), spread)
        for name in PARAMETERS
        if dice.random() < boldness
    }


def another(dice, name, usual, spread):
    if name in DATES:
        return dice.choice((-1.0 if name != "slowdown_month" else 1e6, float(dice.randrange(20))))
    unit = PARAMETERS[name].unit
    if unit == "0 or 1":
        return float(dice.randrange(2))
    if name == "filing_round":
        return float(dice.randrange(1, 7))
    if dice.random() < 0.1 and name not in ABOVE_NOUGHT:
        return 0.0
    if unit == "share":
        return dice.uniform(0.01, 0.95)
    value = usual * dice.lognormvariate(0, spread) if usual else dice.uniform(0, 0.3)
    return min(value, FASTEST.get(unit, value))


def vertical(dice):
    return {
        "demand": drawn(lognormal=[dice.choice((30, 300, 3000)), 0.8]),
        "demand_growth": drawn(normal=[0.4, 0.3]),
        "churn": drawn(uniform=[0, 0.3]),
        "regulated": stated(dice.randrange(2)),
        "incumbent_pull": drawn(loguniform=[0.3, 3]),
        "foreign_share": drawn(uniform=[0, 0.3]),
        "sensitivity": drawn(uniform=[0, 3]),
        "abroad": stated(dice.randrange(2)),
    }


def startup(dice, verticals):
    words = {name: [word.lower().replace("_", " ") for word in ENUMS[name]] for name in ("Stage", "Business")}
    figures = {
        "home": drawn(choice={name: dice.random() + 0.1 for name in verticals}),
        "stage": drawn(choice=dict.fromkeys(words["Stage"], 1)),
        "business": drawn(choice=dict.fromkeys(words["Business"], 1)),
        "fate": drawn(choice={"active": 20, "dormant": dice.random(), "listed": dice.random()}),
        "revenue": drawn(lognormal=[dice.choice((0.3, 3, 30)), 1.5]),
        "growth": drawn(normal=[0.6, 0.6]),
        "ndr": drawn(normal=[1, 0.2]),
        "margin": drawn(triangular=[-0.3, 0.4, 0.9]),
        "runway": drawn(lognormal=[dice.choice((3, 8, 16)), 0.8]),
        "premium": drawn(normal=[0.3, 0.8]),
        "registered": drawn(choice={"0": 1, "1": 3}),
        "own": drawn(choice={"0": 1, "1": 1}),
        "moe": drawn(uniform=[0, 1]),
        "video": drawn(choice={"0": 3, "1": 1}),
        "data": drawn(uniform=[0, 1]),
        "imported": drawn(uniform=[0, 1]),
        "fit": drawn(normal=[0, 0.5]),
        "rigor": drawn(lognormal=[1, 0.5]),
        "thrift": drawn(lognormal=[1.2, 0.4]),
        "capability": drawn(uniform=[-12, 3]),
        "users": drawn(pareto=[0.5, 1.2]),
        "last_round": drawn(uniform=[-24, 0]),
    }
    return {name: figure for name, figure in figures.items() if dice.random() < 0.9 or name in NEEDED}


def named(dice, verticals):
    """A firm of which much is known."""
    figures = {
        "post": stated(dice.choice((20.0, 2.0, 0.02)), "billion dollar"),
        "cost": stated(dice.uniform(0.2, 4.0)),
        "burn": stated(dice.uniform(0.0, 60.0)),
        "cash": stated(dice.uniform(0.0, 2000.0)),
        "champion": stated(1),
        "raised": stated(900.0),
        "peak": stated(9000.0),
        "approved": stated(dice.sample(verticals, dice.randint(1, len(verticals)))),
    }
    kept = {name: figure for name, figure in figures.items() if dice.random() < 0.7}
    return kept | {"holders": dice.choice(([], ["First"], ["First", "Second"])), "watch": True}


def investor(dice):
    tastes = {f"weight_{taste}": drawn(uniform=[0, 0.4]) for taste in ("size", "cost", "depth", "breadth", "crowd")}
    return tastes | {
        "money": drawn(choice={"dollar fund": 3, "yuan fund": 3, "corporate": 1, "state fund": 2}),
        "belief": drawn(choice={"fundamentalist": 1, "trend": 1}),
        "fund": drawn(lognormal=[dice.choice((200, 2000)), 1]),
        "powder": drawn(lognormal=[dice.choice((50, 1000)), 1]),
        "cheque_share": drawn(uniform=[0.01, 0.3]),
        "fame": drawn(pareto=[1, 1.3]),
        "skill": drawn(normal=[0, 0.2]),
        "vintage": drawn(uniform=[-48, 0]),
        "strictness": drawn(uniform=[0, 1]),
    }


def acquirer(dice):
    needs = {f"need_{need}": drawn(uniform=[0, 1]) for need in ("data", "users", "talent")}
    return needs | {
        "budget": drawn(lognormal=[dice.choice((300, 10000)), 1]),
        "refill": drawn(lognormal=[100, 1]),
        "appetite": drawn(uniform=[0, 1]),
        "hazard": drawn(uniform=[0, 0.4]),
        "fame": drawn(pareto=[1, 1.3]),
    }


def regulator(dice, verticals, k):
    office = dice.choice([word.lower() for word in ENUMS["Office"]])
    figures = {
        "office": stated(office),
        "active": stated(dice.randrange(2)),
        "hazard": stated(dice.choice((0.0, 0.02, 0.3))),
        "strength": stated(dice.uniform(0.0, 1.0)),
        "lasts": stated(dice.choice((0, 0, 3, 12))),
    }
    if dice.random() < 0.3:
        figures["scheduled"] = stated(f"2025-{dice.randrange(7, 13):02d}")
    if office == "crackdown" and dice.random() < 0.7:
        figures["vertical"] = stated(dice.choice(verticals))
    return f"{office} {k + 1}", figures
