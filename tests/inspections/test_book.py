"""The book's data as tables: what students, notebooks and charts read."""

import sys

import pytest

import inspections
from inspections.book import COLUMNS
from inspections.register import UnknownId
from tests import programs
from tests.by_hand import CASES, STATED, case, says
from tests.inspections.fixtures import write_package

SECOND = "northamptonshire-pdu-2024"


@pytest.fixture(scope="module")
def book():
    return inspections.load()


def test_importing_the_package_loads_neither_pandas_nor_charts():
    code = "import sys, inspections; print(sorted({'pandas', 'altair'} & set(sys.modules)))"
    result = programs.run(sys.executable, "-c", code)
    assert result.stdout.strip() == "[]", result.stderr


def test_the_counts_out_of_cases_are_those_of_the_article(book):
    cases = book.case_findings(SECOND)
    assert list(cases.columns) == list(COLUMNS["facts"])
    said = sorted(zip(cases["value"], cases["total"], cases["counts"], strict=True))
    assert said == sorted((*case(name), STATED[name].counts) for name in CASES)
    assert len(said) == 5
    used = cases.set_index("question").loc["domestic-abuse-information-used"]
    count, total = case("domestic-abuse-information-used-2024")
    assert used["percent"] == pytest.approx(100 * count / total)
    assert used["text"] == says("domestic-abuse-information-used-2024")
    assert used["source_id"] == "northampton-chronicle-2024"


def test_one_fact_keeps_its_qualifier_its_source_and_its_fragment(book):
    fact = book.fact("mappa-discussions-waiting-2024")
    assert fact["text"] == says("mappa-discussions-waiting-2024")
    assert fact["qualifier"] == "almost"
    assert fact["url"].startswith("https://www.northamptonchron.co.uk/")
    assert str(STATED["mappa-discussions-waiting-2024"].value) in fact["fragment"]
    with pytest.raises(UnknownId, match="did you mean mappa-discussions-waiting-2024"):
        book.fact("mappa-discussion-waiting-2024")


def test_a_computed_number_names_no_source_of_its_own(book):
    total = book.fact("caseload-community-2024")
    assert total["value"] == sum(
        STATED[name].value
        for name in ("people-community-sentences-2024", "people-post-release-2024")
    )
    assert (total["basis"], total["source_id"]) == ("computed", "")


def test_ratings_have_one_row_an_inspection_in_order_of_unit_and_report(book):
    ratings = book.ratings
    assert list(ratings.columns) == list(COLUMNS["ratings"])
    assert len(ratings) == len(book.register.inspections)
    twice = ratings[ratings["unit"] == "South Tyneside and Gateshead"]
    assert list(twice["rating"]) == ["Good", "Requires improvement"]
    assert list(twice["rank"]) == [2, 1]


def test_units_show_their_newest_rating(book):
    units = book.units
    assert list(units.columns)[: len(COLUMNS["units"])] == list(COLUMNS["units"])
    twice = units[units["unit"] == "South Tyneside and Gateshead"].iloc[0]
    assert (twice["rating"], twice["times_rated"]) == ("Requires improvement", 2)
    assert not units["unit"].duplicated().any()


def test_findings_are_written_out_without_marks(book):
    findings = book.findings
    assert list(findings.columns) == list(COLUMNS["findings"])
    assert len(findings) > 100
    assert not findings["statement"].str.contains("[[", regex=False).any()


def test_a_table_may_be_changed_without_changing_the_next(book):
    first = book.facts
    first["value"] = 0
    assert (book.facts["value"] != 0).any()


def test_another_package_is_read_from_its_folder(tmp_path):
    other = inspections.load(str(write_package(tmp_path / "data")))
    assert other.package.subject["unit"] == "Amberley"
    assert repr(other).startswith("Book of Amberley: ")


def test_a_unit_without_a_rating_is_there_with_its_own_columns(book):
    unit = book.units.set_index("unit").loc["Oxfordshire"]
    assert (unit["rating"], unit["times_rated"], unit["region"]) == ("", 0, "South Central")
    assert unit["code"] == "N59OXFS"
