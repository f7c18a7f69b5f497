"""Lighthouse on the published site. It measures time, so it runs alone, after the other tests."""

from __future__ import annotations

import gzip
import os

import pytest

from tests import lighthouse
from tests.site import all_pages, parsed, published

pytestmark = pytest.mark.quiet

FRONT = "index.html"
NOT_FOR_SEARCH = ("search.html", "404.html")
"""Pages that ask search engines to leave them out: Lighthouse counts that as a fault."""
LARGEST_PAINT = 1.3
"""Seconds, on Lighthouse's slow phone."""
LONG = 5_000
"""Elements from which a page counts as long: those with an entry for each number or finding."""
SPEED_OF_LONG_PAGES = 80
"""Short of 100: laying out some 8,000 elements takes Lighthouse's slow phone about 0.3 s."""
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


def sufficient(page, report):
    """All at 100; of a long page all but its speed, which has a limit of its own."""
    if len(parsed(page).select("*")) < LONG:
        return report.perfect
    others = {name: score for name, score in report.scores.items() if name != "performance"}
    return set(others.values()) == {100} and report.scores["performance"] >= SPEED_OF_LONG_PAGES


@pytest.mark.parametrize("mode", lighthouse.MODES)
def test_lighthouse_gives_its_full_score_but_for_the_speed_of_long_pages(
    site, mode, record_property
):
    pages = chosen(site)
    assert len(pages) >= 3
    faults, slowest, least = {}, 0.0, {}
    with published(site) as address:
        for name in pages:
            for _ in range(TRIES):
                report = lighthouse.run(address + name, mode)
                if sufficient(site / name, report):
                    break
            slowest = max(slowest, report.largest_paint)
            if not report.perfect:
                least[name] = report.scores["performance"]
            if not sufficient(site / name, report):
                faults[name] = (report.scores, report.faults)
    measured = f"{len(pages)} pages, largest paint at most {slowest:.1f} s; below 100: {least}"
    record_property(f"Lighthouse, {mode}", measured)
    assert faults == {}
    assert slowest <= LARGEST_PAINT


def test_lighthouse_would_see_a_fault(site, tmp_path):
    page = tmp_path / "index.html"
    page.write_text("<!doctype html><title></title><p>Text<img src=none>", encoding="utf-8")
    with published(tmp_path) as address:
        report = lighthouse.run(f"{address}index.html", "mobile")
    assert not report.perfect
    assert len(report.scores) == 4
    assert any(each.startswith("image-alt") for each in report.faults)
