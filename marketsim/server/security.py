"""The doorkeeper: whom the server answers, how much it reads, and what it tells the browser never to do.

Loopback only unless a token is asked for. A foreign Host is refused (a name that was rebound to this machine), a page
of another origin gets nothing (no CORS, no cross-site POST), and the pages may load from here alone.
"""

import json
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import parse_qs

from marketsim.server import limits

COOKIE = "marketsim_token"
HEADERS = {
    "content-security-policy": "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
ADDED = [(name.encode(), value.encode()) for name, value in HEADERS.items()]


class Doorkeeper:
    """ASGI around the application: every answer gets the headers above, and not every request gets in."""

    def __init__(self, app, hosts, token=None):
        self.app, self.hosts, self.token = app, {host.lower() for host in hosts}, token

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message):
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(each for each in ADDED if each[0] not in there)]
                if scope["path"].startswith("/api/") and b"cache-control" not in there:
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if trouble := self.refusal(scope, headers):
            await answer(guarded, *trouble)
        elif cookie := self.greeting(scope):
            place = scope.get("root_path", "") + "/"
            await answer(guarded, 303, "", [(b"location", place.encode("latin-1")), (b"set-cookie", cookie)])
        else:
            await self.read(scope, receive, guarded)

    def refusal(self, scope, headers):
        """(status, why) if this request does not get in."""
        if not self.known(host_of(headers.get("host", ""))):
            return 400, f"host: {headers.get('host', '')[:60]!r} is not a name of this server; see --allow-host"
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            kind = "application/json"
        else:
            kind = headers.get("content-type", "application/json" if scope["method"] == "DELETE" else "")
        if headers.get("sec-fetch-site", "same-origin") == "cross-site" and scope["method"] not in ("GET", "HEAD"):
            return 403, "origin: pages of other sites may not ask here"
        if "origin" in headers and not same_place(headers["origin"], headers.get("host", "")):
            return 403, f"origin: pages of {headers['origin'][:60]!r} may not ask here"
        if kind.partition(";")[0].strip().lower() != "application/json":
            return 415, f"content-type: must be application/json, got {kind[:60]!r}"
        if self.token and not self.greeting(scope) and scope["path"] != "/healthz" and not self.knows(headers):
            return 401, "token: open the address with ?token=... that `marketsim serve` printed, or send it as a bearer"
        return None

    def known(self, host):
        if host in self.hosts:
            return True
        try:
            return "*" in self.hosts and bool(ip_address(host))  # a number cannot be rebound
        except ValueError:
            return False

    def knows(self, headers):
        """Does the visitor know the token?"""
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            cookie = None
        said = headers.get("authorization", "").removeprefix("Bearer ") or (cookie.value if cookie else "")
        return compare_digest(said.encode(), self.token.encode())

    def greeting(self, scope):
        """The cookie for a visitor who comes to the front page with the right token."""
        if not self.token or scope["path"] != "/" or scope["method"] != "GET":
            return None
        said = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        if not compare_digest(said.encode(), self.token.encode()):
            return None
        return f"{COOKIE}={self.token}; HttpOnly; SameSite=Strict; Path={scope.get('root_path', '') or '/'}".encode()

    async def read(self, scope, receive, send):
        """Hand the body on, unless there is too much of it: then say so before anybody has parsed it."""
        if scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        parts, size, more = [], 0, True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            parts.append(message.get("body", b""))
            size, more = size + len(parts[-1]), message.get("more_body", False)
            if size > limits.BODY:
                await answer(send, 413, f"body: at most {limits.BODY:,} bytes; change fewer figures at once")
                return
        told = False

        async def again():
            nonlocal told
            if told:
                return await receive()
            told = True
            return {"type": "http.request", "body": b"".join(parts), "more_body": False}

        await self.app(scope, again, send)


def host_of(text):
    """The host of a Host header, without its port: "[::1]:8000" is ::1."""
    host = text.strip().lower()
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def same_place(origin, host):
    """Does a page of this origin stand at the address that was asked?"""
    return origin.partition("://")[2].lower() == host.strip().lower()


async def answer(send, status, text, headers=()):
    body = json.dumps({"error": text}).encode() if text else b""
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *headers],
        }
    )
    await send({"type": "http.response.body", "body": body})
