"""What every chart promises, whatever it draws."""

import json
import re

import pytest

from inspections.drawing import ladder, theme
from inspections.drawing.figure import FIGURE_MIME, filled
from inspections.language import wording
from publishing.theme.assets import STATIC
from publishing.theme.palette import palette_css
from tests.by_hand import says
from tests.contrast import contrast, luminance
from tests.inspections.charts.gallery import board, drawn, two_inspections

PART = re.compile(r"CanvasText (\d+)%")
SETS = re.compile(r"(--figure-[a-z0-9-]+):")


@pytest.fixture(scope="module")
def book():
    return two_inspections()


@pytest.fixture(scope="module")
def figures(book):
    found = [*drawn(book), board(book)]
    assert len(found) == 13
    return found


def drawings(figures):
    return [each for figure in figures if figure.wide for each in (figure.wide, figure.narrow)]


def test_titles_are_messages_of_five_to_fifteen_words(figures):
    for figure in figures:
        assert 5 <= len(figure.title.split()) <= 15, figure.title


def test_every_number_used_is_said_in_words_and_table_with_its_qualifier(figures, book):
    said = 0
    for figure in figures:
        cells = " ".join([*figure.table.columns, *figure.table.to_numpy().ravel()])
        for fact_id in figure.uses:
            if fact := book.register.facts.get(fact_id):
                assert wording.say(fact) in figure.description, (figure.name, fact_id)
                assert wording.say(fact) in cells, (figure.name, fact_id)
                said += 1
    assert said == 5 + 2 + 4 + 2 + 3 + 2 + 1


def test_every_id_used_is_a_record_and_every_source_is_known(figures, book):
    known = book.register
    records = {
        *known.facts,
        *known.inspections,
        *known.events,
        *known.findings,
        *book.units["unit"],
    }
    for figure in figures:
        assert set(figure.uses) <= records
        assert set(figure.table.index) <= records
        assert set(figure.source_ids) <= set(known.sources)
        assert len(set(figure.uses)) == len(figure.uses)
    rested = [figure.name for figure in figures if figure.source_ids]
    assert len(rested) == 10  # a map or list of ratings names the source of each elsewhere


def test_names_are_kebab_case_and_unlike_each_other(figures):
    names = [figure.name for figure in figures]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


def test_a_notebook_carries_the_figure_as_data_and_as_plain_text(figures):
    for figure in figures:
        bundle = figure._repr_mimebundle_(include=None, exclude=None)
        assert list(bundle) == [FIGURE_MIME, "text/plain"]
        assert json.loads(json.dumps(bundle[FIGURE_MIME])) == bundle[FIGURE_MIME]
        assert bundle["text/plain"].startswith(figure.title)


def test_specifications_hold_no_random_name_and_no_long_float(figures):
    checked = 0
    for drawing in drawings(figures):
        text = json.dumps(drawing)
        assert not re.search(r"\d\.\d{7,}", text)
        assert not re.search(r"[0-9a-f]{16}", text)
        checked += 1
    assert checked == 24


def test_no_drawn_text_is_smaller_than_ten_pixels_on_a_page_of_320(figures):
    scale = 288 / (theme.NARROW + 4)
    sizes = [
        int(size)
        for figure in figures
        if figure.narrow
        for size in re.findall(r'"fontSize": (\d+)', json.dumps(figure.narrow))
    ]
    assert len(sizes) > 30
    assert min(sizes) * scale >= 10


def test_a_tint_of_the_ladder_is_never_drawn_without_its_outline(figures):
    tints = {colour.light for colour in theme.GRADES}
    seen = 0
    for drawing in drawings(figures):
        for layer in drawing.get("layer", []):
            mark = layer["mark"]
            if mark.get("color") in tints:
                assert mark["stroke"] == theme.RATING.light
                seen += 1
    assert seen > 10


def test_a_title_takes_its_numbers_from_the_table_and_refuses_an_unknown_one(book):
    facts = book.facts.to_dict("records")
    assert (
        filled("At [[police-replies-owed-2024]]", facts) == f"At {says('police-replies-owed-2024')}"
    )
    used = "domestic-abuse-information-used-2024"
    assert filled(f"[[{used}]], [[{used}:value]]", facts) == "22 of 70, 22"
    with pytest.raises(ValueError, match="'police-replies' is in no row of the table"):
        filled("At [[police-replies]]", facts)


# --- colours -------------------------------------------------------------------------------------


def test_written_contrasts_are_those_of_the_colours():
    assert len(theme.PALETTE) == 14
    for colour in theme.PALETTE:
        assert round(contrast(colour.light, theme.LIGHT_PAGE), 2) == colour.light_contrast
        assert round(contrast(colour.dark, theme.DARK_PAGE), 2) == colour.dark_contrast
    assert round(contrast("#000000", "#ffffff"), 2) == 21


def test_neighbours_and_steps_of_the_ladder_are_told_apart_in_both_themes_and_in_grey():
    for one, other in theme.NEIGHBOURS:
        assert contrast(one.light, other.light) >= 3
        assert contrast(one.dark, other.dark) >= 3
    for side in ("light", "dark"):
        tones = [luminance(getattr(each, side)) for each in theme.GRADES]
        assert tones == sorted(tones, reverse=side == "dark")
        steps = [
            contrast(getattr(one, side), getattr(other, side))
            for one, other in zip(theme.GRADES, theme.GRADES[1:], strict=False)
        ]
        assert min(steps) >= 1.5


def test_no_two_colours_of_the_light_palette_are_alike():
    assert len({colour.light for colour in theme.PALETTE}) == len(theme.PALETTE)


def test_with_forced_colours_every_variable_is_one_that_the_device_paints():
    css = palette_css()
    forced = css[css.index("@media (forced-colors: active)") :]
    values = dict(re.findall(r"(--figure-[a-z0-9-]+): ([^;]+);", forced))
    assert set(values) == {colour.variable for colour in theme.PALETTE}
    assert all("CanvasText" in value for value in values.values())
    # After the theme button too: the selectors of both buttons' states are named.
    assert 'body[data-theme="dark"]' in forced
    assert len({values[colour.variable] for colour in theme.GRADES}) == 4
    parts = {name: int(found[1]) for name, each in values.items() if (found := PART.search(each))}
    # The empty part of a bar is far fainter than any value, and so is a grid line.
    assert parts[theme.GRID.variable] < 25
    of_values = {each.variable for each in (theme.SUCCESS, theme.FAILURE, theme.WAITING)}
    assert not of_values & set(parts)


def test_no_other_style_sheet_sets_a_colour_of_figures():
    sheets = list(STATIC.glob("*.css"))
    assert len(sheets) > 5
    set_there = {path.name for path in sheets if SETS.search(path.read_text(encoding="utf-8"))}
    assert set_there == {"modes.css"}  # more contrast: muted and axis as the ink
    modes = (STATIC / "modes.css").read_text(encoding="utf-8")
    assert set(SETS.findall(modes)) == {"--figure-axis", "--figure-muted"}


def test_the_grades_are_told_apart_without_their_tones():
    shapes = [ladder.SHAPES.get(rating, ladder.SQUARE) for rating in ladder.LADDER]
    assert len(set(shapes)) == 3  # the two lowest differ in tone by three to one, in every mode
    assert shapes[2] == shapes[3] == ladder.SQUARE
    assert (theme.GRADES[0], theme.GRADES[1]) in theme.NEIGHBOURS
