"""Whoever asks may leave: the slider has moved on, and nobody works for an answer that nobody wants."""

import json
import socket
import time
from urllib.parse import urlsplit


def asked(address, **question):
    """A connection on which a question was sent and nothing was read yet."""
    place = urlsplit(address)
    body = json.dumps(question).encode()
    head = f"POST /api/v1/runs HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
    line = socket.create_connection((place.hostname, place.port), timeout=60)
    line.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return line


def seeds(house):
    with house.farm.turn:
        return {seed for _, seed, _ in house.farm.busy}


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    return true()


def test_a_question_that_is_given_up_is_not_worked_on(address, house, name):
    line = asked(address, scenario=name, runs=12_000, seed=71, wait=30)
    ok = until(lambda: 71 in seeds(house), 8)
    if not ok:
        line.settimeout(2)
        import threading, faulthandler, sys
        print([t.name for t in threading.enumerate()])
        faulthandler.dump_traceback(file=sys.__stderr__)
        try:
            print(line.recv(2000))
        except Exception as e: print("nothing", e)
    assert ok

    line.close()

    assert until(lambda: 71 not in seeds(house))
    grown = house.farm.cache.get((house.markets.premise(name).hash, 71, 30))
    assert grown is None or grown.done < 12_000


def test_another_who_asked_the_same_still_gets_the_answer(address, house, name):
    leaving, staying = (asked(address, scenario=name, runs=600, seed=72, wait=30) for _ in range(2))
    assert until(lambda: 72 in seeds(house))
    leaving.close()

    with staying, staying.makefile("rb") as answer:
        assert b"HTTP/1.1 200 OK\r\n" == answer.readline()
