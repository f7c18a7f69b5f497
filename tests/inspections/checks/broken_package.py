"""What tests of the check ask of a spoilt package: one fault, which names what is wrong."""

from pathlib import Path

from inspections.checks import Fault, check


def only_fault(folder: Path) -> Fault:
    faults = check(folder)
    assert len(faults) == 1, "\n".join(map(str, faults))
    line = str(faults[0])
    assert "\n" not in line
    assert line.startswith(faults[0].file)
    assert faults[0].rule
    assert faults[0].advice
    return faults[0]
