"""The Sphinx domain of evidence: which page has a record's entry, and where records are used.

Entries register themselves: the page with the directive that makes them is where they are, so
that no module names a page. Links to them are ``pending_xref`` nodes, which Sphinx asks this
domain to resolve; an entry that no page has is a warning.

Domains: https://www.sphinx-doc.org/en/master/extdev/domainapi.html
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from publishing.evidence.nodes import DOMAIN, Evidence, EvidenceLink

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

Uses = dict[str, list[str]]
"""The ids of the places of one page that use a record, by the anchor of its entry."""


class EvidenceDomain(Domain):
    """Stores entries, uses and generated parts by page; Sphinx pickles it with its environment."""

    name = DOMAIN
    label = "Evidence"
    data_version = 1
    # Sphinx copies the first for each build, and its type for both is that of an instance.
    initial_data = {"entries": {}, "uses": {}, "parts": {}}
    dangling_warnings = {
        "entry": "no page has the entry '%(target)s': a page must hold the directive that makes it"
    }

    @property
    def entries(self) -> dict[str, str]:
        """The page of each entry, by its anchor."""
        return cast("dict[str, str]", self.data["entries"])

    @property
    def uses(self) -> dict[str, Uses]:
        """The uses of records, by page."""
        return cast("dict[str, Uses]", self.data["uses"])

    @property
    def parts(self) -> dict[str, str]:
        """The page of each generated part, by the name of its directive."""
        return cast("dict[str, str]", self.data["parts"])

    def note_part(self, name: str, content: Iterable[nodes.Node]) -> None:
        """Note that the present page holds a generated part, and the entries in it."""
        docname = self.env.docname
        self.parts[name] = docname
        for part in content:
            for element in part.findall(nodes.Element):
                for anchor in element.get("ids", ()):
                    self._note_entry(anchor, docname)

    def _note_entry(self, anchor: str, docname: str) -> None:
        other = self.entries.setdefault(anchor, docname)
        if other != docname:
            message = "the entry '%s' is on two pages, %s and %s: leave one directive out"
            logger.warning(message, anchor, other, docname, location=docname, type="evidence")

    def note_use(self, docname: str, anchor: str, use_id: str) -> None:
        """Note that a place of a page uses a record."""
        self.uses.setdefault(docname, {}).setdefault(anchor, []).append(use_id)

    def page_of(self, part: str) -> str:
        """Return the page with a generated part, by its directive's name; '' if none has it."""
        return self.parts.get(part, "")

    def entry_address(self, builder: Builder, docname: str, anchor: str) -> str:
        """Return the address of an entry as seen from a page; '' and a warning if none has it."""
        home = self.entries.get(anchor)
        if home is None:
            message = self.dangling_warnings["entry"] % {"target": anchor}
            logger.warning(message, location=docname, type="evidence")
            return ""
        page = "" if home == docname else builder.get_relative_uri(docname, home)
        return f"{page}#{anchor}"

    # --- what Sphinx asks of a domain ---

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read again, or gone."""
        self.uses.pop(docname, None)
        for noted in (self.entries, self.parts):
            for name in [name for name, home in noted.items() if home == docname]:
                del noted[name]

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        read = set(docnames)
        self.uses.update({name: uses for name, uses in otherdata["uses"].items() if name in read})
        self.parts.update({name: home for name, home in otherdata["parts"].items() if home in read})
        for anchor, home in otherdata["entries"].items():
            if home in read:
                self._note_entry(anchor, home)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note which records a page uses, once its evidence has been numbered."""
        for node in document.findall(Evidence):
            self.note_use(docname, node.card.anchor, node["use_id"])

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element | None:
        """Return the link to an entry, with its card where the node is a piece of evidence."""
        home = self.entries.get(target)
        if home is None:
            return None
        if isinstance(node, Evidence):
            return EvidenceLink.of(node, self.entry_address(builder, fromdocname, target))
        return make_refnode(builder, fromdocname, home, target, contnode)


def clear_outdated(_: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Clear all pages to be read at once: Sphinx clears each just before it reads it.

    A part that moved away from a page read later would be reported as a duplicate.
    """
    for docname in docnames:
        evidence_of(env).clear_doc(docname)


def evidence_of(env: BuildEnvironment) -> EvidenceDomain:
    """Return the domain of a build."""
    return cast(EvidenceDomain, env.get_domain(DOMAIN))
