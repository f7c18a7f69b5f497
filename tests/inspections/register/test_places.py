"""Units and places: every inspected unit is listed, and what people type leads to the right one."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest

from inspections.package.place_search import distance, is_postcode, matches, near, rank, words
from inspections.register.places import Gazetteer
from publishing.core.project import ROOT
from publishing.pages import look_up_index
from publishing.pages.unit_views import gazetteer
from publishing.theme.assets import STATIC

TYPED = Path(__file__).with_name("place_names.csv").read_text(encoding="utf-8")
NAMES = list(csv.DictReader(TYPED.splitlines()))
CASES = [
    ("Saint Helens", ["st", "helens"]),
    ("St. Helen's", ["st", "helens"]),
    ("King’s Lynn", ["kings", "lynn"]),
    ("Stoke-on-Trent", ["stoke", "on", "trent"]),
    ("Ynys Môn", ["ynys", "mon"]),
    ("Hammersmith & Fulham", ["hammersmith", "fulham"]),
    ("Barking and  Dagenham", ["barking", "dagenham"]),
    ("City of London", ["city", "london"]),
    ("LEEDS Probation Delivery Unit", ["leeds"]),
    ("  ", []),
    ("the", []),
]
RANKS = [
    (["leeds"], ["leeds"], 0),
    (["hull", "east"], ["east", "hull"], 1),
    (["north", "york"], ["north", "yorkshire"], 2),
    (["york"], ["north", "yorkshire"], 3),
    (["east", "e"], ["east", "riding"], None),
    ([], ["leeds"], None),
]
POSTCODES = [("NN1 5AB", True), ("nn1", True), ("LS12EE", True), ("EC1A 1BB", True)]
POSTCODES += [("Leeds", False), ("A1", True), ("Unit 5", False), ("", False)]


def units_for(typed: str) -> set[str]:
    """Return the units of the best match, as the look-up would show them."""
    known = gazetteer(ROOT)
    entries = dict(look_up_index.entries(known))
    if is_postcode(typed):
        return {"postcode"}
    best = matches(typed, list(entries))[:1]
    ids = list(known.units)
    numbers = [
        each if isinstance(each, int) else each[0] for name in best for each in entries[name]
    ]
    return {ids[number] for number in numbers}


def test_what_people_type_leads_to_their_unit_or_to_an_honest_not_known():
    wanted = {row["typed"]: set(row["units"].split()) for row in NAMES}
    assert len(wanted) == len(NAMES) >= 60
    assert {typed: units_for(typed) for typed in wanted} == wanted


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words_are_compared_without_what_does_not_count(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(("query", "name", "expected"), RANKS)
def test_words_match_in_any_order_and_by_their_beginning(query, name, expected):
    assert rank(query, name) == expected


@pytest.mark.parametrize(("text", "expected"), POSTCODES)
def test_a_postcode_is_told_from_a_name(text, expected):
    assert is_postcode(text) is expected


def test_a_slip_of_the_pen_is_guessed_but_not_a_different_name():
    names = ["Northampton", "Norwich", "Nottingham"]
    assert near("Northhampton", names) == ["Northampton"]
    assert near("Northamtpon", names) == ["Northampton"]
    assert near("Norwhich", names) == ["Norwich"]
    assert near("Leeds", names) == []
    assert near("", names) == []
    assert distance("kitten", "sitting") == 3


def test_the_script_of_the_look_up_follows_the_same_rules():
    """One table of cases for both: what Python says, the script says."""
    typed = [row["typed"] for row in NAMES] + [text for text, _ in CASES]
    misspelt = ["Northhampton", "Glousester", "Xx", "Shefield"]
    names = [name for name, _ in look_up_index.entries(gazetteer(ROOT))]
    program = """
        const search = require(process.argv[1]);
        const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const names = given.names.map((each) => [each, search.words(each)]);
        const rank = ([query, name]) => search.rank(query, name);
        console.log(JSON.stringify({
            words: given.typed.concat(given.names).map(search.words),
            postcodes: given.postcodes.map(search.isPostcode),
            ranks: given.ranks.map(rank),
            matches: given.typed.map((each) => search.matches(each, names)),
            near: given.misspelt.map((each) => search.near(each, names)),
        }));
    """
    given = {"typed": typed, "misspelt": misspelt, "names": names}
    given["postcodes"] = [text for text, _ in POSTCODES] + typed
    given["ranks"] = [[query, name] for query, name, _ in RANKS]
    done = subprocess.run(
        ["node", "-e", program, str(STATIC / "look-up.js")],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    ranks = [-1 if expected is None else expected for _, _, expected in RANKS]
    assert json.loads(done.stdout) == {
        "words": [words(each) for each in typed + names],
        "postcodes": [is_postcode(each) for each in given["postcodes"]],
        "ranks": ranks,
        "matches": [matches(each, names) for each in typed],
        "near": [near(each, names) for each in misspelt],
    }


def test_no_inspection_is_lost_and_every_unit_has_a_place():
    known = gazetteer(ROOT)
    rated = [each for unit in known.units.values() for each in known.inspections(unit)]
    of_units = [each for each in known.known.inspections.values() if each.unit_kind == "unit"]
    assert sorted(each.inspection_id for each in rated) == sorted(
        each.inspection_id for each in of_units
    )
    assert len(rated) >= 77
    lacking = [name for name, places in known.places_by_unit.items() if not places]
    assert lacking == []


def test_the_two_official_lists_have_as_many_units_as_counted_by_hand():
    """108 in the list of April 2023; 4 of them are gone from that of July 2026, 5 are new there."""
    listed = [unit.listed for unit in gazetteer(ROOT).units.values()]
    assert len(listed) == 113
    assert listed.count("earlier list only") == 4
    assert listed.count("later list only") == 5


def test_a_unit_knows_its_names_neighbours_and_what_took_over():
    known = gazetteer(ROOT)
    cheshire = known.unit("cheshire-west")
    assert cheshire.other_names == ("West Cheshire",)
    assert known.unit("tameside").successors == ("stockport-and-tameside",)
    assert known.predecessors["salford-and-trafford"] == ("salford", "stockport-and-trafford")
    assert "Inadequate" in known.unit("york").gap
    assert [len(units) for units in known.regions.values()][:1] == [6]  # the East Midlands


def test_a_package_without_units_has_none():
    package = gazetteer(ROOT).known.package.with_rows("units", []).with_rows("places", [])
    empty = Gazetteer(type(gazetteer(ROOT).known)(package))
    assert (empty.units, empty.places, empty.regions) == ({}, (), {})
