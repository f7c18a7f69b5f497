"""The list of ratings: what is worked out says so, and a wrong grade is seen.

Its totals, counted by hand, are in ``test_totals``.
"""

import shutil
from pathlib import Path

from inspections.checks import check
from inspections.register import OR_NEXT_YEAR, Inspection
from publishing.core.project import ROOT
from tests.book import register
from tests.inspections.fixtures import change


def test_what_is_worked_out_is_never_marked_as_stated() -> None:
    days = [each for each in register().inspections.values() if each.date_basis == "stated"]
    assert len(days) > 15
    assert all(len(day.report_date) == 10 for day in days)
    others = [each for each in register().inspections.values() if each not in days]
    assert others
    assert all(other.note for other in others)


def test_a_report_that_may_be_of_early_in_the_next_year_says_so() -> None:
    """Of these four only the year of the visits is known, July to October 2024."""
    later = {
        each.unit: each.note for each in register().inspections.values() if _may_be_later(each)
    }
    assert sorted(later) == ["Barnsley and Rotherham", "Leeds", "North Yorkshire", "Wakefield"]
    assert all("it may have come out early in 2025" in note for note in later.values())


def _may_be_later(inspection: Inspection) -> bool:
    marked = inspection.date_basis == OR_NEXT_YEAR
    assert marked == ("may have come out" in inspection.note)
    return marked


def test_a_rating_that_is_not_the_sources_is_named_as_are_the_counts_that_it_spoils(
    tmp_path: Path,
) -> None:
    folder = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    line = change(folder, "inspections", "gwent-pdu-2022", overall_rating="Inadequate")
    rating, count = map(str, check(folder))
    assert rating.startswith(f"inspections.csv, row {line}, ")
    assert 'does not carry the rating, "Inadequate"' in rating
    assert count.startswith("derived_facts.csv, row ")
    assert "the inspections give 11 of 17" in count
