"""What is said of a record in few words."""

from __future__ import annotations

import pytest

from publishing.records.record_text import inspection_name, publication, quoted
from tests.book import register


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("daventry-express-2022", "Daventry Express, 17 May 2022"),
        # The row gives July 2024 as worked out: a line has no room to say so of the month.
        ("northampton-chronicle-2024", "Northampton Chronicle & Echo, 2024"),
        ("gwent-mappa", "Gwent MAPPA, no date seen"),
    ],
)
def test_a_source_is_dated_as_far_as_it_says_itself(source, says):
    assert publication(register().sources[source]) == says


def test_an_inspection_is_named_by_its_unit_and_the_year_of_its_report():
    named = [inspection_name(each) for each in register().inspections.values()]
    assert "Northamptonshire, 2024 report" in named
    assert "Wales, undated report" in named
    assert len(set(named)) == len(named) > 80


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("rated 'inadequate'", "“rated ‘inadequate’”"),
        ('deemed "inadequate"', "“deemed ‘inadequate’”"),
        ("deemed “inadequate”", "“deemed ‘inadequate’”"),
        ("Derby's unit", "“Derby’s unit”"),
    ],
)
def test_words_of_a_source_stand_in_double_marks_and_marks_within_are_single(words, says):
    assert quoted(words) == says
