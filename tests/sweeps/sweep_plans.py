"""Plans of the tiny market, small enough to run in a blink."""

from pathlib import Path

TINY = Path(__file__).parents[1] / "data" / "tiny.toml"


def plan_file(folder, text="", file="plan.toml", **top):
    """Write a plan: `text` is its tables, `top` what stands above them; returns its path."""
    entries = {"scenario": str(TINY), "runs": 4, "months": 3} | top
    head = "\n".join(f"{key} = {value!r}" for key, value in entries.items() if value is not None)
    path = folder / file
    path.write_text(f"{head}\n{text}\n", "utf-8")
    return path
