"""The arithmetic of derived facts, on plain numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

N = TypeVar("N", float, Fraction)

OPERATIONS = ("sum", "remainder_of", "remainder", "complement", "percent")
_ALONE = ("complement", "percent")


def derive(operation: str, inputs: Sequence[tuple[N, N | None]]) -> tuple[N, N | None]:
    """Return the value and total that an operation gives; each input is a value and its total.

    Raises ``ValueError`` that says why for inputs that the operation cannot take.
    """
    alone = operation in _ALONE
    if operation not in OPERATIONS:
        raise ValueError(f"{operation} is no operation; there are {', '.join(OPERATIONS)}")
    if (len(inputs) != 1) if alone else (len(inputs) < 2):
        raise ValueError(f"{operation} needs {'one input' if alone else 'two inputs or more'}")
    values = [value for value, _ in inputs]
    if operation == "sum":
        return sum(values[1:], values[0]), None
    if operation == "remainder_of":
        return _rest(values[0], values[1:]), None
    totals = {total for _, total in inputs}
    total = totals.pop() if len(totals) == 1 else None
    if not total:
        lacking = "an input with a total" if alone else "inputs of one total"
        raise ValueError(f"{operation} needs {lacking}")
    if operation == "percent":
        return 100 * values[0] / total, None
    return _rest(total, values), total


def _rest(whole: N, parts: Sequence[N]) -> N:
    rest = whole - sum(parts[1:], parts[0])
    if rest < 0:
        raise ValueError(f"the result, {float(rest):g}, is negative")
    return rest
