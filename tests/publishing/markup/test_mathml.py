"""Formulas are MathML in the page: no script, and no misspelt command gets through."""

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from publishing.core.project import ROOT
from publishing.markup.mathml import NotAFormula, mathml
from tests.book import register
from tests.tables import each_row
from tools.lint import prose
from tools.lint.markdown_page import parse_page


def shape(latex):
    """A formula as nested names and texts."""

    def of(element):
        name = element.tag.rpartition("}")[2]
        if not len(element):
            return f"{name}:{element.text}"
        return f"{name}({', '.join(map(of, element))})"

    return of(ElementTree.fromstring(mathml(latex)))


def test_a_fraction_and_a_root_are_what_they_say():
    assert shape(r"\frac{x}{n}") == "math(mfrac(mi:x, mi:n))"
    assert shape(r"\sqrt{n}") == "math(msqrt(mi:n))"


def test_a_formula_may_compare():
    assert shape("n < 5") == "math(mi:n, mo:<, mn:5)"


def test_a_sign_between_two_terms_is_a_sign_not_a_letter():
    assert shape(r"a \pm b") == "math(mi:a, mo:±, mi:b)"


def test_a_formula_carries_its_namespace_and_its_source_for_those_who_cannot_see_it():
    root = ElementTree.fromstring(mathml("n < 5", display=True))
    assert root.tag == "{http://www.w3.org/1998/Math/MathML}math"
    assert (root.get("alttext"), root.get("display")) == ("n < 5", "block")


@each_row
def test_what_is_no_formula_is_refused_in_words(latex, message):
    with pytest.raises(NotAFormula, match="(?i)" + message.replace("\\", r"\\")):
        mathml(latex)


def test_figures_inside_a_formula_are_not_typed_numbers_and_those_beside_it_are():
    page = "# Page\n\nTake $n = 70$ of 2,611.\n\n```{math}\nz = 196\n```\n\n$$\nx = 41\n$$\n"
    ((line, advice),) = prose.faults(parse_page(page, ROOT), register())
    assert (line, advice.split(":")[0]) == (3, "typed number '2,611'")


def runs_of_ink(picture):
    """How many bands of ink a picture has from top to bottom, parted by blank rows."""
    grey = Image.open(io.BytesIO(picture)).convert("L")
    inside = range(4, grey.height)  # the edge may show the end of a root
    rows = [grey.crop((0, y, grey.width, y + 1)).getextrema()[0] < 160 for y in inside]
    return sum(now and not before for before, now in zip([False, *rows], rows, strict=False))


def test_what_stands_above_and_below_the_bar_of_a_fraction_is_clear_of_it(open_page):
    page = open_page("chapters/what-a-sample-can-tell.html", device_scale_factor=4)
    plain = page.locator("mfrac:not(:has(mfrac), [linethickness])").all()
    bands = [runs_of_ink(each.screenshot()) for each in plain]
    assert len(bands) >= 5
    assert set(bands) == {3}
