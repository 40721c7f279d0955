"""How likely is consolidation among the five, and in the 2023 cohort?

python experiments/consolidation/run.py [runs]
"""

import sys

import marketsim

QUESTIONS = {"surge": ["S0-P1", "S0-P1b"], "floor": ["S1-P1"], "china-ai-2025": ["S0-P1", "S1-P1"]}


def answer(runs):
    """{scenario: {claim: Verdict}} over so many futures, seed 7."""
    found = {}
    for name, claims in QUESTIONS.items():
        verdicts = marketsim.evaluate(marketsim.simulate(name, runs=runs, seed=7).outcomes)
        found[name] = {claim: verdicts[claim] for claim in claims}
    return found


if __name__ == "__main__":
    for scenario, verdicts in answer(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000).items():
        for claim, verdict in verdicts.items():
            share = f"{verdict.probability:.4f} [{verdict.low:.4f}, {verdict.high:.4f}]"
            print(f"{scenario:14} {claim:7} {share}  {verdict.text}")
