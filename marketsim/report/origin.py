"""Where the report comes from, and how to make it again."""

import shlex

from .html import noted, paragraph, text
from .section import Section


def origin(case):
    """Seed, version, fingerprints, and the command."""
    facts = case.facts
    rows = [
        ("Scenario", f"{facts['scenario']}, fingerprint {facts['hash']}"),
        ("Futures", f"{facts['runs_done']:,} of {facts['months']} months, seed {facts['seed']}"),
        (
            "Deadlines count from",
            {"publication": "the date of publication", "text": "the text's own time, mid-2025"}[facts["basis"]],
        ),
        ("Digest of all futures", facts["digest"]),
        ("marketsim", f"{facts['marketsim']}, rules {facts['kernel']}"),
        ("Finished", facts["finished"]),
        ("Took", f"{facts['seconds']:.1f} s on {facts['threads']} threads (they change no number)"),
        ("Python", facts["python"]),
        ("Packages", ", ".join(f"{name} {version}" for name, version in facts["versions"].items())),
    ]
    listing = "".join(f"<dt>{text(name)}</dt><dd>{text(value)}</dd>\n" for name, value in rows)
    again = paragraph("The same rules give the same futures, bit for bit, on any machine and any number of threads:")
    return Section(
        "origin",
        "Where this comes from",
        f"<dl>\n{listing}</dl>\n{again}<pre>{text(command(case))}</pre>\n{kept(case)}",
    )


def command(case):
    """The command line that gives these futures."""
    from marketsim.scenario import load, shipped

    facts, parts = case.facts, ["marketsim", "run"]
    parts.append(facts["scenario"] if facts["scenario"] in shipped() else f"{facts['scenario']}.toml")
    parts += ["--runs", facts["runs_done"], "--seed", facts["seed"]]
    if facts["scenario"] not in shipped() or load(facts["scenario"]).months != facts["months"]:
        parts += ["--months", facts["months"]]
    if facts["basis"] != "publication":
        parts += ["--basis", facts["basis"]]
    for key, value in facts["changes"].items():
        parts += (
            ["--what-if", key.removeprefix("what-if ")] if key.startswith("what-if ") else ["--set", f"{key}={value}"]
        )
    return shlex.join(str(part) for part in parts)


def kept(case):
    return paragraph(
        noted(
            "The scenario as it was run, every figure of it, is kept in `provenance.json` in the folder of the "
            "results, and the futures as Parquet tables."
        )
    )
