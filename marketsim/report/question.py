"""What was asked, of which market, and the answer in a few sentences."""

from marketsim.words import chance, counted, listed, month

from .html import items, noted, paragraph, strong
from .section import Section

SHOWN = 3  # claims of a kind
SAID_OF = (("All but certain", 0.9, 1.0), ("As good as a coin toss", 0.35, 0.65), ("All but excluded", 0.0, 0.1))
SAID = {"startups": "startup", "investors": "investor", "acquirers": "acquirer", "regulators": "regulator"}


def question(case):
    """The question, the market, and what stands out."""
    scenario, outcomes = case.scenario, case.outcomes
    first, last = month(outcomes.date_of(0)), month(case.end)
    resolved = case.verdicts.resolved
    body = paragraph(
        f"How likely are {counted(len(resolved), 'dated claim')} about this market, and how sure can one be? To find "
        f"out, the market was lived through {case.facts['runs_done']:,} times, month by month from {first} to {last}, "
        "each time with other luck, and with other figures wherever a figure is not known. A claim's probability is "
        "the share of these futures in which it comes true.",
        kind="lead",
    )
    body += paragraph(f"The market as known on {scenario.date}: {population(scenario)}.")
    if scenario.note:
        body += paragraph(noted(" ".join(scenario.note.split())))
    if case.facts["changes"]:
        body += paragraph(strong("What was changed by hand:"), f"{changed(case.facts['changes'])}.")
    if case.facts["runs_done"] < case.facts["runs"]:
        body += paragraph(
            strong("Stopped early:"),
            f"{case.facts['runs']:,} futures were asked for; the first {case.facts['runs_done']:,} are told of here.",
        )
    return Section("question", "The question, and the answer in short", body + items(answers(case)))


def population(scenario):
    """ "93 startups, 43 investors, 5 acquirers and 6 regulators in 16 verticals" """
    sizes = [
        counted(sum(agent.count or 1 for agent in getattr(scenario, kind).values()), one) for kind, one in SAID.items()
    ]
    return f"{listed(sizes)} in {counted(len(scenario.verticals), 'vertical')} ({', '.join(scenario.verticals)})"


def changed(changes):
    return "; ".join(
        f"{key.removeprefix('what-if ')} ({value})" if key.startswith("what-if ") else f"{key} = {value}"
        for key, value in changes.items()
    )


def answers(case):
    """The findings a reader should leave with."""
    from marketsim.figures.fan import finding

    found, claims = [f"{finding(case.outcomes)}."], case.verdicts.resolved
    for word, least, most in SAID_OF:
        these = [each for each in claims if least <= each.low and each.high <= most]
        if these:
            named = [f"“{each.text}” ({chance(each.probability, each.low, each.high)})" for each in these[:SHOWN]]
            more = f" and {counted(len(these) - SHOWN, 'other')}" if len(these) > SHOWN else ""
            found.append(f"{word}: {'; '.join(named)}{more}.")
    return found
