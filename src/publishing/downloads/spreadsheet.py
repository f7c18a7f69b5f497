"""The data as one spreadsheet, for readers who use no code.

gptables writes it to the checklist of the Government Analysis Function for accessible spreadsheets:
cover, contents, notes, then one marked-up table a sheet with its title in the first cell. Added
here: headings that stay in sight, rows as high as their text, a landscape page one sheet wide, and
no live formulas.
"""

import tempfile
import tomllib
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd

from inspections.language.wording import fill
from inspections.register import Register
from publishing.core.csv_text import flatten_sources
from publishing.core.zip_archive import BEGINNING
from publishing.downloads.data_files import JsonRows, date_rows, finding_rows, number_rows
from publishing.downloads.unit_files import unit_rows

with warnings.catch_warnings():  # gptables 2.0 leaves a file of its own open when it is imported
    warnings.simplefilter("ignore", ResourceWarning)
    import gptables

EMPTY = "Some cells are empty: the column does not apply to the row, or no source says it."
WIDEST, NARROWEST = 60, 12
"""Letters of a column."""
LINE, HIGHEST = 16, 400
"""Points of a line of text, and of the highest row that spreadsheet programs show whole."""
LETTER = 7.6
"""Pixels of a letter of the text, on average."""
DATA_NOTES: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
"""What must be known before a number is used, by the name the title of the numbers refers to."""


@dataclass(frozen=True)
class Sheet:
    """One sheet with one table: the tab's name, its title and its rows."""

    tab: str
    title: str
    rows: Callable[[Register], JsonRows]
    notes: tuple[str, ...] = ()


def _records(name: str, register: Register) -> JsonRows:
    """Return the rows of a table of the package, figures filled into its texts."""
    return [
        {key: fill(cell, register) if isinstance(cell, str) else cell for key, cell in row.items()}
        for row in register.package.records(name)
    ]


SHEETS = (
    Sheet(
        "Numbers",
        "Every number, stated by a source or worked out by us",
        number_rows,
        tuple(DATA_NOTES),
    ),
    Sheet("Findings", "Every finding that is not a number, in our words", finding_rows),
    Sheet("Dates", "Every date", date_rows),
    Sheet(
        "Inspections", "Every inspection and its overall rating", partial(_records, "inspections")
    ),
    Sheet("Units", "Every unit, its other names and its latest grade", unit_rows),
    Sheet("Recommendations", "What was recommended", partial(_records, "recommendations")),
    Sheet("Differences", "Where sources differ, and which we use", partial(_records, "conflicts")),
    Sheet("Not known", "Questions that no source answered", partial(_records, "unknowns")),
    Sheet("Terms", "Words explained", partial(_records, "terms")),
    Sheet("Sources", "Every source", partial(_records, "sources")),
)
"""The sheets with tables, in order, after cover, contents and notes."""


def spreadsheet(register: Register) -> bytes:
    """Return the spreadsheet, the same bytes each time."""
    frames = {sheet: frame(sheet.rows(register)) for sheet in SHEETS}
    tables = {sheet.tab: _table(sheet, rows) for sheet, rows in frames.items() if len(rows.columns)}
    descriptor = register.package.descriptor
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "book.xlsx"
        book = _workbook(file, tables, descriptor)
        for sheet, rows in frames.items():
            if sheet.tab in tables:
                _lay_out(book.get_worksheet_by_name(sheet.tab), rows)
        for worksheet in book.worksheets():
            _print_and_heights(book, worksheet)
        book.set_properties(
            {
                "title": descriptor["title"],
                "author": descriptor["name"],
                "language": "en-GB",
                "created": datetime(*BEGINNING),
            }
        )
        book.close()
        return file.read_bytes()


