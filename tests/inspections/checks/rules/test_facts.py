"""Rules for figures: against totals and fragments, and as computed."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspections.arithmetic.derivations import OPERATIONS
from inspections.checks import check
from inspections.package import tables
from tests.inspections.checks.broken_package import CellFault, named_in_full, only_fault
from tests.inspections.fixtures import ROWS, change, columns, write_rows

# What is wrong; table, row and cells to spoil; the field, the value and a word of the rule
# that the one fault must name.
CELLS: dict[str, CellFault] = {
    "number that is not one": (
        *("facts", "visits-missed-2030", {"total": "INF"}),
        *("total", "INF", "plain digits"),
    ),
    "value above its total": (
        *("facts", "visits-missed-2030", {"value": "83", "fragment": "83 of the 59 cases"}),
        *("value", "83", "more than total, 59"),
    ),
    "score above its maximum": (
        *("inspections", "amberley-2030", {"score_out_of": "8"}),
        *("score", "9", "more than score_out_of, 8"),
    ),
    "score without its maximum": (
        *("inspections", "amberley-2030", {"score_out_of": ""}),
        *("score_out_of", "", "is empty"),
    ),
    "fraction without a total": (
        *("facts", "units-each-year-2030", {"total": ""}),
        *("total", "", "unit is fraction"),
    ),
    "fragment with another figure": (
        *("facts", "visits-missed-2030", {"fragment": "38 of 59 cases in two weeks"}),
        *("fragment", "38 of 59 cases in two weeks", "(2, 38, 59) are not those"),
    ),
    "fragment without the total": (
        *("facts", "visits-missed-2030", {"fragment": "38 cases"}),
        *("fragment", "38 cases", "(38) are not those of value and total (38, 59)"),
    ),
    "fragment without any figure": (
        *("facts", "training-2030", {"fragment": "many months", "fragment_reason": ""}),
        *("fragment", "many months", "(none) are not those of value and total (15)"),
    ),
    "fragment with another fraction": (
        *("facts", "units-each-year-2030", {"fragment": "a quarter of units"}),
        *("fragment", "a quarter of units", "(0.25) are not those of value and total (1/3)"),
    ),
    "agreeing fragment with another figure": (
        *("facts", "information-used-2030", {"second_fragment": "22 of 71"}),
        *("second_fragment", "22 of 71", "(22, 71) are not those"),
    ),
    "reason that is not needed": (
        *("facts", "workers-2030", {"fragment_reason": "No reason."}),
        *("fragment_reason", "No reason.", "a reason is given though"),
    ),
    "input that does not exist": (
        *("derived_facts", "requested-2030", {"inputs": "not-requested-2031"}),
        *("inputs", "not-requested-2031", "there is no fact not-requested-2031"),
    ),
    "fact computed from itself": (
        *("derived_facts", "workers-and-cases-2030"),
        {"inputs": "workers-2030 workers-and-cases-2030"},
        *("inputs", "workers-2030 workers-and-cases-2030", "computed from itself"),
    ),
    "percentage of something without a total": (
        *("derived_facts", "information-used-share-2030", {"inputs": "workers-2030"}),
        *("inputs", "workers-2030", "percent needs an input with a total"),
    ),
    "percentage of two things": (
        *("derived_facts", "information-used-share-2030"),
        {"inputs": "information-used-2030 visits-missed-2030"},
        *("inputs", "information-used-2030 visits-missed-2030", "percent needs one input"),
    ),
    "percentage in another unit": (
        *("derived_facts", "information-used-share-2030", {"unit": "cases"}),
        *("unit", "cases", "operation percent"),
    ),
    "sum of one thing": (
        *("derived_facts", "workers-and-cases-2030", {"inputs": "workers-2030"}),
        *("inputs", "workers-2030", "sum needs two inputs or more"),
    ),
    "remainder of different totals": (
        *("derived_facts", "rest-2030"),
        {"inputs": "information-used-2030 visits-missed-2030"},
        *("inputs", "information-used-2030 visits-missed-2030", "inputs of one total"),
    ),
    "result below nought": (
        *("derived_facts", "other-workers-2030"),
        {"inputs": "rest-2030 workers-2030"},
        *("inputs", "rest-2030 workers-2030", "the result, -1132, is negative"),
    ),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_wrong_cell_is_named_with_file_row_field_value_and_rule(package: Path, kind: str) -> None:
    named_in_full(package, CELLS[kind])


def test_every_operation_that_the_schema_allows_can_be_computed() -> None:
    (field,) = (
        each
        for resource in tables.read_descriptor()["resources"]
        for each in resource["schema"]["fields"]
        if (resource["name"], each["name"]) == ("derived_facts", "operation")
    )
    assert set(field["constraints"]["enum"]) == set(OPERATIONS)


def test_a_derived_fact_must_not_take_the_name_of_a_fact(package: Path) -> None:
    row = ROWS["derived_facts"][-1] | {"fact_id": "workers-2030"}
    rows = [*ROWS["derived_facts"][:-1], row]
    write_rows(package, "derived_facts", columns=columns("derived_facts"), rows=rows)
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.value) == ("derived_facts.csv", 6, "workers-2030")
    assert "facts.csv has a fact of this name" in fault.rule


def test_a_cycle_over_two_facts_is_found(package: Path) -> None:
    change(
        package, "derived_facts", "rest-2030", operation="sum", inputs="workers-2030 requested-2030"
    )
    change(package, "derived_facts", "requested-2030", inputs="rest-2030")
    faults = check(package)
    assert {fault.value for fault in faults} == {
        "rest-2030",
        "workers-2030 requested-2030",
        "workers-2030 rest-2030",  # other-workers-2030 waits for the two
    }
    assert all("computed from itself" in fault.rule for fault in faults)


def test_inputs_that_pull_two_ways_are_refused(package: Path) -> None:
    change(package, "facts", "information-used-2030", qualifier="more_than")
    faults = check(package)
    # workers-2030 is "almost 1,149"; more than 22 makes the sum neither a limit nor an estimate,
    # and fewer than 17 taken away from it leaves as little.
    assert [(fault.file, fault.row, fault.field) for fault in faults] == [
        ("derived_facts.csv", 3, "inputs"),
        ("derived_facts.csv", 6, "inputs"),
    ]
    for fault in faults:
        assert "no one qualifier says what its parts do together (almost, more_than)" in fault.rule
        assert fault.advice.startswith("leave one out")


def test_a_count_out_of_an_estimate_is_refused(package: Path) -> None:
    change(
        *(package, "derived_facts", "workers-and-cases-2030"),
        **{"operation": "count_units", "inputs": "workers-2030", "unit": "units"},
    )
    fault = only_fault(package)
    assert (fault.file, fault.field) == ("derived_facts.csv", "inputs")
    assert "a count can only be out of an exact figure" in fault.rule
