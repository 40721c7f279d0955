"""The table of forecasts in the project's README: every claim of three markets, luck kept apart from what is unknown.

python experiments/headline.py [--runs N] [--seed N]     about three minutes on two cores
"""

import argparse
from pathlib import Path

import marketsim
from marketsim.claims import shipped
from marketsim.doubt import luck_and_parameters

README = Path(__file__).resolve().parents[1] / "README.md"
FIRST, LAST = "<!-- forecasts -->", "<!-- end of forecasts -->"
MARKETS = ("surge", "floor", "china-ai-2025")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=10_000, help="futures of each market")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    found = {market: forecasts(market, asked.runs, asked.seed) for market in MARKETS}
    text = README.read_text("utf-8")
    before, _, rest = text.partition(FIRST)
    _, _, after = rest.partition(LAST)
    README.write_text("\n".join([before + FIRST, "", *table(found), "", LAST]) + after, "utf-8")


def forecasts(market, runs, seed):
    """{claim: cell} of the predictions of a market that its futures settle."""
    ensemble = marketsim.simulate(market, runs=runs, seed=seed)
    unknown = luck_and_parameters(marketsim.load(market), seed=seed)
    cells = {}
    for verdict in marketsim.evaluate(ensemble.outcomes):
        if verdict.probability is None or "-P" not in verdict.id:
            continue
        apart = unknown.get(verdict.id)
        spread = f"; {between(*apart.parameters)}" if apart else ""
        cells[verdict.id] = f"**{percent(verdict.probability)} %** ({between(verdict.low, verdict.high)}{spread})"
    return cells


def between(low, high):
    low, high = percent(low), percent(high)
    return low if low == high else f"{low} to {high}"


def percent(share):
    """ "37", "4.3", "<0.1", ">99.9"."""
    if not 0.0005 <= share <= 0.9995:
        return "<0.1" if share < 0.5 else ">99.9"
    return f"{100 * share:.0f}" if 0.095 <= share <= 0.905 else f"{100 * share:.1f}"


def table(found):
    """Lines of Markdown: a claim a row, a market a column."""
    words = {claim.id: claim for claim in shipped()}
    yield "| claim | " + " | ".join(f"`{market}`" for market in found) + " |"
    yield "|---|" + "---|" * len(found)
    for name, claim in words.items():
        cells = [those.get(name, "") for those in found.values()]
        if any(cells):
            when = f", by {claim.deadline}" if claim.deadline else ""
            yield f"| {claim.text} ({name}{when}) | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
