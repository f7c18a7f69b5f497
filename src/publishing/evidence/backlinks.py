"""Fills each entry with links to the sentences and figures that use its record.

That is known once every page has been read, so it happens when a page is written.
"""

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from inspections.language import wording
from publishing.evidence.domain import evidence_of
from publishing.markup.fold import Fold
from publishing.markup.node_factories import bullets, paragraph
from publishing.records.menu import menu


class UsedIn(nodes.General, nodes.Element):
    """Where the uses of the record ``anchor`` are listed; ``corrected`` if it ever was."""


class ListUses(SphinxPostTransform):
    """Replaces each ``UsedIn`` by a list of links, inside a closed ``<details>``.

    Closed, because most readers want only the source, and hidden content costs no layout.
    """

    default_priority = 5  # before Sphinx resolves references, as these are ready made

    def run(self, **kwargs: Any) -> None:
        """Run on one page as it is written."""
        places = list(self.document.findall(UsedIn))
        labels = menu_labels(self.env) if places else {}
        for place in places:
            entries = list(self._uses(place["anchor"], labels))
            state = "" if place["corrected"] else "; never corrected"
            summary = f"{_on_pages(len(entries))}{state}"
            fold = Fold("", bullets(entries), summary=summary)
            alone = paragraph(summary, classes=["used-nowhere"])
            place.replace_self(fold if entries else alone)

    def _uses(self, anchor: str, labels: dict[str, str]) -> Iterator[list[nodes.Node]]:
        uses = evidence_of(self.env).uses
        here = self.env.docname
        for page in self.env.collect_relations():  # in the order of the menu
            ids = uses.get(page, {}).get(anchor)
            if ids and page != here:
                address = self.app.builder.get_relative_uri(here, page)
                yield _link(labels[page], address, ids)


def _on_pages(count: int) -> str:
    if not count:
        return "Marked on no other page"
    return f"Marked on {wording.in_prose(count)} page{'s' if count > 1 else ''}"


def menu_labels(env: BuildEnvironment) -> dict[str, str]:
    """Return what the menu calls each page: its label there, or else its title."""
    root = env.config.root_doc
    titles = {page: title.astext() for page, title in env.titles.items()}
    listed = {page.docname: page.title for part in menu(env, root) for page in part.pages}
    return titles | {root: "Home"} | listed


def _link(title: str, address: str, ids: list[str]) -> list[nodes.Node]:
    """Return the link to a page's first use, by its label, and how often the page uses it."""
    link = nodes.reference("", title, refuri=f"{address}#{ids[0]}", internal=True)
    return [link, nodes.Text(f", {wording.in_times(len(ids))}")] if len(ids) > 1 else [link]
