"""A chapter's code and what it prints: a fold below the figure it makes, a region that scrolls.

A reader comes for the figure, so the fold that holds its code stands after it. What code prints
is set in columns: it scrolls sideways in a region of its own, where it would fall apart if it
wrapped.
"""

from html import escape
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode, HideInputCells
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from publishing.markup.scroll_region import put_in_region


class PutCodeLast(SphinxPostTransform):
    """Put the fold with the code of a cell after what the cell shows."""

    default_priority = HideInputCells.default_priority + 1
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Run on one page."""
        for fold in list(self.document.findall(HideCodeCellNode)):
            cell = fold.parent
            cell.remove(fold)
            cell.append(fold)


class PutOutputInRegions(SphinxPostTransform):
    """Put what cells printed in regions that the keyboard can reach."""

    default_priority = HideInputCells.default_priority + 1
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Run on one page."""
        number = 0
        for output in list(self.document.findall(nodes.container)):
            if output.get("nb_element") != "cell_code_output":
                continue
            for printed in list(output.findall(nodes.literal_block)):
                number += 1
                label = f"Output {number} of the code"
                put_in_region(printed, [printed], name="output-region", label=label)


def visit_fold(translator: HTML5Translator, node: HideCodeCellNode) -> None:
    """Open the fold."""
    translator.body.append(
        f'<details class="code-fold"><summary>{escape(node["prompt_show"])}</summary>\n'
    )
