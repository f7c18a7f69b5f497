"""Rules for units and places: each name leads to all its units, and nothing is left unexplained."""

import json

import pytest

from inspections.checks import check
from tests.inspections.checks.broken_package import only_fault
from tests.inspections.fixtures import edit_descriptor, read_rows, with_units, write_rows
from tests.tables import each_row


@pytest.fixture
def package(package):
    """Add units and places to the sound package."""
    return with_units(package)


def spoilt(package, table, line, **cells):
    """Change one row of a table by its line, and return all faults as text."""
    rows = read_rows(package, table)
    rows[line - 2] = {**rows[line - 2], **cells}
    write_rows(package, table, rows)
    return [str(fault) for fault in check(package)]


def test_an_inspected_unit_that_no_list_has_is_named(package):
    faults = spoilt(package, "units", 2, name="Amberleigh")
    assert len(faults) == 2  # one for each inspection
    assert all('unit "Amberley": is not a name of units.csv' in fault for fault in faults)
    assert 'did you mean "Amberleigh"?' in faults[0]


def test_a_region_that_differs_is_named_unless_the_note_says_so(package):
    faults = spoilt(package, "units", 2, region="South Downs")
    assert len(faults) == 2
    assert '"North Downs": units.csv has this unit in the region "South Downs"' in faults[0]
    for line in (2, 3):
        note = "The official list has it in South Downs."
        faults = spoilt(package, "inspections", line, note=note)
    assert faults == []


def test_a_region_that_differs_from_that_of_an_earlier_inspection_is_named(package):
    write_rows(package, "units", rows=[])
    write_rows(package, "places", rows=[])
    (fault,) = spoilt(package, "inspections", 3, region="South Downs")
    assert 'row 2 has this unit in the region "North Downs"' in fault


@pytest.mark.parametrize("table", ["units", "inspections"])
def test_a_region_with_its_words_run_together_is_another_spelling(package, table):
    faults = spoilt(package, table, 3, region="NorthDowns")
    said = 'region "NorthDowns": reads like "North Downs", row 2 of units.csv, to a reader'
    assert said in faults[-1]


@each_row
def test_a_name_leads_to_its_units_or_what_is_amiss_is_named(package, line, cells, words):
    """No words: nothing is amiss."""
    faults = spoilt(package, "places", line, **cells)
    assert any(words in fault for fault in faults) if words else faults == []


def test_several_faults_of_small_places_are_named_at_once(package):
    spoilt(package, "places", 8, within="", note="Worked out.", standing="shared")
    faults = spoilt(package, "places", 11, unit_id="brook")
    assert [fault.partition(' "')[0] for fault in faults] == [
        "places.csv, row 8, within",
        "places.csv, row 8, standing",
        "places.csv, row 11, unit_id",
    ]


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
    descriptor["units_list"]["not_rated"] = "Only [[units-each-year-2030:roman]] are seen."
    file.write_text(json.dumps(descriptor))
    assert only_fault(package).rule == "[[units-each-year-2030:roman]] names no form of a figure"


def test_a_package_may_have_no_units_at_all(package):
    for name in ("units", "places"):
        write_rows(package, name, [])
    assert check(package) == []


def test_a_region_of_a_unit_needs_its_tile_on_the_map(package):
    edit_descriptor(package, lambda it: it["units_list"].update(map=[]))
    fault = only_fault(package)
    assert (fault.file, fault.field) == ("datapackage.json", "units_list.map")
    assert (fault.value, fault.rule) == ("North Downs", "has no tile")
