"""The page: sections under a head, one file, nothing fetched from anywhere, no script."""

from .html import text
from .look import CSS

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="marketsim {version}">
<meta name="description" content="{description}">
<title>{title}</title>
<style>{css}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="quiet">{under}</p>
</header>
<nav aria-label="Contents"><ol>
{contents}
</ol></nav>
<main>
{sections}
</main>
<footer><p>{footer}</p></footer>
</body>
</html>
"""


def page(case, sections):
    """A whole document. sections: Sections, or functions of the case that give one or, having nothing to say, None."""
    written = [each(case) if callable(each) else each for each in sections]
    written = [each for each in written if each is not None]
    keys = [each.key for each in written]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise ValueError(f"sections must have keys of their own, got {min(twice)!r} twice")
    facts = case.facts
    return PAGE.format(
        version=text(facts["marketsim"]),
        title=text(facts["title"]),
        description=text(f"Probabilities of {len(case.verdicts.resolved)} dated claims, from {case.from_here}"),
        under=text(f"{case.from_here}, finished {facts['finished'][:10]}"),
        css=CSS,
        contents="\n".join(f'<li><a href="#{each.key}">{text(each.title)}</a></li>' for each in written),
        sections="\n".join(
            f'<section id="{each.key}" aria-labelledby="{each.key}-title">'
            f'<h2 id="{each.key}-title">{text(each.title)}</h2>\n{each.body}</section>'
            for each in written
        ),
        footer=text(f"Written by marketsim {facts['marketsim']}: {case.from_here}; digest {facts['digest']}."),
    )
