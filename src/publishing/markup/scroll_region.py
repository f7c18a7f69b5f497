"""What is too wide scrolls inside a region that the keyboard can reach, not the page with it.

That is tables, and what code prints: set in columns, it would fall apart if it wrapped.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class PutTablesInRegions(SphinxPostTransform):
    """Replace the theme's wrapper, which repeats the table's id, by a region of our own."""

    default_priority = 510  # after the theme's own wrapping
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Run on one page."""
        for wrapper in list(self.document.findall(nodes.container)):
            if "table-wrapper" in wrapper["classes"]:
                caption = next(iter(wrapper.findall(nodes.title)), None)
                label = caption.astext() if caption else "Table"
                put_in_region(wrapper, wrapper.children, name="table-wrapper", label=label)


class PutOutputInRegions(SphinxPostTransform):
    """Put what the cells of a page printed in regions, numbered in order."""

    default_priority = 200  # after page_code, whose cells print as well
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Run on one page."""
        outputs = [
            container
            for container in self.document.findall(nodes.container)
            if container.get("nb_element") == "cell_code_output"
        ]
        blocks = [block for output in outputs for block in output.findall(nodes.literal_block)]
        for number, printed in enumerate(blocks, start=1):
            label = f"Output {number} of the code"
            put_in_region(printed, [printed], name="output-region", label=label)


def put_in_region(
    node: nodes.Node, content: Iterable[nodes.Node], *, name: str, label: str
) -> None:
    """Replace ``node`` by ``content`` in a focusable region; ``label`` is its accessible name."""
    start = f'<div class="{name}" role="region" tabindex="0" aria-label="{escape(label)}">\n'
    before, after = (nodes.raw("", html, format="html") for html in (start, "</div>\n"))
    place = node.parent.index(node)
    node.parent[place : place + 1] = [before, *content, after]
