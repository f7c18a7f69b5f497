"""Lighthouse on the published site. It measures time, so it runs alone, weekly."""

import gzip
import os

import pytest

from tests import lighthouse
from tests.site import all_pages, parsed, published

pytestmark = pytest.mark.weekly

FRONT = "index.html"
NOT_FOR_SEARCH = ("search.html", "404.html")
"""Pages that ask search engines to leave them out: Lighthouse counts that as a fault."""
LARGEST_PAINT = 1.3
"""Seconds, on Lighthouse's slow phone."""
TRIES = 5
"""A busy machine can make one run slow; it cannot make one fast."""


def longest(site):
    """The page with the most bytes as it travels."""
    return max(for_readers(site), key=lambda each: len(gzip.compress((site / each).read_bytes())))


def with_most_figures(site):
    """The page with the most charts."""
    return max(for_readers(site), key=lambda each: len(parsed(site / each).select(".book-figure")))


def for_readers(site):
    """The pages of the book."""
    return [name for name in all_pages(site) if name not in NOT_FOR_SEARCH]


def chosen(site):
    """Every page when ``LIGHTHOUSE`` says so (make lighthouse), else the three that tell most."""
    if os.environ.get("LIGHTHOUSE") == "all":
        return for_readers(site)
    return list(dict.fromkeys([FRONT, longest(site), with_most_figures(site)]))


@pytest.mark.parametrize("mode", lighthouse.MODES)
def test_lighthouse_gives_its_full_score(site, mode, record_property):
    pages = chosen(site)
    assert len(pages) >= 3
    faults, slowest = {}, 0.0
    with published(site) as address:
        for name in pages:
            for _ in range(TRIES):
                report = lighthouse.run(address + name, mode)
                if report.perfect:
                    break
            slowest = max(slowest, report.largest_paint)
            if not report.perfect:
                faults[name] = (report.scores, report.faults)
    measured = f"{len(pages)} pages, largest paint at most {slowest:.1f} s"
    record_property(f"Lighthouse, {mode}", measured)
    assert faults == {}
    assert slowest <= LARGEST_PAINT


def test_lighthouse_would_see_a_fault(tmp_path):
    page = tmp_path / "index.html"
    page.write_text("<!doctype html><title></title><p>Text<img src=none>", encoding="utf-8")
    with published(tmp_path) as address:
        report = lighthouse.run(f"{address}index.html", "mobile")
    assert not report.perfect
    assert len(report.scores) == 4
    assert any(fault.startswith("image-alt") for fault in report.faults)
