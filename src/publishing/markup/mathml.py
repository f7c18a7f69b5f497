"""Writes formulas as MathML when the site is made: no script, no font and no picture of them.

A formula that docutils cannot convert is a warning, so the build fails.
"""

import re
from html import escape

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

NAME = "mathml"
INCOMPLETE = "Source incomplete"
"""What docutils says where a command lacks a part."""


class NotAFormula(ValueError):
    """The text is no formula that can be shown; the message says what is wrong with it."""


def mathml(latex: str, *, display: bool = False) -> str:
    """Return a formula in LaTeX as one ``<math>`` element; ``alttext`` holds the LaTeX.

    Raises ``NotAFormula`` for an unknown command, a missing part or unbalanced braces.
    """
    written = " ".join(latex.split())
    for opening, closing in (("{", "}"), (r"\left", r"\right")):
        bare = re.sub(r"\\[{}]|\\(left|right)[a-z]+", "", written)
        if bare.count(opening) != bare.count(closing):
            raise NotAFormula(f"'{opening}' and '{closing}' do not balance")
    try:
        converted = tex2mathml(written, as_block=display)
    except MathError as problem:
        message = str(problem).strip("!.").replace("Unknown", "unknown")
        raise NotAFormula("a part is missing" if INCOMPLETE in message else message) from problem
    except (AttributeError, IndexError) as problem:  # docutils goes on where nothing is open
        loose = " or ".join(f"'{sign}'" for sign in ("&", r"\\", "_", "^") if sign in written)
        raise NotAFormula(f"{loose} stands outside a table, or belongs to nothing") from problem
    attributes = f'<math class="math" alttext="{escape(written)}" '
    return re.sub(r"\n\s*", "", converted).replace("<math ", attributes, 1)


def _written(node: nodes.Element, *, display: bool) -> str:
    try:
        return mathml(node.astext(), display=display)
    except NotAFormula as problem:
        logger.warning("formula '%s': %s", node.astext(), problem, location=node, type="formula")
        return ""


def visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in running text."""
    translator.body.append(_written(node, display=False))
    raise nodes.SkipNode


def visit_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on a line of its own, in a region that scrolls where it is too wide."""
    place = list(node.document.findall(nodes.math_block)).index(node) + 1
    translator.body.append(
        f'<div class="formula" role="region" tabindex="0" aria-label="Formula {place}">'
        f"{_written(node, display=True)}</div>\n"
    )
    raise nodes.SkipNode
