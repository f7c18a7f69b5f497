"""Texts from Jinja templates, which lie beside the modules that fill them in."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape


def templates(folder: Path) -> Environment:
    """Return what finds the templates of a folder; a name that they lack is an error.

    What is filled in is escaped for HTML and XML; Markdown and plain text take it as it is.
    """
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(disabled_extensions=("md", "txt"), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
    )