def _workbook(file: Path, tables: dict[str, Any], descriptor: dict[str, Any]) -> Any:
    """Return the workbook with all its sheets, not yet written to its file."""
    with warnings.catch_warnings():
        # It uses a keyword that pandas 4 drops, and reminds of empty cells, which are explained.
        warnings.simplefilter("ignore")
        book = gptables.produce_workbook(
            str(file),
            tables,
            cover=_cover(descriptor),
            contentsheet_options={"title": "Contents", "column_names": ["Sheet", "What it holds"]},
            notes_table=pd.DataFrame(
                {"Reference": list(DATA_NOTES), "Note": list(DATA_NOTES.values())}
            ),
            notesheet_options={"title": "Notes on the data"},
            auto_width=False,
            workbook_options={"strings_to_formulas": False, "strings_to_urls": False},
        )
    for tab, widths in {"Contents": (20, 70), "Notes": (16, 90)}.items():
        for column, width in enumerate(widths):
            book.get_worksheet_by_name(tab).set_column(column, column, width)
    return book


def frame(table: JsonRows) -> pd.DataFrame:
    """Return rows as an object DataFrame; columns without any value are dropped."""
    rows = [{name: _cell(value) for name, value in flatten_sources(row).items()} for row in table]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    used = [name for name in columns if any(row.get(name) is not None for row in rows)]
    return pd.DataFrame(
        [[row.get(name) for name in used] for row in rows], columns=used, dtype=object
    )


def _cell(value: Any) -> Any:
    """Return a value as a cell holds it: numbers as numbers, nothing as an empty cell."""
    if value is None or isinstance(value, str):
        return value or None
    number = float(value)
    return int(number) if number.is_integer() else number


def _table(sheet: Sheet, rows: pd.DataFrame) -> gptables.GPTable:
    sentences = [f"This sheet holds one table with {len(rows.columns)} columns."]
    sentences += [EMPTY] if rows.isna().any(axis=None) else []
    return gptables.GPTable(
        table=rows,
        table_name=sheet.tab.lower().replace(" ", "_"),
        title=sheet.title + "".join(f"$${name}$$" for name in sheet.notes),
        instructions=" ".join(sentences),
        index_columns={},
    )


def _cover(descriptor: dict[str, Any]) -> gptables.Cover:
    return gptables.Cover(
        title=descriptor["title"],
        intro=[
            descriptor["description"],
            f"Version {descriptor['version']} of the data of the book at {descriptor['homepage']}.",
            f"Licence: {descriptor['licenses'][0]['title']}.",
        ],
        about=[
            "This file has a list of contents, a sheet of notes, then one table on each sheet.",
            "An independent project made it; it is no official statistic.",
        ],
        contact=["Tell the project through its repository if something is wrong."],
        width=90,
    )


def _lay_out(sheet: Any, rows: pd.DataFrame) -> None:
    """Keep headings and first column in sight, on screen and on every page."""
    heading = sheet.dim_rowmax - len(rows)
    for place, name in enumerate(rows.columns):
        longest = max(len(name), *(len(str(cell or "")) for cell in rows.iloc[:, place]))
        sheet.set_column(place, place, min(WIDEST, max(NARROWEST, longest + 2)))
    sheet.freeze_panes(heading + 1, 1)
    sheet.repeat_rows(heading)


def _print_and_heights(workbook: Any, sheet: Any) -> None:
    """Let a printed sheet be one page wide, and each row as high as its longest cell.

    Some programs do not work heights out, and print a wrapped line over the next row.
    """
    texts = {place: text for text, place in workbook.str_table.string_table.items()}
    widths = {place: LETTER * NARROWEST for place in range(sheet.dim_colmax + 1)}
    widths |= {place: info.width for place, info in sheet.col_info.items()}
    for number, cells in sheet.table.items():
        wrapped = {place: cell for place, cell in cells.items() if cell.format.text_wrap}
        lines = max(
            (
                _lines(str(texts.get(getattr(cell, "string", None), "")), widths[place])
                for place, cell in wrapped.items()
            ),
            default=1,
        )
        sheet.set_row(number, min(HIGHEST, LINE * (lines + (number == 0))))  # the title is larger
    if not sheet.panes:  # cover, contents and notes: the title stays
        sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, sheet.dim_rowmax, sheet.dim_colmax)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column so many pixels wide."""
    return sum(ceil(max(1, len(part)) * LETTER / width) for part in text.split("\n"))
