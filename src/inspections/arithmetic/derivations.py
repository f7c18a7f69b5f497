"""The arithmetic of derived facts, on plain numbers."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

from inspections.arithmetic.counting import COUNTS, PlainRow, count

N = TypeVar("N", float, Fraction)

OPERATIONS = ("sum", "remainder_of", "remainder", "complement", "percent", *COUNTS)
_ALONE = ("complement", "percent")
_TAKEN_AWAY = ("remainder", "complement")


FROM_BELOW = ("more_than", "at_least")
"""Qualifiers that state a lower bound: the true figure is not below the value."""

FROM_ABOVE = ("fewer_than", "at_most", "almost")
"""Qualifiers that state an upper bound: the true figure is not above the value."""

_TURNED = {
    **{"exact": "exact", "about": "about", "more_than": "fewer_than", "at_least": "at_most"},
    **{"fewer_than": "more_than", "at_most": "at_least", "almost": "more_than"},
}
"""The qualifier of ``-x`` by that of ``x``: lower and upper bounds change places."""

QUALIFIERS = tuple(_TURNED)


def surely_above(share: N, part: N, *, qualifier: str) -> bool:
    """Return True if a figure with its qualifier can only mean more than ``part``."""
    if qualifier == "more_than":
        return share >= part
    return share > part and qualifier in ("exact", "at_least")


def surely_below(share: N, part: N, *, qualifier: str) -> bool:
    """Return True if a figure with its qualifier can only mean less than ``part``."""
    if qualifier in ("almost", "fewer_than"):
        return share <= part
    return share < part and qualifier in ("exact", "at_most")


def derive_qualifier(operation: str, qualifiers: Sequence[str]) -> str:
    """Return the qualifier of a result, given those of its inputs in order.

    Raises ``ValueError`` if none describes it, as of a lower with an upper bound, or of a count out
    of an inexact total.
    """
    if operation in COUNTS and set(qualifiers) - {"exact"}:
        raise ValueError("a count can only be out of an exact figure")
    kept = 1 if operation == "remainder_of" else 0 if operation in _TAKEN_AWAY else len(qualifiers)
    resulting = [*qualifiers[:kept], *(_TURNED[qualifier] for qualifier in qualifiers[kept:])]
    return _joined(operation, {qualifier for qualifier in resulting if qualifier != "exact"})


def _joined(operation: str, qualifiers: set[str]) -> str:
    """Combine qualifiers, none of them ``exact``, into one. Raises ``ValueError`` if none fits."""
    if len(qualifiers) < 2:
        return next(iter(qualifiers), "exact")
    for side, strict in ((FROM_BELOW, "more_than"), (FROM_ABOVE, "fewer_than")):
        if qualifiers <= set(side):
            return strict
    if qualifiers == {"about", "almost"}:
        return "about"
    listed = ", ".join(sorted(qualifiers))
    raise ValueError(f"{operation}: no one qualifier says what its parts do together ({listed})")


def derive(
    operation: str,
    inputs: Sequence[tuple[N, N | None]],
    *,
    inspections: Iterable[PlainRow] = (),
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
