"""The files of each figure: numbers (CSV), drawing (SVG), picture (PNG), and a script.

They are written beside the pages when the site is made, under the figure's own name, and say
what the page says: the same table, the same drawing, the same words.
"""

from collections.abc import Iterable
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from inspections.register import Citation, Register, UnknownId
from publishing.core.csv_text import csv_text
from publishing.core.file_cache import picture
from publishing.core.write_files import put
from publishing.figures import interactive
from publishing.figures.html import Payload, file_path, is_drawn
from publishing.figures.nodes import BookFigure, noted_figures, source_lines
from publishing.figures.standalone_svg import standalone_svg
from publishing.records.load_register import register_of
from publishing.records.record_cards import card_of_id
from publishing.records.record_text import source_cells

logger = logging.getLogger(__name__)

NUMBER_FIELDS = ("value", "total", "unit", "qualifier", "counts", "population")
"""What a fact's row says beside what the table on the page says."""
PIXELS = 2
"""Pixels of the picture for each of the drawing, so that it is sharp on any screen."""


def table_csv(payload: Payload, register: Register) -> str:
    """Return the table of the figure as CSV: its columns as printed, then what they rest on.

    ``value`` and ``total`` are bare numbers, never to be used without ``qualifier``; sources
    stand in numbered columns. A row of no single record names the sources of the figure.
    """
    return csv_text(
        dict(zip(payload["columns"], cells, strict=True)) | _record(record_id, payload, register)
        for record_id, cells in zip(payload["row_ids"], payload["rows"], strict=True)
    )


def _record(record_id: str, payload: Payload, register: Register) -> dict[str, Any]:
    fact = register.facts.get(record_id)
    fields = {name: getattr(fact, name) for name in NUMBER_FIELDS} if fact else {}
    return {
        "record_id": record_id,
        **fields,
        "sources": [source_cells(cited) for cited in _citations(record_id, payload, register)],
    }


def _citations(record_id: str, payload: Payload, register: Register) -> Iterable[Citation]:
    try:
        return card_of_id(register, record_id).citations
    except UnknownId:
        return [Citation(register.sources[name], fragment="") for name in payload["source_ids"]]


def files_of(payload: Payload, register: Register, *, book_title: str) -> dict[str, bytes]:
    """Return the files of a figure by their place in the site, the same bytes each time.

    A board has no drawing, so only its words as a table.

    ``book_title`` is the name that stands, with the book's address, under drawing and picture.
    """
    name = payload["name"]
    table = {file_path(name, "csv"): table_csv(payload, register).encode()}
    if not is_drawn(payload):
        return table
    lines = [
        *source_lines(payload, register),
        f"{book_title}, {register.package.descriptor['homepage']}",
    ]
    script = {}
    if "explore" in payload:
        path = file_path(name, "js")
        script = {path: interactive.script(payload, path).encode()}
    return {
        **table,
        **script,
        file_path(name, "svg"): standalone_svg(payload, credit=lines, dark=True).encode(),
        file_path(name, "png"): picture(
            standalone_svg(payload, credit=lines, dark=False), scale=PIXELS
        ),
    }


def payloads(app: Sphinx) -> list[Payload]:
    """Return every figure of the book once; a name for two unlike figures is a warning."""
    by_name: dict[str, Payload] = {}
    for docname in sorted(noted_figures(app.env)):
        for node in app.env.get_doctree(docname).findall(BookFigure):
            payload = node["payload"]
            if by_name.setdefault(payload["name"], payload) != payload:
                logger.warning(
                    f"{docname}: two figures of the book are named {payload['name']}, and they "
                    "differ; give each a name of its own",
                    type="figures",
                )
    return [by_name[name] for name in sorted(by_name)]


TASK_COUNT = 2
"""The pictures take longest of all files, so they are written in as many tasks."""


def write(app: Sphinx, *, part: int) -> None:
    """Write the files of one part of the figures beside the pages of a finished site.

    Together the parts, from 0 to ``TASK_COUNT`` less one, are all figures.
    """
    figures = payloads(app)
    if part == 0 and any("explore" in payload for payload in figures):
        put(app.outdir, interactive.files())
    for payload in figures[part::TASK_COUNT]:
        put(app.outdir, files_of(payload, register_of(app), book_title=app.config.project))
