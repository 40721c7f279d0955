"""Somebody who asks a server without a network."""


def visitor(house, address="http://localhost"):
    from fastapi.testclient import TestClient

    from marketsim.server.app import create_app

    return TestClient(create_app(house), base_url=address, raise_server_exceptions=False)
