"""The data as one spreadsheet, for readers who use no code.

Made to the checklist of the Government Analysis Function for accessible spreadsheets: a cover
sheet with contents, a sheet of notes, one marked-up and named table on each other sheet, a title
in the first cell, unique headers, wrapped text, no merged cells, no empty rows, nothing hidden.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as MarkedTable
from openpyxl.worksheet.worksheet import Worksheet

from inspections.language.wording import fill
from inspections.register import Register
from publishing.core.zip_archive import BEGINNING, packed, unpacked
from publishing.downloads.data_files import Table, date_rows, finding_rows, flat, number_rows

PLAIN = Font(name="Arial", size=12)
HEADING = Font(name="Arial", size=16, bold=True)
BOLD = Font(name="Arial", size=12, bold=True)
LINK = Font(name="Arial", size=12, color="0000FF", underline="single")
WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
NUMBER = Alignment(wrap_text=True, vertical="top", horizontal="right")
WIDEST, NARROWEST = 60, 12
"""Letters of a column."""

EMPTY = "Some cells are empty: the column does not apply to the row, or no source says it."


@dataclass(frozen=True)
class Sheet:
    """One sheet with one table: the tab's name, its title and its rows."""

    tab: str
    title: str
    rows: Callable[[Register], Table]


def _records(name: str) -> Callable[[Register], Table]:
    """Return how to make the rows of a table of the package, figures filled into its texts."""

    def rows(known: Register) -> Table:
        return [
            {key: fill(cell, known) if isinstance(cell, str) else cell for key, cell in row.items()}
            for row in known.package.records(name)
        ]

    return rows


SHEETS = (
    Sheet("Numbers", "Every number, stated by a source or worked out by the book", number_rows),
    Sheet("Findings", "Every finding that is not a number, in the book's words", finding_rows),
    Sheet("Dates", "Every date", date_rows),
    Sheet("Inspections", "Every inspection and its overall rating", _records("inspections")),
    Sheet("Recommendations", "What was recommended", _records("recommendations")),
    Sheet("Differences", "Where sources differ, and which the book uses", _records("conflicts")),
    Sheet("Not known", "Questions that no source answered", _records("unknowns")),
    Sheet("Terms", "Words explained", _records("terms")),
    Sheet("Sources", "Every source", _records("sources")),
)
"""The sheets with tables, in order, after cover and notes."""


def notes() -> Table:
    """Return what must be known before a number is used."""
    texts = (
        "Keep the column qualifier beside every value: almost, about, up to and fewer than change "
        "what a number says.",
        "Counts out of different totals answer different questions about different cases: never "
        "add, average or rank them.",
        "The column counts says whether a number is of what went well or of what went wrong.",
        "Numbers with the column computed filled in are the book's own; they hold only if the "
        "column right_only_if does.",
        "Intervals and chances are not part of this file; they treat cases as a random sample, "
        "which no source confirms.",
        "A fragment is the few words of a source that carry the figure, as the source printed "
        "them; its publisher's terms apply.",
    )
    return [{"note": f"Note {place}", "text": text} for place, text in enumerate(texts, start=1)]


def spreadsheet(known: Register) -> bytes:
    """Return the spreadsheet, the same bytes each time."""
    book = Workbook()
    package = known.package.descriptor
    _cover(book.active, package)
    _table(book.create_sheet("Notes"), "Notes on the data", notes(), name="notes")
    for sheet in SHEETS:
        made = book.create_sheet(sheet.tab)
        _table(made, sheet.title, sheet.rows(known), name=_identifier(sheet.tab))
    beginning = datetime(*BEGINNING)
    book.properties.title = package["title"]
    book.properties.creator = package["name"]
    book.properties.language = "en-GB"
    book.properties.created = book.properties.modified = beginning
    target = io.BytesIO()
    book.save(target)
    return packed(_timeless(unpacked(target.getvalue())))


def _timeless(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a spreadsheet without the hour at which it was written."""
    time = f"{datetime(*BEGINNING).isoformat()}Z".encode()
    core = "docProps/core.xml"
    pattern = rb"(<dcterms:(created|modified)[^>]*>)[^<]*"
    return {**files, core: re.sub(pattern, rb"\g<1>" + time, files[core])}


def _cover(sheet: Worksheet, package: dict[str, Any]) -> None:
    sheet.title = "Cover"
    licence = package["licenses"][0]
    lines = [
        package["title"],
        package["description"],
        f"Version {package['version']} of the data of the book at {package['homepage']}.",
        f"Licence: {licence['title']}.",
        "This file has a sheet of notes, then one table on each sheet. "
        "Each sheet begins with its title, a sentence about it, and a sentence on empty cells.",
        "An independent project made it; it is no official statistic. "
        "Tell the project through the book's repository if something is wrong.",
        "Contents",
    ]
    for line in lines:
        sheet.append([line])
    for tab, title in [("Notes", "Notes on the data"), *((s.tab, s.title) for s in SHEETS)]:
        sheet.append([f"{tab}: {title}"])
        cell = sheet.cell(sheet.max_row, 1)
        cell.hyperlink = f"#'{tab}'!A1"
        cell.font, cell.alignment = LINK, WRAPPED
    for row in range(1, len(lines) + 1):
        cell = sheet.cell(row, 1)
        cell.font, cell.alignment = PLAIN, WRAPPED
    sheet["A1"].font = HEADING
    sheet.cell(len(lines), 1).font = BOLD
    sheet.column_dimensions["A"].width = 90


def _table(sheet: Worksheet, title: str, table: Table, *, name: str) -> None:
    rows = [flat(each) for each in table]
    known = dict.fromkeys(column for row in rows for column in row)
    columns = [each for each in known if any(_cell(row.get(each)) is not None for row in rows)]
    cells = [[_cell(row.get(column)) for column in columns] for row in rows]
    sheet.append([title])
    sheet.append([f"This sheet holds one table with {len(columns)} columns."])
    if any(cell is None for row in cells for cell in row):
        sheet.append([EMPTY])
    sheet["A1"].font = HEADING
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, 1).font = PLAIN
    if not rows:  # a spreadsheet has no table without columns
        return
    first = sheet.max_row + 1
    sheet.append(columns)
    for row in cells:
        sheet.append(row)
    _style(sheet, first, columns, cells)
    area = f"A{first}:{get_column_letter(len(columns))}{sheet.max_row}"
    sheet.add_table(MarkedTable(displayName=name, ref=area))


def _style(sheet: Worksheet, first: int, columns: list[str], cells: list[list[Any]]) -> None:
    for row in sheet.iter_rows(min_row=first):
        for cell in row:
            cell.font = BOLD if cell.row == first else PLAIN
            number = cell.row > first and isinstance(cell.value, int | float)
            cell.alignment = NUMBER if number else WRAPPED
    for place, column in enumerate(columns):
        longest = max([len(column), *(len(str(row[place] or "")) for row in cells)])
        width = min(WIDEST, max(NARROWEST, longest + 2))
        sheet.column_dimensions[get_column_letter(place + 1)].width = width


def _cell(value: Any) -> Any:
    """Return a value as a cell holds it: numbers as numbers, nothing as an empty cell."""
    if isinstance(value, str):
        return value or None
    if value is None:
        return None
    number = float(value)
    return int(number) if number.is_integer() else number


def _identifier(tab: str) -> str:
    """Return a tab's name as the name of its table."""
    return tab.lower().replace(" ", "_")
