"""The roles that bring evidence into a sentence; ``records.role_table`` lists them.

Roles: https://www.sphinx-doc.org/en/master/extdev/utils.html#sphinx.util.docutils.SphinxRole
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from inspections.register import UnknownId
from publishing.evidence import backlinks, html
from publishing.evidence.domain import EvidenceDomain
from publishing.evidence.nodes import evidence_node
from publishing.evidence.numbering import NumberEvidence
from publishing.records.record_cards import Card
from publishing.records.register import note_data, register_of
from publishing.records.role_table import ROLES

logger = logging.getLogger(__name__)

_WORDS_AND_ID = re.compile(r"^(?P<words>.+?)\s*<(?P<name>[^<>]+)>$", re.DOTALL)


class EvidenceRole(SphinxRole):
    """Turns one role into a piece of evidence; what it cannot show is a warning."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the node, or the text as it was written where its record is unknown."""
        note_data(self.env)
        try:
            return [evidence_node(self._card(), role=self.name)], []
        except (UnknownId, ValueError) as problem:
            location = (self.env.docname, self.lineno)
            message = "{%s}`%s`: %s"
            logger.warning(
                message, self.name, self.text, problem, location=location, type="evidence"
            )
            return [nodes.problematic(self.rawtext, self.rawtext)], []

    def _card(self) -> Card:
        role = ROLES[self.name]
        match = _WORDS_AND_ID.match(self.text) if role.has_words else None
        if match:
            name, form = match["name"], match["words"]
        elif role.has_words:
            name, form = self.text, ""
        else:
            name, _, form = self.text.partition(":")
        return role.card(register_of(self.env), name.strip(), form.strip())


def setup(app: Sphinx) -> dict[str, Any]:
    """Register domain, roles, nodes and transforms."""
    app.add_domain(EvidenceDomain)
    for name in ROLES:
        app.add_role(name, EvidenceRole())
    app.add_transform(NumberEvidence)
    html.setup(app)
    backlinks.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
