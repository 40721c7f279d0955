"""The page: what is generated stands between markers, the rest is left as it was written."""

import re

from . import figures, state, submodels

MARKED = re.compile(r"(<!-- generated: (.+?) -->\n)(.*?)(<!-- end -->)", re.S)


def blocks(rules):
    """{name of a part: function that writes it}."""
    return {
        "patterns": state.patterns,
        "scenarios": figures.scenarios,
        "sources": figures.sources,
        "standing": figures.standing,
        "schedule": lambda: submodels.schedule(rules),
        "founding": lambda: submodels.founding(rules),
        **{
            f"chapter {number}": lambda number=number: submodels.chapter(rules, number) for number in submodels.CHAPTERS
        },
        "parameters": lambda: figures.parameters(rules.folder),
        "state": lambda: state.state(rules.folder),
        "words": state.words,
        "mechanisms": state.mechanisms,
        "risks": state.risks,
    }


def filled(text, rules):
    """The page with every marked part written anew; ValueError names a marker nobody knows."""
    parts = blocks(rules)

    def renewed(match):
        if match[2] not in parts:
            raise ValueError(f"nothing is generated under the name {match[2]!r}; known: {', '.join(parts)}")
        return f"{match[1]}\n{parts[match[2]]()}\n\n{match[4]}"

    return MARKED.sub(renewed, text)


def outdated(text, rules):
    """The names of the parts that are not what would be generated."""
    old, new = ({match[2]: match[3] for match in MARKED.finditer(page)} for page in (text, filled(text, rules)))
    return [name for name in new if old[name] != new[name]]
