"""A limiting word of a source is kept in our words, or the row says why not."""

from inspections.checks.rules.hedges import lost_hedges
from tests.tables import each_row


@each_row
def test_a_dropped_limit_is_named(fragment, text, dropped):
    assert lost_hedges(fragment, text) == dropped
