"""The schedule and the submodels, from the table of the month and the rules' own words."""

import re

from marketsim.mechanisms import MECHANISMS
from marketsim.schema import KINDS, PARAMETERS, SCHEDULE

from .marks import code, codes, paragraphs, table

CHAPTERS = {
    **{1: "Policy", 2: "Frontiers", 3: "Develop", 4: "File and review", 5: "Sell", 6: "Operate", 7: "Believe"},
    **{8: "Pitch", 9: "Answer", 10: "Close rounds", 11: "Seek exit", 12: "Bid", 13: "Close acquisitions"},
    **{14: "List, close, enter", 15: "Observe"},
}


def schedule(rules):
    """Every phase: chapter, who acts, the rule, what it says of itself."""
    rows, before = [], 0
    for chapter, kind, name in SCHEDULE:
        number = "" if chapter == before else f"{chapter} {CHAPTERS[chapter]}"
        who = f"each {kind[:-1]}" if kind in KINDS else "settlement"
        rows.append((number, who, code(name), summary(rules[name])))
        before = chapter
    return table(("Chapter", "Who", "Rule", "What happens"), rows)


def summary(function):
    """The first paragraph of its docstring, without rows of the ledger."""
    return re.sub(r" \((?:see )?[SV]\d[^)]*\)", "", paragraphs(function.doc)[0])


def chapter(rules, number):
    """The rules of a chapter, each with its helpers; a helper is told where it is first called."""
    told, parts = set(), []
    for each, _, name in SCHEDULE:
        new = [function for function in rules.reached(name) if function.file.startswith("rules/")]
        fresh = [function for function in new if (function.file, function.name) not in told]
        told |= {(function.file, function.name) for function in new}
        if each == number:
            parts.append(rule(rules, name, fresh[1:]))
    return "\n\n".join(parts)


def founding(rules):
    """How a market begins, in the words of its functions."""
    own = [function for function in rules.reached("found") if function.file == "rules/founding.pxd"]
    return rule(rules, "found", own[1:], own)


def rule(rules, name, helpers, reached=None):
    """A rule: its words, its helpers' words, and what all it reaches uses."""
    function = rules[name]
    parts = [f"**{code(name)}** · `cython_ext/{function.file}`", *paragraphs(function.doc)]
    spoken = [f"- {code(each.name)}: {' '.join(paragraphs(each.doc))}" for each in helpers if each.doc]
    if spoken:
        parts.append("\n".join(spoken))
    return "\n\n".join([*parts, uses(reached or rules.reached(name))])


def uses(reached):
    """Parameters they read, what they draw for, and the ledger's rows with the figure that switches each."""
    parameters = [name for name in PARAMETERS if any(name in function.parameters for function in reached)]
    luck = dict.fromkeys(word for function in reached for word in function.luck)
    carried = {}
    for each in MECHANISMS:
        if each.figure.split(".")[-1] in parameters:
            for row in each.rows.split():
                carried.setdefault(row, []).append(each.figure)
    for row in (row for function in reached for row in function.ledger):
        carried.setdefault(row, [])
    rows = "; ".join(f"{row} ({codes(figures)})" if figures else row for row, figures in sorted(carried.items()))
    lines = [
        f"*Parameters*: {codes(parameters)}." if parameters else "",
        f"*Luck*: {', '.join(word.lower() for word in luck)}." if luck else "*Luck*: none.",
        f"*Ledger*: {rows}." if rows else "",
    ]
    return "  \n".join(filter(None, lines))
