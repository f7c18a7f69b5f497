"""What tests of all editions share: what this one is."""

import pytest

from publishing.records.edition import Edition, this_edition
from tests.book import register


@pytest.fixture(scope="session")
def edition() -> Edition:
    return this_edition(register())
