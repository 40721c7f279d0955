"""Answers as CSV: what every chart is drawn from."""

import csv
import io

from fastapi import Response

from marketsim.words import filename


def sent(rows, name):
    """Rows, the first being the head, as a file to keep."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return attached(text.getvalue().encode(), "text/csv; charset=utf-8", name)


def attached(body, kind, name):
    """A file to keep under that name."""
    plain = filename(name, "file").encode("ascii", "replace").decode().replace("?", "-")
    return Response(body, 200, {"Content-Disposition": f'attachment; filename="{plain}"'}, kind)


def about(answer):
    """Columns that say where a number comes from."""
    return [answer["scenario"], answer["seed"], answer["runs"], answer["version"], answer["kernel"], answer["digest"]]


ABOUT = ["scenario", "seed", "runs", "version", "kernel", "digest"]


def bands(answer):
    """A row a metric and month: quantiles, the baseline's, and those of the difference."""
    one = next(iter(answer["metrics"].values()))
    kinds = [("", lambda key: answer["metrics"][key]["bands"])]
    if one["base"]:
        kinds.append(("base ", lambda key: answer["metrics"][key]["base"]))
        kinds.append(("difference ", lambda key: answer["difference"][key]["bands"]))
    levels = [f"{kind}{level} %" for kind, of in kinds for level in of(next(iter(answer["metrics"])))]
    yield ["metric", "unit", "month", *levels, *ABOUT]
    for key, metric in answer["metrics"].items():
        columns = [values for _, of in kinds for values in of(key).values()]
        for month, row in zip(answer["months"], zip(*columns, strict=True), strict=True):
            yield [key, metric["unit"], month, *row, *about(answer)]


def claims(answer):
    """A row a claim."""
    yield [
        "claim",
        "title",
        "deadline",
        "probability",
        "low",
        "high",
        "yes",
        "settled",
        "parameters low",
        "parameters high",
        "baseline",
        "difference",
        "difference low",
        "difference high",
        "criterion",
        *ABOUT,
    ]
    for claim in answer["claims"]:
        doubt, base = claim["parameters"] or {}, claim["base"] or {}
        yield [
            claim["id"],
            claim["title"],
            claim["deadline"],
            claim["p"],
            claim["low"],
            claim["high"],
            claim["yes"],
            claim["known"],
            doubt.get("low"),
            doubt.get("high"),
            base.get("p"),
            base.get("diff"),
            base.get("low"),
            base.get("high"),
            claim["criterion"],
            *about(answer),
        ]
