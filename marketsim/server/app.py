"""The application: its addresses, its doorkeeper, and one line for whatever goes wrong."""

import logging
import mimetypes
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from marketsim import __version__
from marketsim.server.asking import sent
from marketsim.server.examples import ERRORS
from marketsim.server.house import House
from marketsim.server.refusals import Refused, in_a_line
from marketsim.server.routes import ROUTES
from marketsim.server.security import Doorkeeper
from marketsim.server.waiting import Gone

STATIC = Path(__file__).parent / "static"
ABOUT = """Thousands of futures of a startup market: bands, claims with intervals, paired differences, any future.

A question (scenario, changes, runs, seed, months) always has the same answer. Errors are `{"error": "one line"}`.
Long work is a job: `POST /api/v1/jobs`, then its events, a stream of server-sent events."""
KINDS = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
log = logging.getLogger("marketsim.server")


def create_app(house=None):
    """The ASGI application of a House; a new one of the floor market if None."""
    house = house or House()
    for end, kind in KINDS.items():  # whatever this machine thinks they are
        mimetypes.add_type(kind, end)

    @asynccontextmanager
    async def lifespan(app):
        house.open()
        yield
        house.close()

    app = FastAPI(
        title="marketsim",
        version=__version__,
        description=ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        root_path=house.settings.root_path,
        responses=ERRORS,
    )
    app.state.house = house
    for routes in ROUTES:
        app.include_router(routes, prefix="/api/v1")
    app.add_api_route("/healthz", healthz, include_in_schema=False)
    app.add_api_route("/", front, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for trouble, handler in TROUBLES.items():
        app.add_exception_handler(trouble, handler)
    app.add_middleware(Doorkeeper, hosts=house.settings.hosts, token=house.settings.token)
    return app


def healthz():
    """Is it there?"""
    return sent({"status": "ok", "version": __version__})


def front():
    """The page."""
    return FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})


def refused(request: Request, trouble: Refused):
    headers = {"Retry-After": str(trouble.after)} if trouble.after else None
    return sent({"error": str(trouble)}, trouble.status, headers)


def malformed(request: Request, trouble: RequestValidationError):
    return sent({"error": in_a_line(trouble)}, 422)


def missing(request: Request, trouble: HTTPException):
    return sent({"error": f"{request.url.path[:120]}: {trouble.detail}".lower()}, trouble.status_code, trouble.headers)


def gone(request: Request, trouble: Gone):
    return sent({"error": "given up by whoever asked"}, 499)


def broken(request: Request, trouble: Exception):
    log.error("%s %s", request.method, request.url.path, exc_info=trouble)
    return sent({"error": "the server made a mistake; its log says which"}, 500)


TROUBLES = {Refused: refused, RequestValidationError: malformed, HTTPException: missing, Gone: gone, Exception: broken}
