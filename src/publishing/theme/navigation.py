"""The menu of the book's pages, as the frame of every page shows it.

The template gets names and addresses, not the theme's ready-made HTML, so that the menu is a list
with names for its parts and no headings before the page's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

Context = dict[str, Any]
Doctree = nodes.document | None
"""What a page has when it is written: what its template is given, and its text, if any."""


@dataclass(frozen=True)
class Entry:
    """One page of the menu."""

    docname: str
    title: str


@dataclass(frozen=True)
class Part:
    """A named group of pages; ``caption`` may be empty."""

    caption: str
    pages: tuple[Entry, ...]


def menu(env: BuildEnvironment, root: str) -> list[Part]:
    """Return the parts of the book in order, with every page below ``root`` once."""
    return [
        Part(tree["caption"] or "", tuple(_entries(env, tree["entries"])))
        for tree in env.get_doctree(root).findall(addnodes.toctree)
    ]


def _entries(env: BuildEnvironment, entries: Sequence[tuple[str | None, str]]) -> list[Entry]:
    """Return pages under their labels in ``_toc.yml``, or else their titles, with those below."""
    pages = []
    for label, docname in entries:
        pages.append(Entry(docname, label or env.titles[docname].astext()))
        below = [(None, name) for name in env.toctree_includes.get(docname, [])]
        pages += _entries(env, below)
    return pages


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
