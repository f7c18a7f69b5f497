"""What pages show of a part of the list of inspections, from records made up for it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from publishing.pages.ratings_tables import units_of_the_region
from tests.book import register


def test_a_region_is_called_worked_out_only_where_we_worked_it_out():
    stated = register().subject_inspections[-1]
    derived = replace(stated, inspection_id="x", region_basis="derived")
    known = SimpleNamespace(
        subject_inspections=[stated], inspections={"stated": stated, "derived": derived}
    )
    (table,) = units_of_the_region(known)
    assert table.astext().count(stated.unit) == 2
    assert table.astext().count("Northamptonshire (region worked out by us)") == 1
