"""Table cells that say what they are: headers of a column or a row, and numbers to the right."""

import re
from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

NUMBER = "number"
"""The class of cells that stand to the right."""
STACKED = "as-cards"
"""The class of tables whose rows are cards on a small screen: each cell has its column's name."""

_NUMBER = re.compile(
    r"(?:(?:about|almost|more than|fewer than|at least|at most|up to) )?"
    r"[−-]?\d[\d,]*(?:\.\d+)?(?: ?%| per cent| of \d[\d,]*)?"
)
_NOTHING = {"", "–", "—", "-", "not known", "not seen", "none"}


def is_number_column(cells: Iterable[str]) -> bool:
    """Return True if a column has numbers, and otherwise nothing but marks for a missing one."""
    values = [cell.strip() for cell in cells if cell.strip().lower() not in _NOTHING]
    return bool(values) and all(_NUMBER.fullmatch(cell) for cell in values)


def number_columns(rows: list[list[str]]) -> set[int]:
    """Return the places of the columns that hold numbers; the first names its row, so never it."""
    columns = list(zip(*rows, strict=False))
    return {place for place, column in enumerate(columns) if place and is_number_column(column)}


def add_number_class(app: Sphinx, doctree: nodes.document) -> None:
    """Mark the numbers of every table, with their column's header."""
    for group in doctree.findall(nodes.tgroup):
        bodies = [row for body in group.findall(nodes.tbody) for row in body]
        numbers = number_columns([[cell.astext() for cell in row] for row in bodies])
        for row in group.findall(nodes.row):
            for place in numbers & set(range(len(row))):
                if NUMBER not in row[place]["classes"]:
                    row[place]["classes"].append(NUMBER)


def visit_cell(translator: HTML5Translator, node: nodes.entry) -> None:
    """Write the start tag: ``th`` with ``scope`` for headers; an empty corner is a ``td``."""
    row: nodes.row = node.parent
    place = row.index(node)
    label = stacked_label(node)
    attributes = {"data-label": label} if label else {}
    if isinstance(row.parent, nodes.thead) and node.astext().strip():
        tag, extra = "th", {"scope": "col", "CLASS": "head"}
    elif isinstance(row.parent, nodes.tbody) and place == 0 and len(row) > 1:
        tag, extra = "th", {"scope": "row", "CLASS": "stub"}
    else:
        tag, extra = "td", {}
    translator.body.append(translator.starttag(node, tag, "", **attributes, **extra))
    translator.context.append(f"</{tag}>\n")


def stacked_label(node: nodes.entry) -> str:
    """Return a cell's ``data-label`` for the stacked phone layout: its column header, or ''."""
    row: nodes.row = node.parent
    group: nodes.tgroup = row.parent.parent
    if not isinstance(row.parent, nodes.tbody) or STACKED not in group.parent["classes"]:
        return ""
    header = next(part[0] for part in group if isinstance(part, nodes.thead))
    place = row.index(node)
    return header[place].astext() if place else ""


def depart_cell(translator: HTML5Translator, node: nodes.entry) -> None:
    """Close the cell."""
    translator.body.append(translator.context.pop())
