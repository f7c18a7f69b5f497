"""The tables of the extension read in the order in which their parts act."""

import pytest

from publishing import extension

PRIORITIES = {
    name: [each.default_priority for each in table]
    for name, table in (
        ("transforms", extension.TRANSFORMS),
        ("post-transforms", extension.POST_TRANSFORMS),
    )
}
for event, _, priority in extension.HANDLERS:
    PRIORITIES.setdefault(event, []).append(priority)


@pytest.mark.parametrize("name", PRIORITIES)
def test_what_acts_first_stands_first(name):
    priorities = PRIORITIES[name]
    assert priorities == sorted(priorities)
