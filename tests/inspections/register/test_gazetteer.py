"""Units and places: every inspected unit is listed, and what people type leads to the right one."""

import csv
import json
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

from inspections.package.names import name_words
from inspections.register.gazetteer import Gazetteer
from publishing.core.project import ROOT
from publishing.pages import look_up_index
from publishing.records.load_register import gazetteer_of
from publishing.theme.assets import STATIC
from tests import programs
from tests.tables import each_row

TYPED = Path(__file__).with_name("place_names.csv").read_text(encoding="utf-8")
NAMES = list(csv.DictReader(TYPED.splitlines()))
WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
RANKS = [
    (["leeds"], ["leeds"], 0),
    (["hull", "east"], ["east", "hull"], 1),
    (["north", "york"], ["north", "yorkshire"], 2),
    (["york"], ["north", "yorkshire"], 3),
    (["east", "e"], ["east", "riding"], None),
    ([], ["leeds"], None),
]


def entries(known: Gazetteer) -> list[list[Any]]:
    """Return the names of both scripts of the look-up, as it searches them."""
    return [*chain(*look_up_index.names_with_units(known))]


def look_up(call: str, given: object) -> list[Any]:
    """Return what the script of the look-up makes of each thing given; ``call`` is JavaScript."""
    program = f"""
        const search = require(process.argv[1]);
        const [names, given] = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const entries = names.map((name) => [name, search.words(name)]);
        console.log(JSON.stringify(given.map((each) => {call})));
    """
    names = [name for name, _ in entries(gazetteer_of(ROOT))]
    command = ("node", "-e", program, STATIC / "look-up.js")
    said = programs.run(*command, input=json.dumps([names, given]), check=True)
    found: list[Any] = json.loads(said.stdout)
    return found


def test_what_people_type_leads_to_their_unit_or_to_an_honest_not_known():
    known = gazetteer_of(ROOT)
    leads, ids = {name: units for name, units in entries(known)}, list(known.units)
    found = look_up(
        "search.isPostcode(each) ? 'postcode' : search.matches(each, entries)",
        [row["typed"] for row in NAMES],
    )
    for row, names in zip(NAMES, found, strict=True):
        if names == "postcode":
            units = {"postcode"}
        else:
            found_units = [
                n if isinstance(n, list) else [n, ""] for one in names[:1] for n in leads[one]
            ]
            units = {ids[number] for number, _ in found_units}
            told = " ".join(remark for _, remark in found_units)
            assert all(f", {each}. " in told for each in filter(None, row["told"].split("; ")))
        assert units == set(row["units"].split()), row["typed"]


def test_a_hundred_names_are_tried_and_some_say_where_each_place_of_the_name_is():
    assert len(NAMES) >= 100
    assert len({row["typed"] for row in NAMES}) == len(NAMES)
    assert sum(bool(row["told"]) for row in NAMES) >= 12


def test_a_name_that_is_typed_whole_comes_first_then_towns_then_small_places():
    typed = ["Ash", "bishops"]
    ash, bishops = look_up("search.matches(each, entries)", typed)
    assert ash[:2] == ["Ash", "Ashbourne"]  # a village, and the first town that begins so
    assert bishops[:2] == ["Bishop's Cleeve", "Bishop's Stortford"]
    assert bishops[2] == "Bishop's Castle"


@each_row
def test_words_are_compared_without_what_does_not_count(text, expected):
    assert name_words(text) == expected


def test_words_match_in_any_order_and_by_their_beginning():
    ranks = look_up("search.ranking(each[0])(each[1])", [[query, name] for query, name, _ in RANKS])
    assert ranks == [-1 if expected is None else expected for _, _, expected in RANKS]


def test_a_slip_of_the_pen_is_guessed_but_not_a_different_name():
    slips = ["Northhampton", "Northamtpon", "Norwhich", "Leeds", ""]
    names = '["Northampton", "Norwich", "Nottingham"].map((name) => [name, search.words(name)])'
    found = look_up(f"search.near(each, {names})", slips)
    assert found == [["Northampton"], ["Northampton"], ["Norwich"], [], []]


def test_the_script_of_the_look_up_compares_words_as_the_checks_do():
    """One table of cases for both: what Python says, the script says."""
    texts = [row["typed"] for row in NAMES]
    texts += [text for table in WORDS.values() for text, _ in table["rows"]]
    texts += [name for name, _ in entries(gazetteer_of(ROOT))]
    assert look_up("search.words(each)", texts) == [name_words(text) for text in texts]


def test_no_inspection_is_lost_and_every_unit_has_a_place():
    known = gazetteer_of(ROOT)
    rated = [inspection for unit in known.units.values() for inspection in known.inspections(unit)]
    of_units = [each for each in known.register.inspections.values() if each.unit_kind == "unit"]
    assert sorted(each.inspection_id for each in rated) == sorted(
        unit.inspection_id for unit in of_units
    )
    assert len(rated) >= 77
    lacking = [name for name, places in known.places_by_unit.items() if not places]
    assert lacking == []


def test_the_two_official_lists_have_as_many_units_as_counted_by_hand():
    """108 in the list of April 2023; 4 of them are gone from that of July 2026, 5 are new there."""
    listed = [unit.listed for unit in gazetteer_of(ROOT).units.values()]
    assert len(listed) == 113
    assert listed.count("earlier list only") == 4
    assert listed.count("later list only") == 5


def test_a_unit_knows_its_names_neighbours_and_what_took_over():
    known = gazetteer_of(ROOT)
    cheshire = known.unit("cheshire-west")
    assert cheshire.other_names == ("West Cheshire",)
    assert known.unit("tameside").successors == ("stockport-and-tameside",)
    assert known.predecessors["salford-and-trafford"] == ("salford", "stockport-and-trafford")
    assert "Inadequate" in known.unit("york").gap
    assert [len(units) for units in known.regions.values()][:1] == [6]  # the East Midlands


def test_a_package_without_units_has_none():
    package = gazetteer_of(ROOT).register.package.with_rows("units", []).with_rows("places", [])
    empty = Gazetteer(type(gazetteer_of(ROOT).register)(package))
    assert (empty.units, empty.places, empty.regions) == ({}, (), {})
