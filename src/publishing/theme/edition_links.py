"""Tells the pages of the files to take away, where the site is to have them.

``templates/paper.html`` is the one place that writes the links.
"""

from __future__ import annotations

from html import escape
from typing import Any

from sphinx.application import Sphinx

from inspections.register import Register
from publishing.core.project import files_wanted
from publishing.records.register import register_of

Context = dict[str, Any]
LABELS = {"pdf": "PDF, to print", "epub": "EPUB, for a reader"}


def file_name(known: Register, kind: str) -> str:
    """Return the name of a file beside the front page."""
    return f"{known.package.descriptor['name']}.{kind}"


def place_of_size(name: str, size: str = "") -> str:
    """Return the place on a page for a file's size, empty as yet or filled."""
    return f'<span class="file-size" data-file="{escape(name)}">{escape(size)}</span>'


def add_links(app: Sphinx, page: str, template: str, context: Context, *_: Any) -> None:
    """Give the templates the files: address, label, and the place of the size."""
    names = {kind: file_name(register_of(app), kind) for kind in LABELS}
    context["paper"] = [
        {"file": names[kind], "label": label, "size": place_of_size(names[kind])}
        for kind, label in LABELS.items()
        if kind in files_wanted()
    ]
