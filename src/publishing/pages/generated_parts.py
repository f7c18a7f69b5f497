"""The directives that place generated parts on a page, each below its own heading.

A page may hold several: ``every-number`` and ``system-numbers``, for example. They take no
argument and no content. What makes a part links to other files of the site as from a page in a
folder; the directive corrects that for where it stands.
"""

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from inspections.register import Register
from publishing.downloads import citations, data_files
from publishing.evidence.domain import evidence_of
from publishing.pages import (
    ledgers,
    look_up_box,
    open_questions,
    ratings_tables,
    reference_lists,
)
from publishing.pages.glossary import glossary
from publishing.records.load_register import register_of

APPROVED_PARTS: dict[str, Callable[[Register], list[nodes.Node]]] = {
    "every-number": ledgers.every_number,
    "system-numbers": ledgers.system_numbers,
    "every-date": ledgers.every_date,
    "every-finding": ledgers.every_finding,
    "where-sources-differ": open_questions.where_sources_differ,
    "what-is-not-known": open_questions.what_is_not_known,
    "glossary-entries": glossary,
    "list-of-sources": reference_lists.list_of_sources,
    "list-of-tables": reference_lists.list_of_tables,
    "list-of-downloads": data_files.links,
    "list-of-corrections": reference_lists.corrections,
    "news": reference_lists.news,
    "units-of-the-region": ratings_tables.units_of_the_region,
    "printed-points": ratings_tables.printed_points,
    "date-of-evidence": ratings_tables.date_of_evidence,
}
"""What makes a generated part that is approved as text, by the name of its directive."""

GENERATED_PARTS = APPROVED_PARTS | {
    "citation-files": citations.citation_files,
    "citations": citations.citations,
    "grades": ratings_tables.grades,
    look_up_box.REGIONS: look_up_box.regions_and_units,
    "units-to-take-away": look_up_box.units_to_take_away,
}
"""What makes any generated part, by the name of its directive."""


class GeneratedPart(SphinxDirective):
    """Places what one function of ``GENERATED_PARTS`` makes from the register."""

    def run(self) -> list[nodes.Node]:
        """Return the nodes, below the heading of the section the directive is in."""
        content = GENERATED_PARTS[self.name](register_of(self.env))
        evidence_of(self.env).note_part(self.name, content)
        root = "../" * self.env.docname.count("/")
        for node in content:
            node["classes"].append("from-data")
            for link in node.findall(nodes.reference):
                if (address := link.get("refuri", "")).startswith("../"):
                    link["refuri"] = f"{root}{address.removeprefix('../')}"
        return content


class ListGroupsAlone(SphinxTransform):
    """Limits a page's local contents to groups: one item per entry would repeat the whole page."""

    default_priority = 400  # before Sphinx collects contents, at doctree-read

    def apply(self, **kwargs: Any) -> None:
        """Set the depth of a page's contents to that of its groups of entries."""
        depths = [
            _depth(section)
            for section in self.document.findall(nodes.section)
            if ledgers.ENTRIES in section["classes"]
        ]
        if depths:
            self.env.metadata[self.env.docname]["tocdepth"] = max(depths)


def _depth(section: nodes.section) -> int:
    parent = section.parent
    return 1 + (_depth(parent) if isinstance(parent, nodes.section) else 0)
