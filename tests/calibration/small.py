"""A calibration of seconds: two figures of the floor's market, two parameters that rule them."""

FORM = """
title = "Prices and lags"
markets = ["floor"]
fit = ["V12.price_fall", "V12.abroad_lag"]
held_out = ["V12.open_lag"]
points = 24
runs = 3
rounds = 2
seed = 3
[free]
price_decline = { uniform = [1.5, 4.5], unit = "1 / year" }
foreign_lead = { loguniform = [2, 12], unit = "months" }
"""
HEADER = """
source = "calibrated"
date = 2025-06-30
problem = "small"
markets = ["floor"]
fit = ["V12.price_fall"]
held_out = []
seed = 3
runs = 3
points = 48
rounds = 2
kernel = "0123456789abcdef"
ess = 20.5
width = 1.0
draws = 4
[units]
price_decline = "1 / year"
foreign_lead = "months"
"""
ROWS = "price_decline,foreign_lead\n2.5,2.6\n3.0,3.1\n3.5,3.6\n4.0,4.1\n"
SCENARIO = """
name = "mine"
title = "mine"
extends = "floor"
date = 2025-06-30
start = "2025-07"
months = 14
[parameters]
price_decline = { posterior = "small", unit = "1 / year" }
foreign_lead = { posterior = "small" }
"""


def written(folder, text=FORM):
    """The path of a problem's file."""
    path = folder / "small.toml"
    path.write_text(text)
    return str(path)


def mine(folder, scenario=SCENARIO, header=HEADER, rows=ROWS):
    """The path of a scenario with a posterior beside it."""
    (folder / "posteriors").mkdir(exist_ok=True)
    (folder / "posteriors" / "small.toml").write_text(header)
    (folder / "posteriors" / "small.csv").write_text(rows)
    (folder / "mine.toml").write_text(scenario)
    return str(folder / "mine.toml")
