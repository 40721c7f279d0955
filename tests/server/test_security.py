"""The doorkeeper: who gets in, how much is read, and what the browser is told."""

import json

import pytest
from visiting import visitor

from marketsim.server import limits
from marketsim.server.house import House, Settings
from marketsim.server.security import host_of

PATHS = ("/", "/healthz", "/static/index.html", "/api/v1/scenarios", "/api/v1/openapi.json", "/api/v1/docs", "/nowhere")
TOKEN = "open-sesame-42"


@pytest.fixture(scope="module")
def guarded(house):
    """The same server, with a token and a name of its own."""
    with visitor(House(Settings(house.markets.paths[house.markets.first], token=TOKEN, hosts=("markets.example",))),
                 "http://markets.example") as client:
        yield client


def test_every_answer_tells_the_browser_what_never_to_do(server):
    for path in PATHS:
        headers = server.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert "nosniff" == headers["x-content-type-options"] and "no-referrer" == headers["referrer-policy"]
        assert not [name for name in headers if name.startswith("access-control")]


def test_refusals_are_guarded_too(server):
    answer = server.get("/", headers={"host": "evil.example"})

    assert 400 == answer.status_code and "nosniff" == answer.headers["x-content-type-options"]


def test_only_its_own_names_are_answered(server):
    for host in ("localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000", "LOCALHOST"):
        assert 200 == server.get("/healthz", headers={"host": host}).status_code, host
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.9", "", "[::2]"):
        answer = server.get("/healthz", headers={"host": host})
        assert 400 == answer.status_code and "--allow-host" in answer.json()["error"], host


def test_a_host_is_read_without_its_port():
    assert ["::1", "a", "a", ""] == [host_of(text) for text in ("[::1]:80", "A:80", " a ", "")]


def test_pages_of_other_sites_get_nothing(server, name):
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert 403 == server.post("/api/v1/runs", json={"scenario": name, "runs": 1}, headers=headers).status_code
    own = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    assert 200 == server.post("/api/v1/runs", json={"scenario": name, "runs": 1}, headers=own).status_code


def test_there_is_no_cross_origin_permission_to_ask_for(server):
    asked = {"origin": "http://evil.example", "access-control-request-method": "POST"}

    answer = server.options("/api/v1/runs", headers=asked)

    assert answer.status_code >= 400 and "access-control-allow-origin" not in answer.headers


def test_only_json_is_read(server, name):
    body = json.dumps({"scenario": name, "runs": 1})
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        assert 415 == server.post("/api/v1/runs", content=body, headers={"content-type": kind}).status_code, kind


def test_no_more_than_the_limit_is_read(server, name):
    body = json.dumps({"scenario": name, "what_if": ["x" * 1000] * (limits.BODY // 1000 + 1)})

    answer = server.post("/api/v1/runs", content=body, headers={"content-type": "application/json"})

    assert 413 == answer.status_code and "change fewer figures" in answer.json()["error"]


def test_without_the_token_nobody_gets_in(guarded):
    for path in PATHS:
        assert (200 if path == "/healthz" else 401) == guarded.get(path).status_code, path
    for wrong in ("Bearer nonsense", "Bearer ", "Basic x"):
        assert 401 == guarded.get("/api/v1/about", headers={"authorization": wrong}).status_code
    assert 401 == guarded.get("/?token=nonsense", follow_redirects=False).status_code
    assert 401 == guarded.get("/", headers={"cookie": "marketsim_token=nonsense; a=b"}).status_code
    assert 401 == guarded.get(f"/api/v1/about?token={TOKEN}").status_code  # only the front page takes it so


def test_the_token_opens_as_bearer_and_as_a_link_that_leaves_a_cookie(guarded):
    assert 200 == guarded.get("/api/v1/about", headers={"authorization": f"Bearer {TOKEN}"}).status_code

    answer = guarded.get(f"/?token={TOKEN}", follow_redirects=False)

    assert (303, "/") == (answer.status_code, answer.headers["location"])
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert 200 == guarded.get("/api/v1/about", headers={"cookie": cookie.partition(";")[0]}).status_code


def test_what_is_not_there_says_so_in_a_line(server):
    for path in ("/api/v1/nowhere", "/static/../app.py", "/static/nowhere.js", "/etc/passwd", "/static/%2e%2e/app.py"):
        answer = server.get(path)
        assert 404 == answer.status_code and answer.json()["error"].endswith("not found"), path


def test_the_wrong_verb_is_refused(server):
    for verb in ("put", "patch", "delete"):
        headers = {"content-type": "application/json"}
        assert 405 == getattr(server, verb)("/api/v1/scenarios", headers=headers).status_code
    assert 405 == server.get("/api/v1/paths").status_code


def test_a_mistake_of_the_server_is_one_line_and_no_traceback(server, name, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("marketsim.server.answers.answer", broken)

    answer = server.post("/api/v1/runs", json={"scenario": name, "runs": 3, "seed": 99})

    assert 500 == answer.status_code and ["error"] == list(answer.json()) and "secret" not in answer.text
