"""What pictures show of findings: each office, and both sides of a theme."""

from inspections.checks import check
from tests.inspections.fixtures import ROWS, add_rows, change


def test_a_theme_shown_with_one_side_alone_is_named(package):
    (waits,) = [row for row in ROWS["findings"] if row["finding_id"] == "waits-2034"]
    concern = {"finding_id": "waits-a-2034", "tone": "concern", "short": "long waits"}
    strength = {"finding_id": "waits-b-2034", "tone": "strength", "short": ""}
    add_rows(package, "findings", waits | concern, waits | strength)
    (fault,) = check(package)
    assert (fault.field, fault.rule) == (
        "short",
        "is empty for each strength of amberley-2034 on leadership",
    )
    change(package, "findings", "waits-b-2034", short="shorter queues")
    assert check(package) == []


def test_a_theme_that_no_picture_shows_needs_no_short_words(package):
    change(package, "findings", "waits-2034", short="")
    assert check(package) == []
