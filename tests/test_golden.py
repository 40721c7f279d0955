"""The numbers of a small ensemble, to the bit. Renew them after a change of the rules: python tests/test_golden.py"""

import json
from math import fsum
from pathlib import Path

from bench import tiny

from marketsim.ensemble import simulate

GOLDEN = Path(__file__).parent / "data" / "golden.json"


def numbers():
    """What fifty futures of tests/data/tiny.toml come to."""
    ensemble = simulate(tiny(), 50, 7, 30)
    last = {name: fsum(ensemble.outcomes.metric(name)[:, -1].tolist()) / 50 for name in ensemble.outcomes.metric_names}
    return {
        "scenario": "tiny.toml",
        "seed": 7,
        "runs": 50,
        "months": 30,
        "digest": ensemble.digest,
        "mean_of_last_month": last,
    }


def test_fifty_futures_have_the_golden_digest():
    golden, found = json.loads(GOLDEN.read_text()), numbers()

    # Means first: they say what moved.
    assert golden["mean_of_last_month"] == found["mean_of_last_month"]
    assert golden == found


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(numbers(), indent=1) + "\n")
    print(f"{GOLDEN.name}: {json.loads(GOLDEN.read_text())['digest']}")
