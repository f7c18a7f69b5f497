"""A fold: a summary that opens what stands under it, without JavaScript, and is open on paper.

In a chapter it is ``:::{fold} Summary``, its content, and ``:::``.
"""

from html import escape
from typing import TypeVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

Node = TypeVar("Node", bound=nodes.Element)


class Fold(nodes.General, nodes.Element):
    """What is folded; ``summary`` is always seen, and what it is a fold ``of`` is heard with it.

    ``kind``, if it is no ordinary one, is its class.
    """


class Titled(SphinxDirective):
    """A directive whose one argument is its title, and which has content."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def filled(self, node: Node) -> Node:
        """Return a node with the content of the directive in it."""
        self.state.nested_parse(self.content, self.content_offset, node)
        return node


class FoldDirective(Titled):
    """Folds its content under its argument."""

    def run(self) -> list[nodes.Node]:
        """Return the fold."""
        self.assert_has_content()
        return [self.filled(Fold("", summary=self.arguments[0]))]


def visit_fold(translator: HTML5Translator, node: Fold) -> None:
    """Open the fold's HTML."""
    of = (
        f'<span class="visually-hidden screen-only">: {escape(node["of"])}</span>'
        if "of" in node
        else ""
    )
    translator.body.append(
        f'<details class="{node.get("kind", "fold")}">'
        f"<summary>{escape(node['summary'])}{of}</summary>\n"
    )
