"""A server of one small market, asked without a network."""

import threading
import time
from pathlib import Path

import pytest
from visiting import visitor

pytest.importorskip("httpx")
TINY = str(Path(__file__).parents[1] / "data" / "tiny.toml")


@pytest.fixture(scope="session")
def plan_run(tmp_path_factory):
    """A folder with one finished sweep of the small market, called `lines`."""
    from marketsim.sweeps.ask import sweep

    folder = tmp_path_factory.mktemp("sweeps")
    plan = folder / "lines.toml"
    plan.write_text(
        f'name = "lines"\nscenario = "{TINY}"\nruns = 4\n[vary]\nfloor_line = [2000, 6000]\nfloor_adoption = [0, 1]\n'
    )
    sweep(plan, folder / "lines", threads=1)
    return folder


@pytest.fixture(scope="session")
def house(plan_run):
    from marketsim.server.house import House, Settings

    return House(Settings(TINY, sweeps=plan_run))


@pytest.fixture(scope="session")
def server(house):
    """Something that asks the server: server.get(path), server.post(path, json=...)."""
    with visitor(house) as client:
        yield client


@pytest.fixture(scope="session")
def name(house):
    return house.markets.first


@pytest.fixture(scope="session")
def address(house):
    """The same server behind a socket."""
    import uvicorn

    from marketsim.server.app import create_app

    server = uvicorn.Server(uvicorn.Config(create_app(house), port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
