"""The roles that bring evidence into a sentence; ``records.role_table`` lists them.

Roles: https://www.sphinx-doc.org/en/master/extdev/utils.html#sphinx.util.docutils.SphinxRole
"""

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from inspections.register import UnknownId
from publishing.evidence.nodes import evidence_node
from publishing.records.load_register import register_of
from publishing.records.role_table import card_of

logger = logging.getLogger(__name__)


class EvidenceRole(SphinxRole):
    """Turns one role into a piece of evidence; what it cannot show is a warning."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the node, or the text as it was written where its record is unknown."""
        try:
            card = card_of(register_of(self.env), self.name, self.text)
            return [evidence_node(card, role=self.name)], []
        except (UnknownId, ValueError) as problem:
            location = (self.env.docname, self.lineno)
            message = "{%s}`%s`: %s"
            logger.warning(
                message, self.name, self.text, problem, location=location, type="evidence"
            )
            return [nodes.problematic(self.rawtext, self.rawtext)], []
