"""Totals of the list of ratings, typed from the sources named or counted by hand.

Those that a new inspection changes are in ``tests/data/totals.py``, where they are counted again by
hand. Nothing here is pasted from our own output.
"""

from collections import Counter

from inspections.package import tables
from publishing.core.project import ROOT
from tests.book import register
from tests.data import totals


def units(*, year: str = "", programme: str = "") -> Counter[str]:
    """The ratings of units in the list, counted without the book's own counting."""
    rows = tables.read_raw(ROOT / "data", "inspections")
    assert len(rows) == len(register().inspections) > 80
    return Counter(
        row["overall_rating"]
        for row in rows
        if row["unit_kind"] == "unit"
        and row["report_date"].startswith(year)
        and row["programme_id"].startswith(programme)
    )


def test_reports_of_2022_are_as_the_inspectorate_counts_them() -> None:
    """HM Inspectorate of Probation, 11 January 2023: 10 of the 17 PDU reports of 2022."""
    found = units(year="2022")
    assert found == {"Inadequate": 10, "Requires improvement": 6, "Good": 1}
    fact = register().fact("reports-inadequate-2022")
    assert (fact.value, fact.total) == (10, 17)


def test_reports_of_2024_with_the_named_gaps_are_those_of_the_annual_report() -> None:
    """Russell Webster, 18 March 2025: 24 units, 10 Requires improvement and 14 Inadequate."""
    gaps = {
        "Inadequate": "rating-of-york",
        "Requires improvement": "rating-of-hull-and-east-riding",
    }
    unknown = {row["unknown_id"] for row in register().package.records("unknowns")}
    found = units(year="2024", programme="programme-2023")
    for rating, gap in gaps.items():
        assert gap in unknown
        found[rating] += 1
    assert found == {"Inadequate": 14, "Requires improvement": 10}
    assert sum(found.values()) == 24


def test_the_list_has_the_numbers_that_were_counted_by_hand() -> None:
    """Counted by two readers before the list was made: by year and rating, and the pairs."""
    assert units(year="2023") == {"Inadequate": 7, "Requires improvement": 12}
    assert units(year="2025") == {"Inadequate": 8, "Requires improvement": 11}
    whole = units()
    assert whole == totals.BY_RATING
    assert sum(whole.values()) == totals.OF_UNITS
    assert {name: register().fact(name).value for name in totals.MOVED} == totals.MOVED
    assert register().fact("rated-units").value == len(register().units) == totals.UNITS
    assert max(each.report_date for each in register().inspections.values()) == totals.LATEST[0]


def test_the_kinds_of_inspection_add_up_to_all() -> None:
    kinds = Counter(inspection.unit_kind for inspection in register().inspections.values())
    of = {"unit": totals.OF_UNITS, "region": totals.OF_REGIONS, "national": totals.OF_THE_NATION}
    assert kinds == of
    assert sum(of.values()) == len(register().inspections) == totals.INSPECTIONS


def test_the_later_programme_has_the_numbers_counted_by_hand() -> None:
    found = units(programme="programme-2023")
    assert found["Inadequate"] == totals.LATER_PROGRAMME["Inadequate"]
    assert sum(found.values()) == totals.LATER_PROGRAMME["all"]
