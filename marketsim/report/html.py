"""Pieces of HTML: escaped text, tables that say what they are, figures with a finding and a caption."""

from html import escape


def text(value):
    """Plain text, made harmless; a number and its per cent sign stay together."""
    return escape(str(value), quote=True).replace(" %", "\u00a0%")


class Raw(str):
    """HTML that is already escaped, in a cell."""


def cell(value):
    return value if isinstance(value, Raw) else text(value)


def paragraph(*sentences, kind=""):
    """Sentences as one paragraph; plain text unless Raw."""
    mark = f' class="{kind}"' if kind else ""
    return f"<p{mark}>{' '.join(cell(each) for each in sentences if each)}</p>\n"


def noted(value):
    """Text in which `names` are set as code."""
    return Raw("".join(code(part) if place % 2 else text(part) for place, part in enumerate(str(value).split("`"))))


def strong(value, kind=""):
    mark = f' class="{kind}"' if kind else ""
    return Raw(f"<strong{mark}>{text(value)}</strong>")


def quiet(value):
    return Raw(f'<span class="quiet">{text(value)}</span>')


def code(value):
    return Raw(f"<code>{text(value)}</code>")


def items(values):
    """A list of points."""
    return "<ul>\n" + "".join(f"<li>{cell(each)}</li>\n" for each in values) + "</ul>\n"


def table(heads, rows, caption, first=True):
    """A table in a frame that scrolls if the page is narrow. heads: ">" at the front sets a column to the right.

    caption: what it is, for those who cannot see it; first: is the first column what the row is about?
    """
    right = [head.startswith(">") for head in heads]
    lines = [
        f'<div class="wide" role="region" tabindex="0" aria-label="{text(caption)}"><table>',
        f'<caption class="unseen">{text(caption)}</caption>',
        "<thead><tr>"
        + "".join(
            f'<th scope="col"{mark(side)}>{text(head.lstrip(">"))}</th>'
            for head, side in zip(heads, right, strict=True)
        )
        + "</tr></thead>",
        "<tbody>",
    ]
    for row in rows:
        cells = [
            f'<th scope="row"{mark(side)}>{cell(value)}</th>'
            if first and not place
            else f"<td{mark(side)}>{cell(value)}</td>"
            for place, (value, side) in enumerate(zip(row, right, strict=True))
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</tbody></table></div>\n"])


def mark(right):
    return ' class="right"' if right else ""


def folded(summary, body):
    """What only some readers want: closed until somebody opens it; on paper only if it is open."""
    return f"<details><summary>{text(summary)}</summary>\n{body}</details>\n"


def figure(finding, drawing, caption, level=3):
    """A picture under what it says, with its caption; a wide one scrolls if the page is narrow."""
    head = f"<h{level}>{text(finding)}</h{level}>"
    return f"<figure>{head}\n<div>{drawing}</div>\n<figcaption>{text(caption)}</figcaption></figure>\n"
