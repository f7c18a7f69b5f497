"""A fault as a person reads it, and how many of them are shown."""

from inspections.checks import Fault, messages


def test_a_fault_is_one_line_with_place_value_rule_and_advice() -> None:
    fault = Fault("facts.csv", 12, "value", "71\n", "is more than total, 70", "correct it")
    assert str(fault) == 'facts.csv, row 12, value "71": is more than total, 70; correct it'


def test_a_long_value_is_cut_in_the_line() -> None:
    line = str(Fault("facts.csv", 2, "note", "word " * 100, "rule", "advice"))
    assert len(line) < 130
    assert "word…" in line


def test_messages_limit_each_file_by_itself() -> None:
    faults = [Fault("a.csv", row, "", "", "rule", "advice") for row in range(2, 19)]
    faults.append(Fault("b.csv", 2, "", "", "rule", "advice"))
    assert messages(faults) == [
        *(f"a.csv, row {row}: rule; advice" for row in range(2, 7)),
        "and 12 more in a.csv",
        "b.csv, row 2: rule; advice",
    ]
