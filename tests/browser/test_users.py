"""Several readers at once: each has the market they asked for, and none notices the others."""


def test_readers_do_not_disturb_each_other(arrive, site, tell):
    asked = [(7, 2000), (8, 4500), (9, 7000), (7, 9000)]
    readers = [arrive() for _ in asked]
    for each, (seed, line) in zip(readers, asked, strict=True):
        each.page.goto(f"{site}/#/scenario?scenario=floor&seed={seed}&set=floor_line:{line}")
    for each in readers:
        each.page.wait_for_selector("main[data-state=full] [data-chart=fan] canvas")

    for each, (seed, line) in zip(readers, asked, strict=True):
        answer = tell(site, "runs", {"scenario": "floor", "set": {"floor_line": line}, "runs": 1000, "seed": seed})
        assert each.stamp().startswith(answer["digest"])
        assert f"seed {seed}" in each.page.locator(".status").inner_text()

    before = [each.stamp() for each in readers]
    readers[0].page.locator("[data-lever=floor_line] input").press("ArrowRight")
    readers[0].moved(before[0])
    assert before[1:] == [each.stamp() for each in readers[1:]]
