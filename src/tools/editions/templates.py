"""The templates of the files to take away, which lie beside this module."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

HERE = Path(__file__).parent
# Two makers of text: one for HTML and XML, and one for Markdown, in which nothing is escaped.
_MARKUP, _PLAIN = (
    Environment(loader=FileSystemLoader(HERE), autoescape=escaping, trim_blocks=True)
    for escaping in (True, False)
)


def render(template: str, **given: Any) -> str:
    """Return what a template makes, with a line end; all but Markdown is escaped."""
    maker = _PLAIN if template.endswith(".md") else _MARKUP
    return maker.get_template(template).render(**given) + "\n"
