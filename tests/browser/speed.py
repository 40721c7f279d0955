"""How long a reader waits, in a real browser: `python tests/browser/speed.py [--repeats 7] [--users 8] [--json]`.

Page ready: from asking for the address to the first fan on the screen. First chart: from the move of a slider to
another picture; full thousand: to that of all futures. Every move is to a value nobody asked for before.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
from conftest import READY, WIDE, chromium, missing, serving
from snippets import ENTERED, MOVE, SET_OFF

# Seconds on two cores: medians, but for the last.
PROMISED = {"page ready": 2.0, "first chart": 0.3, "full thousand": 1.0, "users, p95": 3.0}


def readies(browser, site, repeats):
    """Seconds from asking for the address to the first fan, each by a new visitor with an empty cache."""
    taken = []
    for _ in range(repeats):
        context = browser.new_context(viewport=WIDE)
        page = context.new_page()
        page.goto(f"{site}/#/scenario?scenario=floor", wait_until="commit")
        taken.append(page.wait_for_function(ENTERED).json_value())
        context.close()
    return taken


def moves(browser, site, repeats):
    """(first chart, full thousand) in seconds of each of some moves."""
    page = browser.new_context(viewport=WIDE).new_page()
    page.goto(f"{site}/#/scenario?scenario=floor")
    page.wait_for_selector(READY)
    return [page.evaluate(MOVE, ["floor_line", 0.4 + 0.5 * k / repeats]) for k in range(repeats)]


def crowd(browser, site, users):
    """Seconds until each of several readers, who all move a slider at once, has all futures."""
    pages = [browser.new_context(viewport=WIDE).new_page() for _ in range(users)]
    for page in pages:
        page.goto(f"{site}/#/scenario?scenario=floor")
        page.wait_for_selector(READY)
    for k, page in enumerate(pages):
        page.evaluate(SET_OFF, ["floor_line", 0.11 + 0.8 * k / users])
    return [page.wait_for_function("() => window.took", timeout=90_000).json_value() for page in pages]


def measured(repeats, users):
    """{what: seconds}, by a server and a browser of our own."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        process, site = serving(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            ready, moved = readies(browser, site, repeats), moves(browser, site, repeats)
            together = sorted(crowd(browser, site, users), key=lambda took: took[1])
        finally:
            browser.close()
            process.terminate()
            process.wait(20)
    last = together[min(len(together) - 1, round(0.95 * len(together)))]
    (first, full), (users_first, users_full) = (list(zip(*took, strict=True)) for took in (moved, together))
    return {
        "page ready": median(ready),
        "first visit": ready[0],
        "first chart": median(first),
        "full thousand": median(full),
        "users, first chart": median(users_first),
        "users, median": median(users_full),
        "users, p95": last[1],
    }


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--repeats", type=int, default=7)
    asked.add_argument("--users", type=int, default=8)
    asked.add_argument("--json", action="store_true")
    asked = asked.parse_args()
    if why := missing():
        print(f"cannot measure: {why}", file=sys.stderr)
        return 2
    took = measured(asked.repeats, asked.users)
    if asked.json:
        print(json.dumps({"seconds": took, "promised": PROMISED, "users": asked.users, "repeats": asked.repeats}))
        return 0
    for what, seconds in took.items():
        print(f"{what:<20} {seconds:6.2f} s" + (f"   promised {PROMISED[what]:g} s" if what in PROMISED else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
