"""A chapter's code: folded away below its figure; what it prints keeps its columns."""

import pytest

from tests.devices import PHONE
from tests.site import approved_figures, parsed

STUDENTS = "chapters/use-the-data.html"
SIDEWAYS = "each => each.scrollWidth - each.clientWidth"


def test_the_code_of_a_figure_is_the_end_of_its_one_closed_fold(site):
    folds = 0
    for name in approved_figures():
        page = parsed(site / name)
        for code in page.select(".code-fold"):
            fold = code.parent
            assert "book-figure-details" in fold["class"]
            assert not fold.has_attr("open")
            assert code.select("pre")
            assert code.find_next_sibling() is None
            folds += 1
        for figure in page.select(".book-figure"):
            assert len(figure.select("details")) == 1
    assert folds >= 8


def test_what_code_prints_keeps_its_columns_and_scrolls_in_a_named_region(open_page):
    page = open_page(STUDENTS, PHONE)
    regions = page.locator(".output-region").all()
    names = [region.get_attribute("aria-label") for region in regions]
    assert names == [f"Output {number} of the code" for number in range(1, len(names) + 1)]
    assert len(names) == 11  # three, three that run in the page, and the project's five stages
    assert any(region.evaluate(SIDEWAYS) > 50 for region in regions)
    for each in regions:
        assert each.get_attribute("role") == "region"
        each.focus()
        assert each.evaluate("each => document.activeElement === each")
        printed = each.locator("pre")
        assert printed.evaluate("each => getComputedStyle(each).whiteSpace") == "pre"
        lines = printed.inner_text().rstrip("\n").count("\n") + 1
        tall = printed.evaluate(
            "each => { const look = getComputedStyle(each); return (each.clientHeight"
            " - parseFloat(look.paddingTop) - parseFloat(look.paddingBottom))"
            " / parseFloat(look.lineHeight) }"
        )
        assert round(tall) == lines  # none is broken
    assert page.locator("html").evaluate(SIDEWAYS) <= 0
    code = page.locator(".cell_input pre").all()
    assert len(code) >= 4
    assert all(each.evaluate(SIDEWAYS) <= 0 for each in code)  # code wraps


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_code_stands_in_a_box_and_no_name_in_it_looks_like_a_link(open_page, scheme):
    page = open_page(STUDENTS, color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    boxes = page.locator(".highlight pre").evaluate_all(
        "all => all.map(each => getComputedStyle(each))"
        ".map(look => [look.backgroundColor, look.borderTopWidth, look.borderTopStyle])"
    )
    assert len(boxes) >= 8
    for colour, width, style in boxes:
        assert colour != ground
        assert (width, style) == ("1px", "solid")
    names = page.locator(".highlight .nn").evaluate_all(
        "all => all.map(each => getComputedStyle(each).textDecorationLine)"
    )
    assert len(names) >= 2
    assert set(names) == {"none"}
