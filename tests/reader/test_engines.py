"""Style sheets ask nothing that an engine drops: Chromium, Firefox, and WebKit on every iPhone.

What each engine knows was seen, not looked up: ``python -m tests.css_features`` asks all three and
writes ``css_features.csv``.

WebKit 2.50 was seen to drop ``text-decoration`` whole where it names more than a line, so that
no mark of evidence was visible there; the longhands are understood by all three.
"""

import re

import pytest

from publishing.core.project import ROOT
from tests import css_features, engines
from tests.tables import each_row

LINES = {"none", "underline", "overline", "line-through", "inherit", "initial", "unset"}
SHEETS = sorted((ROOT / "src").rglob("*.css"))


def dropped_shorthands(sheet: str) -> list[str]:
    """Return each ``text-decoration`` of a sheet that says more than which line is drawn."""
    values = re.findall(r"(?<![-\w])text-decoration\s*:\s*([^;}]+)", sheet)
    words = [value.replace("!important", "").split() for value in values]
    return [" ".join(word) for word in words if not set(word) <= LINES]


def test_no_sheet_of_ours_sets_a_decoration_that_webkit_drops():
    assert len(SHEETS) >= 9
    found = {path.name: dropped_shorthands(path.read_text(encoding="utf-8")) for path in SHEETS}
    assert {name: values for name, values in found.items() if values} == {}


@pytest.mark.parametrize(
    "value",
    ["underline dotted var(--color)", "underline 2px", "dotted underline", "underline red"],
)
def test_a_shorthand_that_webkit_drops_is_found(value):
    assert dropped_shorthands(f".mark {{ color: red; text-decoration: {value} }}") == [value]


def test_lines_alone_and_longhands_are_left_alone():
    sheet = "a { text-decoration: none !important; text-decoration-style: dotted }"
    assert dropped_shorthands(sheet) == []


# --- the list of what was seen -----------------------------------------------------------------


def unseen(features, table):
    """What a sheet must not use: what was never tried, or fails somewhere without a word on it."""
    faults = []
    for feature in sorted(features):
        row = table.get(feature)
        if row is None:
            faults.append(f"{feature}: never seen; run python -m tests.css_features")
            continue
        lacking = [engine for engine in engines.NAMES if row[engine] != "yes"]
        if lacking and not row["without"]:
            faults.append(f"{feature}: unknown to {', '.join(lacking)}; say what readers meet")
    return faults


def test_our_sheets_use_only_what_was_seen_in_three_engines():
    assert len(css_features.SHEETS) >= 9
    assert len(css_features.used()) > 100
    assert unseen(css_features.used(), css_features.table()) == []


def test_the_list_names_nothing_that_no_sheet_uses():
    assert set(css_features.table()) == css_features.used()


@each_row
def test_a_feature_that_was_never_tried_is_refused(sheet, feature):
    (fault,) = unseen(css_features.features(sheet), css_features.table())
    assert fault.startswith(f"{feature}: never seen")


def test_a_feature_that_one_engine_lacks_needs_a_word_on_it():
    row = dict.fromkeys(engines.NAMES, "yes") | {"webkit": "no", "without": ""}
    (fault,) = unseen({"property x"}, {"property x": row})
    assert fault == "property x: unknown to webkit; say what readers meet"
    assert unseen({"property x"}, {"property x": row | {"without": "nothing is lost"}}) == []
