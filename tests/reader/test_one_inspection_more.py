"""One inspection more in the data, and every page, figure and file that shows it."""

import csv
import json
import shutil

import pytest

from inspections import load
from inspections.charts.strip import strip
from inspections.checks import check
from inspections.language.wording import say
from inspections.package import tables
from inspections.register import Register
from publishing.downloads import data_files
from publishing.pages import ratings_tables, unit_views
from publishing.theme import json_ld
from tests.book import register
from tests.data import totals
from tools.approval import approved_pages

YEAR = int(max(each.year for each in register().inspections.values())) + 1
NAME = f"york-pdu-{YEAR}"
ALL = totals.OF_UNITS + 1
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


def add(folder, name, row):
    """Add a row to a table of a package, in its place."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted([*rows, row], key=lambda each: each[columns[0]]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the data with a row and a source more, and no other edit."""
    copy = tmp_path_factory.mktemp("more") / "data"
    shutil.copytree(tables.DATA, copy)
    add(copy, "sources", SOURCE)
    add(copy, "inspections", INSPECTION)
    assert check(copy) == []
    return copy


@pytest.fixture(scope="module")
def more(folder):
    """The register of that copy."""
    return Register(tables.load(folder))


def test_one_inspection_more_changes_the_date_of_evidence(more):
    dated = approved_pages.page_text(ratings_tables.date_of_evidence(more))
    assert dated == f"The reports in the list are from 2022 to February {YEAR}.\n"


def test_one_inspection_more_changes_the_page_of_its_unit(more):
    def shown(known):
        units = unit_views._gazetteer(known)
        inspections = unit_views.view(units.units["york"], units)["inspections"]
        return [(each["grade"], each["citations"][0]["words"]) for each in inspections]

    assert shown(register()) == []
    assert shown(more) == [("Good", "“York was rated ‘Good’”")]


def test_one_inspection_more_changes_the_totals(more):
    assert say(more.fact("rated-inspections")) == f"{ALL}"
    assert say(more.fact("rated-units")) == f"{totals.UNITS + 1}"
    assert say(more.fact("rated-inspections-good")) == f"{totals.BY_RATING['Good'] + 1} of {ALL}"
    later = totals.LATER_PROGRAMME
    inadequate = say(more.fact("rated-inadequate-2023-programme"))
    assert inadequate == f"{later['Inadequate']} of {later['all'] + 1}"


def test_one_inspection_more_changes_the_figure(folder):
    before = strip(load().ratings, unit="Northamptonshire")
    figure = strip(load(folder).ratings, unit="Northamptonshire")
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
