"""A limiting word of a source is kept in our words, or the row says why not."""

from __future__ import annotations

import pytest

from inspections.checks.rules.hedges import lost


@pytest.mark.parametrize(
    ("fragment", "text", "dropped"),
    [
        ("only enhanced the management of risk", "It enhanced the management of risk.", ["only"]),
        ("a renewed focus on casework", "A new focus on casework.", ["renewed"]),
        ("described feeling overwhelmed", "Officers felt overwhelmed.", ["described"]),
        ("several cases were incomplete", "Cases were incomplete.", ["several"]),
        ("were inconsistently applied", "Were not applied everywhere.", ["inconsistently"]),
        ("about 30 per cent", "30 per cent", ["about"]),
        ("to acceptable levels", "Services were restored.", ["acceptable"]),
        ("information about children", "Information on children.", []),
        ("feedback was largely positive", "Feedback was mostly good.", []),
        ("some of the cases", "In a few cases.", []),
    ],
)
def test_a_dropped_limit_is_named(fragment, text, dropped):
    assert lost(fragment, text) == dropped
