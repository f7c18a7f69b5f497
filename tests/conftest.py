"""What all tests share: the built site, the browser, and chapters as nbval tests."""

import os
from pathlib import Path

import pytest

from tests.devices import DESK
from tests.nbval_chapters import ChapterFile, difference
from tests.site import published, served
from tools.editions import browser as browsers
from tools.site.build import build

ROOT = Path(__file__).parents[1]
os.environ.setdefault("IPYTHONDIR", str(ROOT / "src" / "publishing" / "core" / "ipython"))
os.environ.setdefault("TZ", "UTC")


SLOW_FILES = (
    "tools/site/test_accidents.py",
    "reader/test_reproducible.py",
    "reader/test_every_page_on_a_phone.py",
    "acceptance/test_another_inspection.py",
    "acceptance/test_new_book.py",
    "reader/test_accessibility.py",
    "reader/test_every_kind_of_page.py",
    "tools/site/test_build.py",
    "reader/test_simulator.py",
    "acceptance/test_guide.py",
    "tools/approval/test_mutants.py",
    "publishing/theme/test_metadata.py",
    "publishing/evidence/test_evidence_in_reach.py",
    "reader/test_site.py",
    "reader/test_explore.py",
    "reader/test_search.py",
)
"""Files that take longest, in order: begun first, so that no processor waits for one at the end."""


def pytest_collection_modifyitems(items):
    """Run the files that take longest first; xdist hands out whole files in this order."""
    places = {str(ROOT / "tests" / name): place for place, name in enumerate(SLOW_FILES)}
    assert [name for name in places if not os.path.isfile(name)] == [], "SLOW_FILES is out of date"
    items.sort(key=lambda item: places.get(str(item.path), len(places)))


def pytest_collect_file(file_path, parent):
    """Collect each chapter's reference outputs as an nbval test of that chapter."""
    if file_path.suffix == ".json" and file_path.parent.name == "reference":
        return ChapterFile.from_parent(parent, path=file_path)
    return None


def pytest_assertrepr_compare(op, left, right):
    """Explain two unequal outputs by the values that changed, not by a dump of both."""
    if op == "==" and isinstance(left, dict) and isinstance(right, dict):
        return difference(left, right)
    return None


def pytest_terminal_summary(terminalreporter):
    """Print what tests measured (``record_property``), so that a run shows its figures."""
    reports = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    measured = sorted({pair for report in reports for pair in report.user_properties})
    if measured:
        terminalreporter.section("measured")
        for name, value in measured:
            terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the complete site, built strictly from what is here now, once for all workers.

    A worker that comes second waits for the first one's build, and finds it done.
    """
    return build(ROOT, clean=True, complete=True)


@pytest.fixture(scope="session")
def browser():
    """A headless browser for the whole run."""
    with browsers.running() as running:
        yield running


@pytest.fixture
def new_page(browser):
    """Open an empty page in a context of its own, as given; all are closed when the test ends."""
    contexts = []

    def open_page(**given):
        contexts.append(browser.new_context(**given))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(new_page, book):
    """Open a page of the site, by its name, on a device."""

    def opened(name, device=DESK, **given):
        page = new_page(**device | given)
        page.goto(book + name)
        return page

    return opened


@pytest.fixture(scope="session")
def book(site):
    """The address of the site, served below the path of its homepage."""
    with published(site) as found:
        yield found


@pytest.fixture(scope="session")
def address(site):
    """The address of the site on this machine."""
    with served(site) as found:
        yield found


@pytest.fixture
def terminal(monkeypatch):
    """Let a person sit there who answers so; return the list of what is asked, as it grows."""

    def sits(answer):
        def take(question):
            asked.append(question)
            return answer(question)

        asked = []
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", take)
        return asked

    return sits
