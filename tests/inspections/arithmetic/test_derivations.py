from fractions import Fraction

import pytest

from inspections.arithmetic.derivations import (
    OPERATIONS,
    QUALIFIERS,
    derive,
    derive_qualifier,
    surely_above,
    surely_below,
)
from tests.inspections.fixtures import allowed
from tests.tables import each_row

Input = tuple[int, int | str]


def out_of(inputs: list[Input]) -> list[tuple[int, int | None]]:
    """Return values with their totals, as ``derive`` takes them: "" is no total."""
    return [(value, None if isinstance(total, str) else total) for value, total in inputs]


@each_row
def test_each_operation_as_worked_out_by_hand(
    operation: str, inputs: list[Input], value: float, total: int | str
) -> None:
    assert derive(operation, out_of(inputs)) == (value, total or None)


def test_fractions_stay_exact() -> None:
    assert derive("percent", [(Fraction(22), Fraction(70))]) == (Fraction(220, 7), None)


@each_row
def test_an_operation_refuses_inputs_it_cannot_take(
    operation: str, inputs: list[Input], reason: str
) -> None:
    with pytest.raises(ValueError, match=f"^{operation} needs {reason}$"):
        derive(operation, out_of(inputs))


@each_row
def test_a_rest_is_never_negative(operation: str, inputs: list[Input]) -> None:
    with pytest.raises(ValueError, match="^the result, -1132, is negative$"):
        derive(operation, out_of(inputs))


def test_an_unknown_operation_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=f"^product is no .* {', '.join(OPERATIONS)}$"):
        derive("product", [(22, 70), (31, 70)])


@each_row
def test_a_qualifier_is_kept_and_turned_round_where_a_part_is_taken_away(
    operation: str, qualifiers: list[str], said: str
) -> None:
    assert derive_qualifier(operation, qualifiers) == said


@each_row
def test_qualifiers_that_no_one_word_keeps_are_refused(
    operation: str, qualifiers: list[str], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        derive_qualifier(operation, qualifiers)


def test_every_qualifier_that_the_schema_allows_is_known() -> None:
    assert sorted(allowed("facts", "qualifier")) == sorted(QUALIFIERS)


@each_row
def test_a_share_is_surely_above_or_below_a_half_only_as_far_as_its_qualifier_says(
    qualifier: str, percent: int, side: str
) -> None:
    above = surely_above(percent, 50, qualifier=qualifier)
    below = surely_below(percent, 50, qualifier=qualifier)
    assert (above, below) == (side == "above", side == "below")
