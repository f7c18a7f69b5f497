"""Rules for units and places: each name leads to all its units, and nothing is left unexplained."""

from __future__ import annotations

import json

import pytest

from inspections.checks import check
from tests.inspections.checks.broken_package import named_in_full, only_fault
from tests.inspections.fixtures import columns, edit_descriptor, read_rows, write_rows

_GAZETTE, _ANNUAL = {"source_id": "gazette-2030"}, {"source_id": "annual-report"}
_PLACE = {"kind": "town", "standing": "only", "basis": "stated", "fragment": "as said", **_GAZETTE}
ROWS = {
    "units": [
        {
            "unit_id": "amberley",
            "name": "Amberley",
            "region": "North Downs",
            "listed": "both lists",
            "code": "A1",
            "code_source_id": "annual-report",
            "police_area": "Downs",
            "police_source_id": "annual-report",
            "gap_id": "sample",
            **_GAZETTE,
            "fragment": "West Amberley",
            "second_source_id": "annual-report",
            "second_fragment": "Amberley",
        },
        {
            "unit_id": "brooke",
            "name": "Brooke",
            "region": "North Downs",
            "listed": "earlier list only",
            "successors": "brooke-and-chase",
            **_GAZETTE,
            "fragment": "Brooke",
            "note": "Joined with Chase.",
        },
        {
            "unit_id": "brooke-and-chase",
            "name": "Brooke and Chase",
            "region": "North Downs",
            "listed": "later list only",
            **_ANNUAL,
            "fragment": "Brooke and Chase",
        },
    ],
    "places": [
        {**_PLACE, "place": "Amberley", "unit_id": "amberley", "within": "West Downs"},
        {**_PLACE, "place": "Brooke", "unit_id": "brooke", "standing": "former"},
        {**_PLACE, "place": "Brooke", "unit_id": "brooke-and-chase", "standing": "present"},
        {
            **_PLACE,
            "place": "Chase",
            "unit_id": "amberley",
            "standing": "stronger",
            "note": "Another source says Brooke.",
        },
        {
            **_PLACE,
            "place": "Chase",
            "unit_id": "brooke",
            "standing": "weaker",
            "note": "Another source says Amberley.",
        },
        {**_PLACE, "place": "Dale", "unit_id": "amberley", "basis": "derived", "within": "Downs"},
    ],
}


@pytest.fixture
def package(package):
    """Add units and places to the sound package."""
    for name, rows in ROWS.items():
        write_rows(package, name, columns=columns(name), rows=rows)
    return package


# What is wrong; table, key and cells to spoil; the field, the value and a word of the rule.
CELLS = {
    "no list to be in": (
        *("units", "amberley", {"listed": "no list"}),
        *("listed", "no list", "is not one of"),
    ),
    "successors of a unit that is still there": (
        *("units", "amberley", {"successors": "brooke-and-chase"}),
        *("successors", "brooke-and-chase", 'does not go with listed "both lists"'),
    ),
    "no successors of a unit that is gone": (
        *("units", "brooke", {"successors": ""}),
        *("successors", "", 'does not go with listed "earlier list only"'),
    ),
    "a successor that is no unit": (
        *("units", "brooke", {"successors": "chase"}),
        *("successors", "chase", "there is no chase in units"),
    ),
    "a successor that is gone too": (
        *("units", "brooke", {"successors": "brooke"}),
        *("successors", "brooke", "brooke is not in the later list"),
    ),
    "a place of a unit that is not there": (
        *("places", "Dale", {"unit_id": "amberly"}),
        *("unit_id", "amberly", "units"),
    ),
    "a name shared with nobody": (
        *("places", "Dale", {"standing": "shared"}),
        *("standing", "shared", "does not go with 1 unit for this name"),
    ),
    "worked out from nothing": (
        *("places", "Dale", {"within": ""}),
        *("note", "", "is empty though the row was worked out"),
    ),
    "a gap that is no open question": (
        *("units", "amberley", {"gap_id": "simple"}),
        *("gap_id", "simple", "unknowns"),
    ),
}


@pytest.mark.parametrize("spoiling", CELLS.values(), ids=CELLS)
def test_a_spoilt_cell_is_named_in_full(package, spoiling):
    named_in_full(package, spoiling)


def spoilt(package, table, line, **cells):
    """Change one row of a table by its line, and return all faults as text."""
    rows = read_rows(package, table)
    rows[line - 2] = {**rows[line - 2], **cells}
    write_rows(package, table, columns=columns(table), rows=rows)
    return [str(fault) for fault in check(package)]


def test_an_inspected_unit_that_no_list_has_is_named(package):
    faults = spoilt(package, "units", 2, name="Amberleigh")
    assert len(faults) == 2  # one for each inspection
    assert all('unit "Amberley": is not a name of units.csv' in each for each in faults)
    assert 'did you mean "Amberleigh"?' in faults[0]


def test_a_region_that_differs_is_named_unless_the_note_says_so(package):
    faults = spoilt(package, "units", 2, region="South Downs")
    assert len(faults) == 2
    assert 'region "North Downs": units.csv has this unit in "South Downs"' in faults[0]
    for line in (2, 3):
        note = "The official list has it in South Downs."
        faults = spoilt(package, "inspections", line, note=note)
    assert faults == []


@pytest.mark.parametrize(("line", "standing"), [(3, "former"), (4, "present")])
def test_a_change_with_one_side_missing_is_named(package, line, standing):
    (fault,) = spoilt(package, "places", line, standing="shared")
    assert f'no row of this name has the standing "{standing}"' in fault


def test_a_name_of_two_units_that_leads_to_one_alone_is_named(package):
    faults = spoilt(package, "places", 5, standing="only")
    assert any("does not go with 2 units for this name" in each for each in faults)


def test_a_contradiction_without_a_word_is_named(package):
    (fault,) = spoilt(package, "places", 5, note="")
    assert "is empty though sources contradict each other" in fault


def test_two_spellings_of_a_name_are_named(package):
    faults = spoilt(package, "places", 7, place="The Chase")
    assert any('place "The Chase": reads like "Chase"' in each for each in faults)


def test_a_text_for_unrated_units_takes_its_figures_from_facts(package):
    file = package / "datapackage.json"
    descriptor = json.loads(file.read_text())
    for year in (2030, 2031):  # the first is a fact, the second is none
        descriptor["units_list"]["not_rated"] = f"Only [[units-each-year-{year}]] are seen."
        file.write_text(json.dumps(descriptor))
        assert len(check(package)) == year - 2030
    fault = only_fault(package)
    assert (fault.file, fault.field) == ("datapackage.json", "units_list.not_rated")
    assert 'did you mean "units-each-year-2030"?' in fault.advice


def test_a_package_may_have_no_units_at_all(package):
    for name in ("units", "places"):
        write_rows(package, name, columns=columns(name), rows=[])
    assert check(package) == []
    assert ROWS["units"]


def test_a_region_of_a_unit_needs_its_tile_on_the_map(package):
    edit_descriptor(package, lambda it: it["units_list"].update(map=[]))
    fault = only_fault(package)
    assert (fault.file, fault.field) == ("datapackage.json", "units_list.map")
    assert (fault.value, fault.rule) == ("North Downs", "has no tile")
