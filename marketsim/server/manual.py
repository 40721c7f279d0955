"""The API as one page, written from its own OpenAPI: no script, nothing from elsewhere."""

import json
import re
from html import escape

LOOKS = """
:root { color-scheme: light dark; --ink: #1b2530; --pale: #5d6b7a; --line: #d9dfe5;
  --paper: #ffffff; --soft: #f4f6f8; --blue: #1f4e8c }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf0; --pale: #9aa7b4; --line: #313b46; --paper: #14191f; --soft: #1c232b; --blue: #8fb4dc } }
body { margin: 0 auto; max-width: 56rem; padding: 2rem 1.25rem 4rem; color: var(--ink); background: var(--paper);
  font: 15px/1.55 Inter, "DejaVu Sans", sans-serif }
h1 { font-size: 1.7rem } h2 { margin-top: 2.6rem; font-size: 1.15rem; border-bottom: 1px solid var(--line) }
h3 { font: 600 1rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; margin: 1.8rem 0 .3rem; overflow-wrap: anywhere }
h3 span { color: var(--blue) } a { color: var(--blue) } p { margin: .4rem 0 }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .7rem .9rem;
  overflow-x: auto; font-size: 13px }
table { border-collapse: collapse; width: 100%; font-size: 13.5px } .wide { overflow-x: auto }
td, th { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line) }
code { font-size: 13px } small { color: var(--pale) }
"""


def page(spec):
    """HTML of an OpenAPI document."""
    routes = {}
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            routes.setdefault(operation.get("tags", ["other"])[0], []).append((path, method, operation))
    parts = [
        f"<section><h2>{escape(tag)}</h2>" + "".join(route(spec, *each) for each in group) + "</section>"
        for tag, group in routes.items()
    ]
    title = f"{spec['info']['title']} {spec['info']['version']}: the API"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="docs.css">'
        f"</head><body><main><h1>{escape(title)}</h1>{prose(spec['info']['description'])}"
        '<p>The same for programs: <a href="openapi.json">openapi.json</a>. <a href="../../">Back to the pages</a>.</p>'
        f"{''.join(parts)}</main></body></html>"
    )


def route(spec, path, method, operation):
    """One address: what it does, what it takes, an example."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shapes = [resolved(spec, each) for each in body.get("oneOf", [body] if body else [])]
    example = next((shape["example"] for shape in shapes if "example" in shape), None)
    said = [f"<h3><span>{method.upper()}</span> {escape(path)}</h3>{prose(operation.get('description', ''))}"]
    rows = [
        field(spec, each["name"], each["schema"], each.get("required"), each.get("description"))
        for each in operation.get("parameters", [])
    ]
    for shape in shapes:
        rows += [
            field(spec, name, about, name in shape.get("required", []), about.get("description"))
            for name, about in shape.get("properties", {}).items()
        ]
    if rows:
        said.append(f'<div class="wide"><table><tbody>{"".join(dict.fromkeys(rows))}</tbody></table></div>')
    if example:
        said.append(f"<pre>{escape(json.dumps(example, indent=1))}</pre>")
    return "".join(said)


def field(spec, name, about, required, text):
    """A row: name, type, limits, meaning."""
    limits = ", ".join(
        f"{word} {about[key]:,.16g}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in about
    )
    kind = typed(spec, about)
    must = " <small>required</small>" if required else ""
    meaning = text or resolved(spec, about).get("description", "")
    return (
        f"<tr><th><code>{escape(name)}</code>{must}</th><td><code>{escape(kind)}</code> <small>{escape(limits)}</small>"
        f"</td><td>{marked(meaning)}</td></tr>"
    )


def typed(spec, about):
    """A schema's type in a few words."""
    if "anyOf" in about:
        return " or ".join(typed(spec, each) for each in about["anyOf"])
    if "enum" in about:
        return " | ".join(map(str, about["enum"]))
    if "const" in about:
        return str(about["const"])
    if "$ref" in about:
        return about["$ref"].rsplit("/", 1)[-1]
    return about.get("type", "value") + (f" of {typed(spec, about['items'])}" if "items" in about else "")


def resolved(spec, about):
    """The schema that a reference means."""
    return spec["components"]["schemas"][about["$ref"].rsplit("/", 1)[-1]] if "$ref" in about else about


def prose(text):
    """Paragraphs, with words in backticks as code."""
    return "".join(f"<p>{marked(' '.join(part.split()))}</p>" for part in text.split("\n\n") if part.strip())


def marked(text):
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
