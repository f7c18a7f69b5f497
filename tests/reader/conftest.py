"""What all tests of readers share: the site as it is published, and a page to look at it."""

from functools import partial

import pytest

from tests.site import published


@pytest.fixture(scope="session")
def book(site):
    """The address of the site, served below the path of its homepage."""
    with published(site) as found:
        yield found


@pytest.fixture
def tab(new_page):
    """Open an empty page into which axe may be put."""
    return partial(new_page, bypass_csp=True)
