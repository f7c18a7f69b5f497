"""Rules for figures: against totals and fragments, and as computed."""

from pathlib import Path

import pytest

from inspections.arithmetic.derivations import OPERATIONS
from inspections.checks import check
from tests.inspections.fixtures import allowed, change


def test_every_operation_that_the_schema_allows_can_be_computed() -> None:
    assert set(allowed("derived_facts", "operation")) == set(OPERATIONS)


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


@pytest.mark.parametrize("written", ["022", "22.0", "+22", "2_2"])
def test_a_number_is_written_in_one_way(package: Path, written: str) -> None:
    change(package, "facts", "information-used-2030", value=written)
    told = [str(fault) for fault in check(package) if fault.field == "value"]
    assert told, written
    assert all(f'value "{written}"' in each for each in told)
