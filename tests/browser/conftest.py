"""A server of our own, Debian's Chromium, and readers who notice every console error and every foreign request."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from snippets import MOVED_OR_STALE, STAMP_MOVED

HERE = Path(__file__).parent
PLAN = """name = "two-levers"
scenario = "floor"
seed = 7
runs = 12
months = 12

[design]
kind = "grid"

[vary]
floor_line = [2000, 4000, 8000]
floor_adoption = [0.0, 0.5, 1.0]
"""
READY = "main[data-ready=true][data-state=full]"
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def missing():
    """Why there is no browser to test in, or None."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed (pip install playwright)"
    return None if chromium() else "chromium is not installed (apt-get install chromium)"


def chromium():
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def serving(folder, sweeps=None):
    """(process, address) of a server on a free port of this machine, once it answers."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [sys.executable, "-m", "marketsim", "serve", "floor", "--no-open", "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    log = open(folder / "server.log", "w")  # noqa: SIM115 the process keeps it
    process = subprocess.Popen([*command, *(["--sweeps", str(sweeps)] if sweeps else [])], env=environment,
                               cwd=folder, stdout=log, stderr=subprocess.STDOUT)  # fmt: skip
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return process, address
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"the server did not come up: {(folder / 'server.log').read_text()[-2000:]}")


def pytest_collection_modifyitems(config, items):
    """Without a browser one test stands for all and says why, unless MARKETSIM_BROWSER=1: then they run, and fail."""
    ours = [item for item in items if HERE in item.path.parents]
    if not ours or os.environ.get("MARKETSIM_BROWSER") == "1" or not (why := missing()):
        return
    ours[0].add_marker(pytest.mark.skip(reason=f"{len(ours)} tests in a browser: {why}"))
    config.hook.pytest_deselected(items=ours[1:])
    items[:] = [item for item in items if item not in ours[1:]]


@pytest.fixture(scope="session")
def needed():
    """A browser that can be driven."""
    if why := missing():
        pytest.fail(f"tests in a browser: {why}", pytrace=False)


@pytest.fixture(scope="session")
def site(needed, tmp_path_factory):
    """The address of a server with one finished sweep."""
    import marketsim

    folder = tmp_path_factory.mktemp("site")
    (folder / "plan.toml").write_text(PLAN)
    marketsim.sweep(folder / "plan.toml", out=folder / "sweeps" / "two-levers")
    process, address = serving(folder, folder / "sweeps")
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def browser(needed):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield chrome
        chrome.close()


class Reader:
    """Somebody with a browser window of their own."""

    def __init__(self, browser, site, **options):
        self.site, self.errors, self.foreign, self.asked = site, [], [], []
        self.context = browser.new_context(**{"viewport": WIDE, "accept_downloads": True, **options})
        self.context.route("**/*", self.watch)
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)  # a busy machine is slow, not wrong
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.errors.append(said.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def watch(self, route):
        if route.request.url.startswith(self.site):
            if route.request.method == "POST":
                self.asked.append((route.request.url.removeprefix(self.site), route.request.post_data_json))
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def visit(self, address, ready=READY):
        """Go to a page as from outside, and wait until it has what it waits for."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.site}/{address}")
        self.page.wait_for_selector(ready)
        return self.page

    def stamp(self, chart="fan"):
        return self.page.get_attribute(f"[data-chart={chart}]", "data-stamp")

    def moved(self, before, chart="fan"):
        """Wait for another picture and all of its futures, pressing Run if a busy machine asks for it; its stamp."""
        self.page.wait_for_function(MOVED_OR_STALE, arg=[chart, before])
        if self.page.get_attribute("main", "data-state") == "stale":
            self.page.locator("[data-run]").evaluate("button => button.click()")
        self.page.wait_for_function(STAMP_MOVED, arg=[chart, before])
        self.page.wait_for_selector(READY)
        return self.stamp(chart)

    def leave(self):
        """What went wrong, and whom it asked beyond this server."""
        self.context.close()
        return self.errors, self.foreign


@pytest.fixture
def arrive(browser, site):
    """A new reader, who at the end has seen no error in the console and asked no other machine."""
    readers = []

    def one(**options):
        readers.append(Reader(browser, site, **options))
        return readers[-1]

    yield one
    assert [([], [])] * len(readers) == [reader.leave() for reader in readers]


@pytest.fixture
def reader(arrive):
    return arrive()


@pytest.fixture(scope="session")
def tell(needed):
    """Ask the server without a browser: tell(site, "runs", {...}) -> JSON."""
    import json

    def ask(site, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{site}/api/v1/{path}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    return ask
