"""`marketsim serve`: what it refuses, and that it serves."""

import json
import os
import re
import signal
import urllib.request

import pytest
from command import TINY, ask, spawned


@pytest.mark.parametrize(
    "words, said",
    [
        (("--host", "0.0.0.0"), "lets other machines in: say --token too"),
        (("--host", "192.168.1.5"), "lets other machines in: say --token too"),
        (("--token", "short"), "--token must be 8 to 200"),
        (("--token", "spaces in it"), "--token must be 8 to 200"),
        (("--port", "70000"), "--port must be in 0 to 65535"),
        (("--root-path", "markets"), "--root-path must begin with a slash"),
        (("--threads", "0"), "--threads must be a whole number in 1 to 1024"),
        (("atlantis",), "atlantis: no such scenario"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(words, said):
    code, out, err = ask("serve", "--no-open", *words)

    assert (2, "", 1) == (code, out, err.count("\n")) and said in err


def test_it_serves_a_market_of_one_s_own_and_stops_on_ctrl_c():
    process = spawned("serve", TINY, "--no-open", "--port", "0", "--threads", "1")
    try:
        told = iter(process.stderr.readline, "")  # other remarks may come first
        address = next(found[0] for line in told if (found := re.search(r"http://localhost:\d+/", line)))

        def asked(path, body=None):
            request = urllib.request.Request(address + path, body and json.dumps(body).encode(),
                                             {"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)

        assert "tiny" == asked("api/v1/scenarios")[0]["name"]
        assert 50 == asked("api/v1/runs", {"scenario": "tiny", "runs": 50})["runs"]
    finally:
        os.kill(process.pid, signal.SIGINT)
        rest = process.communicate(timeout=60)[1]
    assert "Traceback" not in rest


def test_a_port_that_is_taken_is_said_in_one_line():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = ask("serve", TINY, "--no-open", "--port", taken.getsockname()[1])

    assert 1 == code and "address already in use" in err and 1 == err.count("\n")


def test_without_its_extra_mesa_s_page_is_refused_in_one_line(monkeypatch):
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    code, out, err = ask("mesa-viz", TINY)

    assert (2, "", 1) == (code, out, err.count("\n")) and "pip install 'marketsim[mesa-viz]'" in err


def test_mesa_s_page_is_of_a_market_that_there_is():
    for words, said in ((("atlantis",), "no such scenario"), ((TINY, "--port", "0"), "--port must be in 1 to 65535"),
                        ((TINY, "--seed", "-1"), "--seed must be in 0")):
        code, _, err = ask("mesa-viz", *words)
        assert 2 == code and said in err
