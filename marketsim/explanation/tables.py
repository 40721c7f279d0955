"""An explanation as tables: rows of plain figures, and the folder they are written to."""

import csv
import json
from pathlib import Path

from marketsim.results import replacing


def rows(explanation):
    """{table: [row]}: mechanisms, open figures, early signs, boxes; each row a dictionary."""
    signs = [
        {"month": each.month, "auc": each.auc, "low": each.low, "high": each.high}
        | {f"sign_{k + 1}": words(sign) for k, sign in enumerate(each.signs)}
        | {f"sign_{k + 1}_auc": sign.auc for k, sign in enumerate(each.signs)}
        for each in explanation.signs
    ]
    effects = [each.as_dict() | {"changes": json.dumps(each.changes)} for each in explanation.effects]
    indices = [vars(each) for each in explanation.sensitivity.indices] if explanation.sensitivity else []
    boxes = [
        {"value": box.value, "figure": name, "from": low, "to": high}
        | {key: getattr(box, key) for key in ("density", "low", "high", "base", "coverage", "mass", "futures", "holds")}
        for box in explanation.boxes
        for name, (low, high) in explanation.said(box).items()
    ]
    return {"mechanisms": effects, "open_figures": indices, "early_signs": signs, "boxes": boxes}


def words(sign):
    """A sign in a few words: "high revenue so far"."""
    return f"{'high' if sign.higher else 'low'} {sign.metric.replace('_', ' ')}{' so far' if sign.so_far else ''}"


def write(folder, explanation, facts):
    """explanation.json and a CSV a table that has rows, each put in place when it is whole; yields their names."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in rows(explanation).items():
        if table:
            with replacing(folder / f"{name}.csv") as path, path.open("w", encoding="utf-8", newline="") as text:
                writer = csv.DictWriter(text, list(table[0]))
                writer.writeheader()
                writer.writerows(table)
            yield f"{name}.csv"
    with replacing(folder / "explanation.json") as path:
        document = {"provenance": facts, **explanation.as_dict()}
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1, default=float) + "\n", "utf-8")
    yield "explanation.json"
