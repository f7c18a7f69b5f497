"""The menu of the book's pages, as the frame of every page shows it.

The template gets names and addresses, not the theme's ready-made HTML, so that the menu is a list
with names for its parts and no headings before the page's own.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from publishing.records.menu import Part, menu

Context = dict[str, Any]
Doctree = nodes.document | None
"""What a page has when it is written: what its template is given, and its text, if any."""


def add_menu(app: Sphinx, pagename: str, template: str, context: Context, *_: Any) -> None:
    """Give every page's template the menu, and the name of the part that the page is in.

    The theme is kept from making a menu of its own for each page, which no template shows: that
    took more than half of a long book's time.
    """
    context.pop("toctree", None)
    # Made once for all pages and kept on the application, whose type knows nothing of it.
    if not hasattr(app, "book_menu"):
        app.book_menu = menu(app.env, app.config.root_doc)  # type: ignore[attr-defined]
    parts: list[Part] = app.book_menu  # type: ignore[attr-defined]
    context["menu"] = parts
    labels = {page.docname: page.title for part in parts for page in part.pages}
    neighbours = app.env.collect_relations().get(pagename, (None, None, None))[1:]
    for name, docname in zip(("prev", "next"), neighbours, strict=True):
        if context.get(name) and docname in labels:
            context[name] = {**context[name], "title": labels[docname]}
    context["part"] = next(
        (part.caption for part in parts for each in part.pages if each.docname == pagename), ""
    )
