"""What the scenario assumes: figures with units and sources, and where it differs from others."""

from math import exp

from marketsim.manual.marks import meaning
from marketsim.quantity import Quantity
from marketsim.schema import PARAMETERS, fields
from marketsim.words import counted

from .html import Raw, code, folded, items, paragraph, table, text
from .section import Section

FIRM = ("post", "revenue", "growth", "margin", "runway")  # of a named firm, what its valuation rests on


def assumptions(case):
    """In short, then in tables."""
    scenario = case.scenario
    body = paragraph(
        "The numbers are only as good as what went into them. Every figure has a unit and a source; a range is what a "
        "figure is drawn from, anew for each future (a ± b: normal, “times or over”: log-normal, by so much in two "
        "futures of three)."
    )
    body += items(standing(scenario))
    body += policies(scenario)
    body += folded("Parameters in which this market differs from the common ones", parameters(scenario))
    body += folded("The verticals: what customers spend", verticals(scenario))
    body += folded("The named firms", firms(scenario))
    body += folded("Sources", sources(scenario))
    return Section("assumptions", "What this market assumes", body)


def standing(scenario):
    """How many figures are known, and how."""
    from marketsim.manual.figures import known

    kinds = [known(quantity.source) for quantity in scenario.parameters.values()]
    drawn = sum(quantity.drawn for quantity in scenario.parameters.values())
    grounds = [f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)]
    named = sum(agent.count is None for agent in scenario.startups.values())
    groups = sum(agent.count or 0 for agent in scenario.startups.values())
    return [
        f"{counted(len(kinds), 'parameter')} of the rules: {', '.join(grounds)}; {drawn} of them drawn anew for each "
        "future.",
        f"{counted(named, 'startup is', 'startups are')} known by name; {groups:,} others stand for the rest of the "
        "market.",
        f"{counted(len(scenario.sources), 'published source')}, the market as known on {scenario.date}; "
        f"{scenario.rate:g} yuan a dollar.",
    ]


def policies(scenario):
    """What regulators may do, and when."""
    usual = scenario.defaults.get("regulators", {})
    rows = [
        (
            name,
            *instrument(usual | agent.figures),
            ", ".join(dict.fromkeys(each.source for each in agent.figures.values())),
        )
        for name, agent in scenario.regulators.items()
    ]
    if not rows:
        return ""
    heads = ("Instrument", "Bears on", "Comes into force", "Strength", "Source")
    return "<h3>Policies</h3>\n" + table(heads, rows, "Policies, and when they come into force")


def instrument(figures):
    """(office, when, strength) of a regulator."""
    where = f" in {said(figures['vertical'])}" if "vertical" in figures else ""
    active, scheduled, hazard = (figures.get(name) for name in ("active", "scheduled", "hazard"))
    if active is not None and not active.drawn and active.value:
        when = "in force from the start"
    elif scheduled is not None:
        when = f"from {said(scheduled)}"
    else:
        when = f"at random, with a chance of {said(hazard)}" if hazard is not None else "never by itself"
    lasts = f", for {said(figures['lasts'])}" if "lasts" in figures else ""
    strength = figures.get("strength")
    return (
        said(figures["office"]) + where,
        when + lasts,
        "as stated" if strength is None or strength.value == 1 else said(strength),
    )


def parameters(scenario):
    """Those that are not as in common.toml."""
    from marketsim.scenario import read

    usual = {name: Quantity.model_validate(figure) for name, figure in read("common")[0]["parameters"].items()}
    rows = [
        (
            Raw(f'{code(name)}<br><span class="quiet">{text(meaning(PARAMETERS[name]))}</span>'),
            said(quantity),
            said(usual[name]) if name in usual else "",
            source(quantity),
        )
        for name, quantity in scenario.parameters.items()
        if name not in usual or quantity.words() != usual[name].words()
    ]
    return table(("Parameter", "Here", "Common", "Source"), rows, "Parameters that differ")


def verticals(scenario):
    names = ("demand", "demand_growth", "regulated", "incumbent_pull", "foreign_share")
    known = fields("Environment")
    rows = [
        (
            vertical,
            *(said(figures[name]) if name in figures else "" for name in names),
            ", ".join(dict.fromkeys(figure.source for figure in figures.values())),
        )
        for vertical, figures in scenario.verticals.items()
    ]
    heads = (
        "Vertical",
        "Spending",
        "Growth (log)",
        "Clearance needed",
        "Pull of rivals",
        "Share of foreign models",
        "Sources",
    )
    return table(heads, rows, f"Verticals: {known['demand'].meaning}")


def firms(scenario):
    """What is stated of each named firm; what is not, is drawn."""
    rows = []
    for name, agent in scenario.startups.items():
        if agent.count is None:
            stated = [agent.figures.get(field) for field in FIRM]
            rows.append(
                (
                    name,
                    *(said(figure) if figure else "" for figure in stated),
                    ", ".join(dict.fromkeys(figure.source for figure in agent.figures.values())),
                )
            )
    heads = ("Firm", "Value", "Sales", "Growth (log)", "Gross margin", "Runway", "Sources of all its figures")
    return table(heads, rows, "Named firms")


def sources(scenario):
    rows = []
    for key, each in scenario.sources.items():
        title = Raw(f'<a href="{text(each.url)}">{text(each.title)}</a>') if each.url else each.title
        rows.append((key, title, each.date))
    ledger = paragraph(
        "Ids such as S1-C07 are rows of the ledger, a reading of the articles the claims come from; “assumed” "
        "means that nobody states it."
    )
    return ledger + table(("Source", "What it is", "Date"), rows, "Sources")


SHAPES = {  # the range, and what else is to be said of it
    "uniform": lambda a, b: (f"{a:g} to {b:g}", ""),
    "loguniform": lambda a, b: (f"{a:g} to {b:g}", ", any order of size as likely"),
    "normal": lambda a, b: (f"{a:g} ± {b:g}", ""),
    "lognormal": lambda a, b: (f"{a:g}", f", times or over {exp(b):.2g}"),
    "triangular": lambda a, b, c: (f"{a:g} to {c:g}", f", likeliest {b:g}"),
    "pareto": lambda a, b: (f"{a:g}", f" or more, Pareto with exponent {b:g}"),
}
PERIODS = {"1 / month": " a month", "1 / year": " a year"}
SILENT = ("1", "0 or 1", None)  # units that go without saying


def said(quantity):
    """A figure, or the range it is drawn from, with its unit, as a reader would say it."""
    drawn = SHAPES.get(quantity.shape)
    text, remark = drawn(*getattr(quantity, quantity.shape)) if drawn else (bare(quantity), "")
    unit = "" if quantity.unit in SILENT else PERIODS.get(quantity.unit, f" {quantity.unit.replace(' / ', ' a ')}")
    return text + unit + remark


def bare(quantity):
    return quantity.model_copy(update={"unit": None}).words()


def source(quantity):
    return f"{quantity.source}: {quantity.note}" if quantity.note else quantity.source
