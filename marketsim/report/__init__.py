"""The report: one HTML page that says what was asked, what came out, how sure that is, and what it rests on.

`page(case)` gives the text, `write(case, path)` the file. Who has more to say adds Sections to SECTIONS, or to `more`:
`tabled("policy", "What the policy changes", "Under the same luck...", heads, rows)`.
"""

from .assumptions import assumptions
from .board import board
from .doubt import doubt
from .fates import fates
from .floor import floor
from .futures import futures
from .origin import origin
from .page import page as laid_out
from .paths import paths
from .question import question
from .section import Case, Section, tabled
from .standing import standing

__all__ = ["SECTIONS", "Case", "Section", "page", "tabled", "write"]

SECTIONS = [question, board, paths, fates, floor, futures, doubt, assumptions, standing, origin]
BEFORE = futures  # what is added stands before the stories


def page(case, more=()):
    """The whole document as text. more: Sections, or functions of the case that give one, beside those of SECTIONS."""
    at = SECTIONS.index(BEFORE) if BEFORE in SECTIONS else len(SECTIONS)
    return laid_out(case, [*SECTIONS[:at], *more, *SECTIONS[at:]])


def write(case, path, more=()):
    """The document as a file, which is there whole or not at all."""
    from pathlib import Path

    from marketsim.results import replacing

    with replacing(Path(path)) as temporary:
        temporary.write_text(page(case, more), "utf-8")
