"""The fold that holds a chapter's code: one summary, named by what it says."""

from __future__ import annotations

from html import escape

from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


def visit_fold(translator: HTML5Translator, node: HideCodeCellNode) -> None:
    """Open the fold."""
    translator.body.append(
        f'<details class="code-fold"><summary>{escape(node["prompt_show"])}</summary>\n'
    )


def depart_fold(translator: HTML5Translator, node: HideCodeCellNode) -> None:
    """Close the fold."""
    translator.body.append("</details>\n")


def setup(app: Sphinx) -> None:
    """Write the fold in our way."""
    app.setup_extension("myst_nb")
    app.add_node(HideCodeCellNode, override=True, html=(visit_fold, depart_fold))
