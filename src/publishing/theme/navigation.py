"""The menu of the book's pages, as the frame of every page shows it.

The template gets names and addresses, not the theme's ready-made HTML, so that the menu is a list
with names for its parts and no headings before the page's own.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from publishing.records.menu import Part, menu

Context = dict[str, Any]
Doctree = nodes.document | None
"""What a page has when it is written: what its template is given, and its text, if any."""


def note_menu(app: Sphinx, _: Builder) -> None:
    """Put the menu into what Sphinx gives the template of every page."""
    app.config.html_context["menu"] = menu(app.env, app.config.root_doc)


def add_neighbours(app: Sphinx, pagename: str, _: str, context: Context, *__: Any) -> None:
    """Give a page's template its neighbours' labels, and the name of the part that it is in.

    The theme is kept from making a menu of its own for each page, which no template shows: that
    took more than half of a long book's time.
    """
    context.pop("toctree", None)
    parts: list[Part] = context["menu"]
    labels = {page.docname: page.title for part in parts for page in part.pages}
    # A page's relations are its parent, the page before it, and the page after it.
    neighbours = app.env.collect_relations().get(pagename, (None, None, None))[1:]
    for name, docname in zip(("prev", "next"), neighbours, strict=True):
        if context.get(name) and docname in labels:
            context[name] = {**context[name], "title": labels[docname]}
    context["part"] = next(
        (part.caption for part in parts for page in part.pages if page.docname == pagename), ""
    )
