"""What a page asks for, and no more: the list of words with a search, a sheet with its classes."""

import re

from publishing.core import runtimes
from publishing.theme import assets
from tests.page_cost import BYTES, cost
from tests.site import published


def test_a_heavy_page_and_a_stranger_would_be_seen(new_page, tmp_path):
    noise = "".join(f"{each * 2654435761 % 2**32:08x}" for each in range(40_000))
    (tmp_path / "a.html").write_text(
        f"<!doctype html><p>{noise}</p><img alt='' src='http://127.0.0.1:9/x.png'>"
    )
    with published(tmp_path) as address:
        asked, faults = cost(new_page(), f"{address}a.html")
        assert sum(asked.values()) > BYTES
        assert faults == ["http://127.0.0.1:9/x.png"]


def test_the_list_of_all_words_comes_only_with_a_search(new_page, book):
    before, _ = cost(new_page(), f"{book}search.html")
    after, _ = cost(new_page(), f"{book}search.html?q=caseload")
    assert not [url for url in before if "searchindex" in url]
    assert [url for url in after if "searchindex" in url]


# --- rules that style nothing ------------------------------------------------------------------

MADE_BY = {
    "literal-block": "a listing on a page of another book",
}
"""Classes that no finished page and none of our scripts names, by what sets them."""


def unstyled(sheet, sources):
    """The classes that a style sheet names and no page or script does, in order."""
    named = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)(?=[^{}]*\{)", sheet))
    used = {word for text in sources for word in re.findall(r"[\w-]+", text)}
    return sorted(named - used - set(MADE_BY))


def test_no_rule_of_the_style_sheet_is_for_a_class_that_nothing_has(site):
    sheets = ("style.css", *assets.SELECTED)
    sheet = "\n".join((site / "_static" / each).read_text("utf-8") for each in sheets)
    assert sheet.count("{") > 300
    classes = [
        match
        for page in site.rglob("*.html")
        for match in re.findall(r'class="([^"]*)"', page.read_text(encoding="utf-8"))
    ]
    on_request = [*runtimes.ON_REQUEST.iterdir()]  # in the site where cells can run
    scripts = [path.read_text(encoding="utf-8") for path in [*site.rglob("*.js"), *on_request]]
    assert unstyled(sheet, [*classes, *scripts]) == []


def test_a_rule_for_nothing_would_be_found():
    sheet = ".kept, .gone:hover > .also-kept { color: red } @media print { .late { top: 1.5em } }"
    assert unstyled(sheet, ["kept other", "also-kept"]) == ["gone", "late"]


def test_a_sheet_comes_only_with_a_page_that_has_its_classes(site):
    sheet = '<link rel="stylesheet" type="text/css" href="../_static/units.css'
    texts = {page.stem: page.read_text("utf-8") for page in (site / "chapters").glob("*.html")}
    assert sheet in texts["your-area"]
    assert sheet not in texts["every-number"]
    for unit in ("york", "northamptonshire"):
        assert sheet in (site / "units" / f"{unit}.html").read_text("utf-8")
    assert assets.uses(".a, .b:hover > .kept { top: 0 }", '<p class="x kept">')
    assert not assets.uses(".a, .b { top: 0.5em }", '<p class="x">a b</p>')
