"""What every chart promises, whatever it draws: numbers of a title, and the colours.

What each figure must say and show is tested on those of the book, which has every kind of chart:
see ``tests/reader/test_book_figures.py``.
"""

import re

import pytest

from inspections.drawing import rating_scale, style
from inspections.drawing.figure import fill_title
from publishing.theme.assets import STATIC
from publishing.theme.palette import palette_css
from tests.by_hand import says
from tests.contrast import contrast, luminance
from tests.inspections.charts.gallery import two_inspections

PART = re.compile(r"CanvasText (\d+)%")
SETS = re.compile(r"(--figure-[a-z0-9-]+):")


def test_a_title_takes_its_numbers_from_the_table_and_refuses_an_unknown_one():
    facts = two_inspections().facts.to_dict("records")
    assert (
        fill_title("At [[police-replies-owed-2024]]", facts)
        == f"At {says('police-replies-owed-2024')}"
    )
    used = "domestic-abuse-information-used-2024"
    assert fill_title(f"[[{used}]], [[{used}:value]]", facts) == "22 of 70, 22"
    with pytest.raises(ValueError, match="'police-replies' is in no row of the table"):
        fill_title("At [[police-replies]]", facts)


# --- colours -------------------------------------------------------------------------------------


def test_neighbours_and_steps_of_the_ladder_are_told_apart_in_both_themes_and_in_grey():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    for one, other in style.NEIGHBOURS:
        assert contrast(one.light, other.light) >= 3
        assert contrast(one.dark, other.dark) >= 3
    for side in ("light", "dark"):
        tones = [luminance(getattr(colour, side)) for colour in style.GRADE_COLOURS]
        assert tones == sorted(tones, reverse=side == "dark")
        steps = [
            contrast(getattr(one, side), getattr(other, side))
            for one, other in zip(style.GRADE_COLOURS, style.GRADE_COLOURS[1:], strict=False)
        ]
        assert min(steps) >= 1.5


def test_no_two_colours_of_the_light_palette_are_alike():
    assert len({colour.light for colour in style.PALETTE}) == len(style.PALETTE)


def test_with_forced_colours_every_variable_is_one_that_the_device_paints():
    css = palette_css()
    forced = css[css.index("@media (forced-colors: active)") :]
    values = dict(re.findall(r"(--figure-[a-z0-9-]+): ([^;]+);", forced))
    assert set(values) == {colour.variable for colour in style.PALETTE}
    assert all("CanvasText" in value for value in values.values())
    # After the theme button too: the selectors of both buttons' states are named.
    assert 'body[data-theme="dark"]' in forced
    assert len({values[colour.variable] for colour in style.GRADE_COLOURS}) == 4
    parts = {name: int(found[1]) for name, each in values.items() if (found := PART.search(each))}
    # The empty part of a bar is far fainter than any value, and so is a grid line.
    assert parts[style.GRID.variable] < 25
    of_values = {each.variable for each in (style.SUCCESS, style.FAILURE, style.WAITING)}
    assert not of_values & set(parts)


def test_no_other_style_sheet_sets_a_colour_of_figures():
    sheets = list(STATIC.glob("*.css"))
    assert len(sheets) > 5
    set_there = {path.name for path in sheets if SETS.search(path.read_text(encoding="utf-8"))}
    assert set_there == {"preferences.css"}  # more contrast: muted and axis as the ink
    modes = (STATIC / "preferences.css").read_text(encoding="utf-8")
    assert set(SETS.findall(modes)) == {"--figure-axis", "--figure-muted"}


def test_the_grades_are_told_apart_without_their_tones():
    shapes = [
        rating_scale.SHAPES.get(rating, rating_scale.SQUARE) for rating in rating_scale.LADDER
    ]
    assert len(set(shapes)) == 3  # the two lowest differ in tone by three to one, in every mode
    assert shapes[2] == shapes[3] == rating_scale.SQUARE
    assert (style.GRADE_COLOURS[0], style.GRADE_COLOURS[1]) in style.NEIGHBOURS
