"""Tells the pages of the files to take away, where the site is to have them.

``templates/paper.html`` is the one place that writes the links.
"""

from typing import Any

from sphinx.application import Sphinx

from inspections.register import Register
from publishing.core.project import files_wanted
from publishing.records.edition import place_of_size
from publishing.records.register import register_of
from publishing.theme.navigation import Context

LABELS = {"pdf": "PDF, to print", "epub": "EPUB, for a reader"}


def file_name(known: Register, kind: str) -> str:
    """Return the name of a file beside the front page."""
    return f"{known.package.descriptor['name']}.{kind}"


def add_links(app: Sphinx, page: str, template: str, context: Context, *_: Any) -> None:
    """Give the templates the files: address, label, and the place of the size."""
    names = {kind: file_name(register_of(app), kind) for kind in LABELS}
    context["paper"] = [
        {"file": names[kind], "label": label, "size": place_of_size(names[kind])}
        for kind, label in LABELS.items()
        if kind in files_wanted()
    ]
