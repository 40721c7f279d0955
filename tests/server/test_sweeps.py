"""A sweep looked at: by names from a listing, by named sums."""

import pytest


@pytest.fixture
def heat(server):
    def asked(**body):
        answer = server.post("/api/v1/sweeps/lines/heat", json={"x": "floor_line", "y": "floor_adoption"} | body)
        return answer.status_code, answer.json()

    return asked


def test_the_folder_s_sweeps_are_listed(server, name):
    (sweep,) = server.get("/api/v1/sweeps").json()

    assert ("lines", name, 4, 4, True) == tuple(
        sweep[key] for key in ("name", "scenario", "points", "runs", "complete")
    )
    assert ["floor_line", "floor_adoption"] == sweep["keys"]


def test_a_sweep_says_what_was_varied_and_what_can_be_asked(server):
    sweep = server.get("/api/v1/sweeps/lines").json()

    assert [[2000, 6000], [0, 1]] == [key["levels"] for key in sweep["keys"]]
    assert ["million yuan", "share"] == [key["unit"] for key in sweep["keys"]]
    assert sweep["claims"] and "value" in [metric["key"] for metric in sweep["metrics"]] and sweep["digest"]


def test_a_cell_is_the_share_that_the_sweep_itself_gives(heat, plan_run):
    from marketsim.sweeps.ask import open_sweep

    sweep = open_sweep(plan_run / "lines")
    claim = sweep.claims[0]
    frame = sweep.frame("point", [claim]).set_index(["floor_line", "floor_adoption"])

    status, answer = heat(value=claim)

    assert 200 == status and 4 == len(answer["cells"]) and "claim" == answer["kind"]
    for cell in answer["cells"]:
        at = answer["x"]["at"][cell["i"]], answer["y"]["at"][cell["j"]]
        assert frame.loc[at, claim] == pytest.approx(cell["value"])
        assert cell["low"] <= cell["value"] <= cell["high"] and 4 == cell["runs"]
        assert {"floor_line": at[0], "floor_adoption": at[1]} == cell["question"]["set"]


def test_a_cell_leads_back_to_its_futures(heat, server):
    _, answer = heat(value="value")
    cell = answer["cells"][0]

    again = server.post("/api/v1/runs", json=cell["question"] | {"runs": 4, "metrics": ["value"]})

    assert 200 == again.status_code and "million yuan" == answer["unit"]
    last = [band[-1] for band in again.json()["metrics"]["value"]["bands"].values()]
    assert min(last) <= cell["value"] <= max(last)


def test_figures_that_were_drawn_are_cut_into_parts(server, plan_run, house):
    from marketsim.sweeps.ask import sweep

    plan = plan_run / "drawn.toml"
    path = house.markets.paths[house.markets.first]
    plan.write_text(
        f'name = "drawn"\nscenario = "{path}"\nruns = 1\nmonths = 3\nmetrics = ["value"]\n'
        '[design]\nkind = "sobol"\npoints = 64\n[vary]\n'
        "floor_line = { uniform = [2000, 6000] }\nfloor_adoption = { uniform = [0, 1] }\n"
    )
    sweep(plan, plan_run / "drawn", threads=1)

    answer = server.post(
        "/api/v1/sweeps/drawn/heat", json={"value": "value", "x": "floor_line", "y": "floor_adoption"}
    ).json()

    assert 64 == sum(cell["points"] for cell in answer["cells"])
    edges = answer["x"]["edges"]
    assert len(answer["x"]["at"]) + 1 == len(edges) and 2000 <= edges[0] < edges[-1] <= 6000


def test_no_path_and_no_sql_gets_through(server, heat):
    for name in ("..", "nowhere", "%2e%2e", "..%2flines", "lines%00"):
        assert 404 == server.get(f"/api/v1/sweeps/{name}").status_code, name
    assert 422 == heat(value='x"; DROP TABLE runs')[0]
    for figure in ("point); --", "policy", "run"):
        assert 422 == heat(value="value", x=figure)[0], figure
    assert 422 == heat(value="value", x="floor_line", y="floor_line")[0]
    assert 422 == heat(value="value", policy="none")[0]


def test_a_sweep_that_cannot_be_read_is_left_out_and_names_no_folder(server, plan_run):
    broken = plan_run / "broken"
    broken.mkdir()
    (broken / "sweep.json").write_text("{")

    assert "broken" not in [sweep["name"] for sweep in server.get("/api/v1/sweeps").json()]
    answer = server.get("/api/v1/sweeps/broken")
    assert 409 == answer.status_code and str(plan_run) not in answer.text
