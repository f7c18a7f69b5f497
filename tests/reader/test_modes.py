"""Modes a device asks for: forced colours, more contrast, no storage; and words that are typed."""

from tests.devices import ICONS

# --- forced colours ----------------------------------------------------------------------------


def test_the_steps_of_a_grade_differ_in_forced_colours(open_page):
    page = open_page("index.html", forced_colors="active")
    look = """all => all.map((each) => { const style = getComputedStyle(each, "::before");
      return [style.backgroundColor, getComputedStyle(each).borderTopWidth,
              each.ariaCurrent == "true"]; })"""
    ladders = page.locator(".grades .ladder").all()
    assert len(ladders) == 2
    for ladder in ladders:
        steps = ladder.locator("li").evaluate_all(look)
        assert len({fill for fill, *_ in steps}) == len(steps) == 4
        assert sorted(border for _, border, is_given in steps if is_given) == ["3px"]
        assert {border for _, border, is_given in steps if not is_given} == {"1px"}


def test_the_page_one_is_on_is_marked_by_a_border_in_forced_colours(open_page):
    page = open_page(
        "chapters/glossary.html", forced_colors="active", viewport={"width": 1280, "height": 900}
    )
    width = "all => all.map((each) => getComputedStyle(each).borderLeftWidth)"
    current = page.locator(".sidebar-tree .current-page > .reference").evaluate_all(width)
    others = page.locator(".sidebar-tree li:not(.current-page) > .reference").evaluate_all(width)
    assert current == ["4px"]
    assert set(others) == {"0px"}


# --- more contrast -----------------------------------------------------------------------------


def test_more_contrast_makes_quiet_words_as_dark_as_the_text(open_page):
    colour = "each => getComputedStyle(each).color"
    found = {}
    for contrast in ("no-preference", "more"):
        page = open_page("index.html", contrast=contrast)
        quiet = page.locator(".edition").first.evaluate(colour)
        found[contrast] = quiet == page.locator("article").evaluate(colour)
    assert found == {"no-preference": False, "more": True}


# --- storage -----------------------------------------------------------------------------------


def test_a_stored_theme_that_nobody_can_choose_is_the_devices(book, new_page):
    page = new_page()
    page.add_init_script('localStorage.setItem("theme", "sepia")')
    page.goto(f"{book}index.html")
    assert page.evaluate("document.body.dataset.theme") == "auto"
    assert page.evaluate(ICONS) == [1]


# --- words that readers type -------------------------------------------------------------------

MATCHES = [
    ("managers' oversight", "Managers’ oversight was weak"),
    ("abuse  domestic", "Domestic abuse information"),
    ("Hammersmith & Fulham", "Kensington, Hammersmith and Fulham"),
    ("barking and dagenham", "Barking, Dagenham and Havering"),
    ("hull & east riding", "Hull and East Riding"),
    ("well being", "Well-being"),
    ("cafe", "Café"),
    ("1,297", "1297 people"),
    ("“concerning deficits”", "saw concerning deficits"),
]


def test_words_fit_whatever_quotes_hyphens_accents_and_order(open_page):
    page = open_page("chapters/every-finding.html")
    fits = "([query, text]) => matching.fits(text, query)"
    for query, text in MATCHES:
        assert page.evaluate(fits, [query, text]), query
    assert not page.evaluate(fits, ["deficits concern", "concerning"])
    assert not page.evaluate(fits, ["bedford", "Hull and East Riding"])
