"""`marketsim serve`: the pages and their API, on this machine's own address."""

import os
from pathlib import Path
from typing import Annotated

import typer

from marketsim.cli.manners import Refusal, understood

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def serve(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="The market to open with: a shipped one, or a .toml file.")
    ] = "floor",
    host: Annotated[str, typer.Option(help="The address to listen on; another than this machine's needs --token.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.")] = 8000,
    token: Annotated[
        str | None, typer.Option(envvar="MARKETSIM_TOKEN", help="What a visitor must know.", show_default=False)
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A name it answers to; may be repeated.")
    ] = None,
    root_path: Annotated[str, typer.Option(metavar="PATH", help="Where a proxy shows it, such as /markets.")] = "",
    sweeps: Annotated[Path, typer.Option(metavar="DIR", help="The folder whose sweeps may be looked at.")] = Path(
        "out"
    ),
    threads: Annotated[int | None, typer.Option(help="How many; all cores if left out. They change no number.")] = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")] = True,
):
    """Show futures in a browser: move a slider, open any future, read any claim."""
    sound(host, port, token, root_path, threads)
    hosts = dict.fromkeys((*LOOPBACK, *(["*"] if host in ("0.0.0.0", "::") else [host]), *(allow_host or ())))
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the cores are the kernel's
    from marketsim.server.house import House, Settings

    settings = Settings(scenario, sweeps, token, tuple(hosts), root_path.rstrip("/"), threads)
    with understood():
        house = House(settings).open()  # futures grow while the rest is loaded
    listen(house, host, port, open_)


def sound(host, port, token, root_path, threads):
    """Refuse what cannot be, or should not."""
    if host not in LOOPBACK and not token:
        raise Refusal(f"--host {host} lets other machines in: say --token too, or leave --host out")
    if token is not None and not (8 <= len(token) <= 200 and token.isascii() and token.replace("-", "").isalnum()):
        raise Refusal("--token must be 8 to 200 letters, digits and dashes")
    if not 0 <= port <= 65535:
        raise Refusal(f"--port must be in 0 to 65535, got {port}")
    if root_path and not root_path.startswith("/"):
        raise Refusal(f"--root-path must begin with a slash, got {root_path!r}")
    if threads is not None and not 1 <= threads <= 1024:
        raise Refusal(f"--threads must be a whole number in 1 to 1024, got {threads}")


def listen(house, host, port, open_):
    """Serve until Ctrl-C."""
    import socket
    import sys

    import uvicorn

    from marketsim.server.app import create_app

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen(128)  # whoever comes from now on waits a moment
    except OSError as error:
        raise Refusal(f"--host {host} --port {port}: {(error.strerror or str(error)).lower()}", 1) from None
    shown = "localhost" if host in LOOPBACK else f"[{host}]" if ":" in host else host
    token = f"?token={house.settings.token}" if house.settings.token else ""
    address = f"http://{shown}:{door.getsockname()[1]}{house.settings.root_path}/{token}"
    print(f"marketsim serves {house.markets.first} at {address} (Ctrl-C stops it)", file=sys.stderr, flush=True)
    house.warm()
    config = uvicorn.Config(
        create_app(house),
        log_level="warning",
        timeout_graceful_shutdown=2,
        lifespan="on",
        server_header=False,
        date_header=False,
    )
    if open_ and sys.stderr.isatty():
        look(address)
    uvicorn.Server(config).run(sockets=[door])


def look(address):
    """Open the page as soon as somebody answers; a machine without a browser just prints the address."""
    import threading
    import webbrowser

    threading.Timer(0.5, lambda: webbrowser.open(address)).start()
