"""Tells the pages of the files to take away, where the site is to have them.

``templates/paper.html`` is the one place that writes the links.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from publishing.core.project import files_wanted
from publishing.records.edition import file_name, place_of_size, volumes_offered
from publishing.records.register import register_of

Context = dict[str, Any]
LABELS = {"pdf": "PDF, to print", "epub": "EPUB, for a reader"}


def add_links(app: Sphinx, page: str, template: str, context: Context, *_: Any) -> None:
    """Give the templates the files: address, label, and the place of the size."""

    def offer(kind: str, volume: str = "", **told: str) -> dict[str, str]:
        name = file_name(register_of(app), kind, volume)
        return {"file": name, "size": place_of_size(name), **told}

    labels = LABELS.items()
    context["paper"] = [
        offer(kind, label=label) for kind, label in labels if kind in files_wanted()
    ]
    context["volumes"] = [
        offer("pdf", volume, label=title, what=what)
        for volume, (title, what) in volumes_offered(app.config).items()
    ]
