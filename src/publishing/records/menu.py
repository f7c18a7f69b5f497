"""The menu of the book's pages: its parts, and what each page is called in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sphinx import addnodes
from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class MenuItem:
    """One page of the menu."""

    docname: str
    title: str


@dataclass(frozen=True)
class Part:
    """A named group of pages; ``caption`` may be empty."""

    caption: str
    pages: tuple[MenuItem, ...]


def menu(env: BuildEnvironment, root_doc: str) -> list[Part]:
    """Return the parts of the book in order, with every page below ``root_doc`` once."""
    return [
        Part(tree["caption"] or "", tuple(_entries(env, tree["entries"])))
        for tree in env.get_doctree(root_doc).findall(addnodes.toctree)
    ]


def _entries(env: BuildEnvironment, entries: Sequence[tuple[str | None, str]]) -> list[MenuItem]:
    """Return pages under their labels in ``_toc.yml``, or else their titles, with those below."""
    pages = []
    for label, docname in entries:
        pages.append(MenuItem(docname, label or env.titles[docname].astext()))
        below = [(None, name) for name in env.toctree_includes.get(docname, [])]
        pages += _entries(env, below)
    return pages
