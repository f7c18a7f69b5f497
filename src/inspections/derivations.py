"""The arithmetic of derived facts, on plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

from inspections.counting import COUNTS, Row, count

N = TypeVar("N", float, Fraction)

OPERATIONS = ("sum", "remainder_of", "remainder", "complement", "percent", *COUNTS)
_ALONE = ("complement", "percent")


def derive(
    operation: str,
    inputs: Sequence[tuple[N, N | None]],
    *,
    inspections: Iterable[Row] = (),
    where: str = "",
) -> tuple[N, N | None]:
    """Return the value and total that an operation gives; each input is a value and its total.

    A count looks at the ``inspections`` that meet ``where``; an input is the count it is out of.
    Raises ``ValueError`` that says why for inputs or conditions that the operation cannot take.
    """
    if operation in COUNTS:
        return _counted(count(operation, inspections, where), inputs)
    if where:
        raise ValueError(f"{operation} takes no conditions: they are for counts")
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


def _counted(number: int, inputs: Sequence[tuple[N, N | None]]) -> tuple[N, N | None]:
    if len(inputs) > 1:
        raise ValueError("a count needs one input at most: the count that it is out of")
    total = inputs[0][0] if inputs else None
    if total is not None and number > total:
        raise ValueError(f"the count, {number}, is more than the one it is out of, {total}")
    return number, total  # type: ignore[return-value]  # a count is a number of either kind


def _rest(whole: N, parts: Sequence[N]) -> N:
    rest = whole - sum(parts[1:], parts[0])
    if rest < 0:
        raise ValueError(f"the result, {float(rest):g}, is negative")
    return rest
