"""Chapters as notebooks that run outside the repository, with pandas, Altair and the data files.

A chapter that shows code of its own (cells tagged ``notebook``) keeps just that code. In any other
chapter with figures each figure becomes two short cells: its numbers as published, beside the
facts they rest on, and its drawing from the published specification. Paths are those of the site,
so that a notebook also runs from an unpacked copy of the download.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from publishing.downloads.doctree_markdown import blocks
from publishing.figures.nodes import BookFigure, is_drawn
from publishing.markup.builders import link, paragraph
from publishing.records.register import register_of

Notebook = dict[str, Any]
"""A notebook as its file holds it."""

FOLDER = "notebooks"
"""Beside ``data/`` and ``figures/``, below the site."""

FIGURES = "figures"
"""The folder with the numbers and the drawing of each figure."""

TAG = "notebook"
"""Marks the cells that need nothing but pandas, Altair and the data files."""

METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}

BEGIN = """\
import json
from pathlib import Path

import altair as alt
import pandas as pd

BOOK = Path("..")  # the folder that holds data/ and figures/
facts = pd.read_csv(BOOK / "data" / "facts.csv", index_col="fact_id")
stated = ["label", "qualifier", "value", "total", "unit", "population"]"""

NUMBERS = """\
numbers = pd.read_csv(BOOK / "figures" / "{name}.csv")
display(numbers[{columns}])
facts.loc[facts.index.intersection(numbers["record_id"]), stated]"""

DRAWING = """\
drawing = (BOOK / "figures" / "{name}.json").read_text(encoding="utf-8")
alt.Chart.from_dict(json.loads(drawing))"""

NEEDS = (
    "This notebook is a chapter of *{book}*, version {version}, from {home}. "
    "It needs pandas and Altair, and the folders `data` and `figures` of the book's download "
    "beside its own folder. Where the chapter leads to sources, the pages of the book do too."
)


def path(docname: str) -> str:
    """Return where a chapter's notebook stands in the site."""
    return f"{FOLDER}/{docname.rpartition('/')[2]}.ipynb"


def code_cells(doctree: nodes.document) -> list[nodes.container]:
    """Return the code cells of a page that its notebook keeps, or that show a figure."""
    cells = [
        each for each in doctree.findall(nodes.container) if each.get("nb_element") == "cell_code"
    ]
    own = [each for each in cells if TAG in each["cell_metadata"].get("tags", ())]
    return own or [each for each in cells if next(each.findall(BookFigure), None) is not None]


def notebook(doctree: nodes.document, *, about: str) -> Notebook | None:
    """Return a page as a notebook, the same bytes each time; None for a page without code."""
    kept = code_cells(doctree)
    if not kept:
        return None
    own = TAG in kept[0]["cell_metadata"].get("tags", ())
    cells: list[tuple[str, str]] = []
    for place, (cell, text) in enumerate(blocks(doctree)):
        if cell is None:
            cells.append(("markdown", text))
        elif cell in kept:
            cells += [("code", shown(text))] if own else _figures(cell)
        if place == 0:
            cells.append(("markdown", about))
            cells += [] if own else [("code", BEGIN)]
    return _assembled(cells)


def _figures(cell: nodes.container) -> Iterator[tuple[str, str]]:
    for figure in cell.findall(BookFigure):
        payload = figure["payload"]
        words = [f"**{payload['title']}.** {payload['subtitle']}", payload["note"]]
        yield "markdown", "\n\n".join(filter(None, words))
        yield "code", NUMBERS.format(name=payload["name"], columns=json.dumps(payload["columns"]))
        if is_drawn(payload):
            yield "code", DRAWING.format(name=payload["name"])


def shown(code: str) -> str:
    """Return a cell that ends by showing the chart that it assigned last, if it did."""
    last = ast.parse(code).body[-1]
    if isinstance(last, ast.Assign) and isinstance(last.targets[0], ast.Name):
        return f"{code}\n{last.targets[0].id}"
    return code


def _assembled(cells: list[tuple[str, str]]) -> Notebook:
    merged: list[tuple[str, str]] = []
    for kind, text in cells:
        if merged and kind == "markdown" == merged[-1][0]:
            merged[-1] = (kind, f"{merged[-1][1]}\n\n{text}")
        else:
            merged.append((kind, text))
    return {
        "cells": [_cell(kind, text, number) for number, (kind, text) in enumerate(merged, start=1)],
        "metadata": METADATA,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(kind: str, text: str, number: int) -> dict[str, Any]:
    code: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {
        "cell_type": kind,
        "id": f"cell-{number}",
        "metadata": {},
        "source": text.splitlines(keepends=True),
        **code,
    }


def write(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write a page's notebook beside the pages, and lead to it from the page's end."""
    if app.builder.name != "html":
        return
    package = register_of(app).package.descriptor
    about = NEEDS.format(
        book=app.config.project, version=package["version"], home=app.config.html_baseurl
    )
    made = notebook(doctree, about=about)
    if made is None:
        return
    target = Path(app.outdir) / path(docname)
    target.parent.mkdir(exist_ok=True)
    target.write_text(
        json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    up = "../" * docname.count("/")
    text = link("Take this chapter as a notebook (IPYNB)", f"{up}{path(docname)}")
    home: nodes.Element = next(iter(doctree.findall(nodes.section)), doctree)
    home.append(paragraph(text, classes=["take-notebook", "screen-only"]))


def setup(app: Sphinx) -> None:
    """Write notebooks as pages are written."""
    app.connect("doctree-resolved", write, priority=900)
