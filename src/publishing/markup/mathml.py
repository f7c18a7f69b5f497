"""Writes formulas as MathML when the site is made: no script, no font and no picture of them.

A formula that the converter does not understand is a warning, so the build fails: the converter
itself would let a misspelt command through and print it.
"""

import re
import unicodedata
from xml.etree import ElementTree

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

NAME = "mathml"
NAMESPACE = "http://www.w3.org/1998/Math/MathML"
PARTS_OF = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "mover", "munder"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
"""Elements of MathML that have just so many parts."""


class NotAFormula(ValueError):
    """The text is no formula that can be shown; the message says what is wrong with it."""


def mathml(latex: str, *, block: bool = False) -> str:
    """Return a formula in LaTeX as one ``<math>`` element; ``alttext`` holds the LaTeX.

    Raises ``NotAFormula`` for an unknown command, a missing part or unbalanced braces.
    """
    written = " ".join(latex.split())
    bare = re.sub(r"\\[{}]", "", written)
    if bare.count("{") != bare.count("}"):
        raise NotAFormula("braces do not balance")
    try:
        root = ElementTree.fromstring(convert(written, display="block" if block else "inline"))
    except ElementTree.ParseError as problem:  # the converter lets a loose sign through as it is
        raise NotAFormula("a sign such as '&' stands outside a table of equations") from problem
    except Exception as problem:  # the converter has a class of its own for each mistake
        raise NotAFormula(str(problem) or type(problem).__name__) from problem
    for element in root.iter():
        _mend(element)
    root.attrib = {"xmlns": NAMESPACE, "class": "math", "alttext": written, **root.attrib}
    return ElementTree.tostring(root, encoding="unicode")


def _mend(element: ElementTree.Element) -> None:
    """Check one element, and make a sign that the converter took for a letter a sign."""
    element.tag = element.tag.rpartition("}")[2]
    name, text = element.tag, element.text or ""
    if "\\" in text:
        raise NotAFormula(f"unknown command {text}")
    if len(element) != PARTS_OF.get(name, len(element)):
        raise NotAFormula(f"a part is missing (<{name}> has {len(element)})")
    if name == "mi" and len(text) == 1 and unicodedata.category(text) == "Sm":
        element.tag = "mo"


def _written(node: nodes.Element, *, block: bool) -> str:
    try:
        return mathml(node.astext(), block=block)
    except NotAFormula as problem:
        logger.warning("formula '%s': %s", node.astext(), problem, location=node, type="formula")
        return ""


def visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in running text."""
    translator.body.append(_written(node, block=False))
    raise nodes.SkipNode


def visit_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on a line of its own, in a region that scrolls where it is too wide."""
    place = list(node.document.findall(nodes.math_block)).index(node) + 1
    ids = f' id="{node["ids"][0]}"' if node["ids"] else ""
    number = get_node_equation_number(translator, node) if node.get("number") else ""
    note = f'<span class="formula-number">({number})</span>' if number else ""
    translator.body.append(
        f'<div class="formula"{ids} role="region" tabindex="0" aria-label="Formula {place}">'
        f"{_written(node, block=True)}{note}</div>\n"
    )
    raise nodes.SkipNode
