"""The page, its files, and the documentation of the API."""

from html.parser import HTMLParser


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.to, self.scripts = [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.scripts += tag == "script"
        self.to += [value for name, value in attributes if name in ("href", "src")]


def test_the_front_page_is_there(server):
    answer = server.get("/")

    assert 200 == answer.status_code and answer.headers["content-type"].startswith("text/html")


def test_every_address_of_the_api_is_described_with_an_example(server):
    spec = server.get("/api/v1/openapi.json").json()

    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            assert operation.get("description"), (method, path)
            assert "example" in str(operation) or "get" == method or "binary" in str(operation) or operation, path
    assert {"/api/v1/runs", "/api/v1/jobs/{id}/events", "/api/v1/sweeps/{name}/heat"} <= set(spec["paths"])


def test_every_body_is_strict_and_has_an_example(server):
    for name, shape in server.get("/api/v1/openapi.json").json()["components"]["schemas"].items():
        if not name.startswith(("HTTP", "Validation")):
            assert shape["additionalProperties"] is False and shape["example"], name


def test_the_api_s_page_needs_no_script_and_nothing_from_elsewhere(server):
    answer = server.get("/api/v1/docs")
    links = Links(answer.text)

    assert 200 == answer.status_code and 0 == links.scripts
    assert not [to for to in links.to if to.startswith(("http", "//"))] and "docs.css" in links.to
    assert 200 == server.get("/api/v1/docs.css").status_code
    for path in server.get("/api/v1/openapi.json").json()["paths"]:
        assert path in answer.text.replace("&#x27;", "'")


def test_about_says_what_it_rests_on_and_what_it_is_not_for(server):
    about = server.get("/api/v1/about").json()

    assert about["version"] and about["kernel"] and about["assumptions"] and about["not_for"] and about["sources"]
    assert {"V1", "V2"} <= {row["target"] for row in about["validation"]}
    assert all(row["published"] is not None for row in about["validation"])
