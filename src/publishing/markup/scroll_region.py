"""Wide tables scroll inside a region that the keyboard can reach, not the page with them."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator


class ScrollRegion(nodes.General, nodes.Element):
    """Holds one table; ``label`` names the region for those who hear it."""


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
                wrapper.replace_self(ScrollRegion("", *wrapper.children, label=label))


def visit_region_html(translator: HTML5Translator, node: ScrollRegion) -> None:
    """Open the region."""
    label = escape(node["label"])
    translator.body.append(
        f'<div class="table-wrapper" role="region" tabindex="0" aria-label="{label}">\n'
    )


def depart_region_html(translator: HTML5Translator, node: ScrollRegion) -> None:
    """Close the region."""
    translator.body.append("</div>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the region."""
    app.add_node(ScrollRegion, html=(visit_region_html, depart_region_html))
    app.add_post_transform(PutTablesInRegions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
