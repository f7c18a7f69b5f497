"""One inspection more in the data, and every page, figure and file that shows it."""

import json

import pytest

from inspections.book import Book
from inspections.charts.strip import strip
from publishing.downloads import data_files
from publishing.pages import ratings_tables
from publishing.theme import json_ld
from tests.book import register
from tests.data import totals
from tools.approval import approved_pages

YEAR = int(max(each.year for each in register().inspections.values())) + 1
NAME = f"york-pdu-{YEAR}"
MORE = f"{totals.INSPECTIONS + 1} inspections of {totals.UNITS + 1} units"
SOURCE = {
    "source_id": "hmip-york-2026",
    "publisher": "HM Inspectorate of Probation",
    "title": "An inspection of York",
    "kind": "inspectorate",
    "url": "https://inspectorate.example/york",
    "published": f"{YEAR}-02-03",
    "published_basis": "stated",
    "licence": "Open Government Licence v3.0",
}
INSPECTION = {
    "inspection_id": NAME,
    "unit": "York",
    "unit_kind": "unit",
    "region": "Yorkshire and the Humber",
    "region_basis": "stated",
    "report_date": f"{YEAR}-02-03",
    "date_basis": "stated",
    "programme_id": "programme-2023",
    "overall_rating": "Good",
    "source_id": "hmip-york-2026",
    "fragment": "York was rated ‘Good’",
    "checked": "one reading",
}


@pytest.fixture(scope="module")
def book():
    """The data with a row and a source more, and no other edit."""
    package = register().package
    for name, row in (("sources", SOURCE), ("inspections", INSPECTION)):
        columns = dict.fromkeys(package.rows[name][0], "")
        package = package.with_rows(name, [*package.rows[name], columns | row])
    return Book(package)


@pytest.fixture(scope="module")
def more(book):
    return book.register


def test_one_inspection_more_changes_the_date_of_evidence(more):
    dated = approved_pages.page_text(ratings_tables.date_of_evidence(more))
    assert dated == f"The reports in the list are from 2022 to February {YEAR}.\n"


def test_one_inspection_more_changes_the_figure(book):
    before = strip(Book(register().package).ratings, unit="Northamptonshire")
    figure = strip(book.ratings, unit="Northamptonshire")
    assert len(figure.table) == len(before.table) + 1
    assert figure.title != before.title  # of all units no more: one was rated Good
    assert "York" in figure.table.to_string()


def test_one_inspection_more_changes_the_downloads(more):
    rows = json.loads(data_files.FILES["inspection-ratings.json"](more))
    (row,) = (each for each in rows if each["inspection_id"] == NAME)
    assert (row["overall_rating"], row["region"]) == ("Good", "Yorkshire and the Humber")
    assert row["sources"][0]["link"].startswith("https://inspectorate.example/york#:~:text=York")
    assert f"{NAME},York,unit" in data_files.FILES["inspection-ratings.csv"](more)


def test_one_inspection_more_changes_the_metadata(more):
    said = json_ld.ratings_dataset(more, "https://book.example/", {"author": "somebody"})
    assert said["temporalCoverage"] == f"2022/{YEAR}-02-03"
    assert MORE in said["description"]
