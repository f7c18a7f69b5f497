"""The descriptor: its shape, what it must say, and the topics, gaps and subject that it names."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspections.checks import check
from inspections.package.tables import load
from inspections.register import Register
from tests.inspections.fixtures import change, edit_descriptor

Edit = Callable[[dict], object]


def lines(folder: Path) -> list[str]:
    """What the check says, a line a fault; the place that each begins with is cut off."""
    said = [str(fault) for fault in check(folder)]
    assert all(line.startswith("datapackage.json, ") for line in said), said
    return [line.removeprefix("datapackage.json, ") for line in said]


@pytest.mark.parametrize(
    ("edit", "word"),
    [
        (lambda it: it.pop("resources"), "resources"),
        (lambda it: it.update(resources=[1]), "resources"),
        (lambda it: it["resources"][0].pop("schema"), "schema"),
        (lambda it: it["resources"][0].update(path="../sources.csv"), "not safe"),
        (lambda it: it["resources"][0].update(path="source.csv"), '"sources.csv"'),
        (lambda it: it["resources"][0]["schema"]["fields"][0].update(type="text"), '"text"'),
        (
            lambda it: it["resources"][0]["schema"]["fields"][0]["constraints"].update(
                pattern="(("
            ),
            "regular expression",
        ),
        (
            lambda it: it["resources"][1]["schema"]["foreignKeys"][0]["reference"].update(
                resource="nothing"
            ),
            "not the key of another table",
        ),
    ],
)
def test_a_wrong_descriptor_is_said_to_be_wrong(
    package: Path, edit: Callable[[dict], object], word: str
) -> None:
    edit_descriptor(package, edit)
    faults = check(package)
    assert faults
    assert {fault.file for fault in faults} == {"datapackage.json"}
    assert word in faults[0].rule


SHAPES: dict[str, tuple[Edit, str]] = {
    "no list of tables": (lambda it: it.update(resources={}), "resources is not a list"),
    "no tables": (lambda it: it.update(resources=[]), "resources is not a list of tables"),
    "a table without a name": (lambda it: it["resources"][1].pop("name"), "entry 2 of resources"),
    "two tables of one name": (
        lambda it: it["resources"].append(it["resources"][0]),
        "names of the resources are not unique",
    ),
    "a column that is null": (
        lambda it: it["resources"][0]["schema"]["fields"].append(None),
        'a field of table "sources" is not a column with a name',
    ),
    "two columns of one name": (
        lambda it: it["resources"][0]["schema"]["fields"].append({"name": "kind"}),
        'two columns of table "sources" have one name',
    ),
    "constraints that are a list": (
        lambda it: it["resources"][0]["schema"]["fields"][1].update(constraints=[]),
        'the constraints of "sources.publisher" are not an object',
    ),
    "a number among the values": (
        lambda it: column(it, "sources", "kind")["constraints"]["enum"].append(1),
        'the constraint enum of "sources.kind" cannot be',
    ),
    "null among the values": (
        lambda it: column(it, "sources", "kind")["constraints"]["enum"].append(None),
        'the constraint enum of "sources.kind" cannot be',
    ),
    "a smallest number in words": (
        lambda it: column(it, "facts", "value")["constraints"].update(minimum="nought"),
        'the constraint minimum of "facts.value" cannot be nought',
    ),
    "a pattern that is a number": (
        lambda it: column(it, "sources", "url")["constraints"].update(pattern=1),
        'the constraint pattern of "sources.url" cannot be 1',
    ),
    "an empty foreign key": (
        lambda it: it["resources"][1]["schema"].update(foreignKeys=[{}]),
        'the foreignKeys of table "programmes" do not each have columns',
    ),
    "a foreign key of a column that is not there": (
        lambda it: it["resources"][1]["schema"]["foreignKeys"][0].update(fields=["source"]),
        'the foreignKeys of table "programmes" do not each have columns',
    ),
    "a key of a column that is not there": (
        lambda it: it["resources"][1]["schema"].update(primaryKey="programme"),
        'the primaryKey of table "programmes" does not name its columns',
    ),
}


def column(descriptor: dict, table: str, name: str) -> dict[str, Any]:
    (resource,) = (each for each in descriptor["resources"] if each["name"] == table)
    (field,) = (each for each in resource["schema"]["fields"] if each["name"] == name)
    return field


@pytest.mark.parametrize("kind", SHAPES)
def test_a_part_of_another_shape_is_said_and_the_tables_are_let_be(
    package: Path, kind: str
) -> None:
    edit, words = SHAPES[kind]
    change(package, "terms", "case", definition="")
    edit_descriptor(package, edit)
    (fault,) = check(package)
    assert fault.file == "datapackage.json"
    assert words in fault.rule
    assert fault.advice == "correct the descriptor; the tables were not checked"


# Each entry: the way to a property, what it becomes (None: it is deleted), the line that is said.
PROPERTIES: list[tuple[str, object, str]] = [
    ("version", None, 'version "": is not given; write it like 1.0.0'),
    ("version", "1.0", 'version "1.0": is not a version; write it like 1.0.0'),
    ("name", None, 'name "": is not given; use lower-case letters, digits and hyphens'),
    ("title", None, 'title "": is not given; say it in words'),
    ("profile", None, 'profile "": is not given; use lower-case letters, digits and hyphens'),
    ("description", " ", 'description "": is not a text; say it in words'),
    ("homepage", None, 'homepage "": is not given; give it in full, from https:// on'),
    ("created", None, 'created "": is not given; write YYYY-MM-DDT00:00:00Z'),
    ("created", "2036-01-01T00:00:00+01:00", 'created "2036-01-01T00:00:00+01:00": is not a time'),
    ("licenses", None, 'licenses "": is not as it must be; give title, path in it'),
    ("licenses.0.path", None, 'licenses.path "": is not given; give it in full'),
    ("licenses.0.title", None, 'licenses.title "": is not given; say it in words'),
    ("subject", None, 'subject "": is not as it must be; give unit, unit_name in it'),
    ("subject", "Amberley", 'subject "Amberley": is not as it must be; give unit, unit_name'),
    ("subject.unit", None, 'subject.unit "": is not given; say it in words'),
    ("subject.unit_name", None, 'subject.unit_name "": is not given; say it in words'),
    ("subject.unit_name", 7, 'subject.unit_name "7": is not a text; say it in words'),
    ("units_list", None, 'units_list "": is not as it must be; give title, licence, map in it'),
    ("units_list.title", None, 'units_list.title "": is not given; say it in words'),
    ("units_list.licence", None, 'units_list.licence "": is not given; say it in words'),
    ("units_list.map", None, 'units_list.map "": is not given; give one; it may be empty'),
    ("ratings_list", None, 'ratings_list "": is not as it must be; give name, title, desc'),
    ("ratings_list.name", "A List", 'ratings_list.name "A List": is not a name; use lower'),
    ("ratings_list.title", None, 'ratings_list.title "": is not given; say it in words'),
    ("ratings_list.description", None, 'ratings_list.description "": is not given; say it'),
    ("ratings_list.date", "soon", 'ratings_list.date "soon": is not a day; write YYYY-MM-DD'),
    ("ratings_list.date", None, 'ratings_list.date "": is not given; write YYYY-MM-DD'),
    ("ratings_list.spatial", None, 'ratings_list.spatial "": is not given; say it in words'),
    ("ratings_list.keywords", None, 'ratings_list.keywords "": is not given; give one; it may'),
    ("ratings_list.keywords", [""], 'ratings_list.keywords "": is not a text; say it in words'),
    ("ratings_list.gaps", None, 'ratings_list.gaps "": is not given; give one; it may'),
    ("topics", None, 'topics "": is not given; give one; it may be empty: []'),
    ("resources.0.title", None, 'sources.title "": is not a text; say what it means'),
    ("resources.0.description", None, 'sources.description "": is not a text; say what'),
    ("resources.0.schema.fields.1.description", None, 'sources.publisher.description "": is not'),
]


def put(descriptor: dict, way: str, value: object) -> None:
    """Put a value where ``way`` leads, or delete what is there."""
    *steps, last = [int(step) if step.isdigit() else step for step in way.split(".")]
    place: Any = descriptor
    for step in steps:
        place = place[step]
    assert last in place
    if value is None:
        del place[last]
    else:
        place[last] = value


@pytest.mark.parametrize(("way", "value", "said"), PROPERTIES)
def test_what_the_descriptor_must_say_is_named_in_one_line(
    package: Path, way: str, value: object, said: str
) -> None:
    edit_descriptor(package, lambda it: put(it, way, value))
    (line,) = lines(package)
    assert line.startswith(said)


def test_what_the_book_reads_of_the_descriptor_must_be_there(package: Path) -> None:
    """Each property at the top but the tables is one that the check wants."""
    names: list[str] = []
    edit_descriptor(package, lambda it: names.extend(name for name in it if name != "resources"))
    assert len(names) >= 10
    assert set(names) == {way.split(".")[0] for way, _, _ in PROPERTIES} - {"resources"}


def test_the_subject_must_be_a_unit_of_an_inspection(package: Path) -> None:
    edit_descriptor(package, lambda it: it["subject"].update(unit="Amberly"))
    assert lines(package) == [
        'subject.unit "Amberly": is not a unit of inspections.csv; did you mean "Amberley"?'
    ]


def test_a_gap_that_is_no_open_question_is_named(package: Path) -> None:
    edit_descriptor(package, lambda it: it["ratings_list"].update(gaps=["sample", "sampel"]))
    assert lines(package) == [
        'ratings_list.gaps "sampel": is not an unknown_id of unknowns.csv; did you mean "sample"?'
    ]


@pytest.mark.parametrize(("gap", "shown"), [(1, "1"), (["a"], "['a']"), (None, "")])
def test_a_gap_that_is_no_text_is_named(package: Path, gap: object, shown: str) -> None:
    edit_descriptor(package, lambda it: it["ratings_list"].update(gaps=[gap]))
    (line,) = lines(package)
    assert line.startswith(f'ratings_list.gaps "{shown}": is not an unknown_id of unknowns.csv')


@pytest.mark.parametrize(
    ("tile", "said"),
    [
        ("x", 'units_list.map "x": is not a tile; give region and short (names), down and'),
        ({"down": "1"}, 'units_list.map "{'),
        ({"down": 0, "across": 0}, 'units_list.map "Far": lies where Near lies; give it a place'),
    ],
)
def test_a_tile_of_the_map_needs_a_name_and_a_place_of_its_own(
    package: Path, tile: object, said: str
) -> None:
    near = {"region": "Near", "short": "Near", "down": 0, "across": 0}
    far = {**near, "region": "Far", **tile} if isinstance(tile, dict) else tile
    edit_descriptor(package, lambda it: it["units_list"].update(map=[near, far]))
    (line,) = lines(package)
    assert line.startswith(said)


# --- topics ------------------------------------------------------------------------------------


def allow(descriptor: dict, topic: str) -> None:
    """Let facts have another topic."""
    column(descriptor, "facts", "topic")["constraints"]["enum"].append(topic)


def test_a_topic_that_a_column_allows_needs_its_heading(package: Path) -> None:
    edit_descriptor(package, lambda it: allow(it, "drug-tests"))
    change(package, "facts", "workers-2030", topic="drug-tests")
    assert lines(package) == [
        'topics "drug-tests": is missing, though facts.csv may have it as topic; '
        "add it to topics, with the heading that pages show, in its place"
    ]


def test_a_topic_is_added_by_data_alone(package: Path) -> None:
    def add(descriptor: dict) -> None:
        allow(descriptor, "drug-tests")
        topic = {"name": "drug-tests", "heading": "Drug tests", "about": "unit"}
        descriptor["topics"].insert(0, topic)

    edit_descriptor(package, add)
    change(package, "facts", "workers-2030", topic="drug-tests")
    assert check(package) == []
    first = next(iter(Register(load(package)).topics.values()))
    assert (first.name, first.heading, first.about) == ("drug-tests", "Drug tests", "unit")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda it: it.append("x"), 'topics "x": is not a topic with a name; give name, heading'),
        (lambda it: it.append(copy.copy(it[0])), 'topics "rating": is there twice; keep one'),
        (lambda it: it[0].pop("heading"), 'topics "rating": has no heading; give the words'),
        (
            lambda it: it[0].update(about="cats"),
            'topics "rating": does not say what it is about: unit or system; give one',
        ),
    ],
)
def test_a_topic_that_is_not_whole_is_named(
    package: Path, edit: Callable[[list], object], said: str
) -> None:
    edit_descriptor(package, lambda it: edit(it["topics"]))
    (line,) = lines(package)
    assert line.startswith(said)


def test_topics_that_the_book_itself_uses_must_be_there(package: Path) -> None:
    def without_buildings(descriptor: dict) -> None:
        descriptor["topics"] = [it for it in descriptor["topics"] if it["name"] != "buildings"]
        for table, name in (
            *(("facts", "topic"), ("derived_facts", "topic")),
            *(("findings", "theme"), ("recommendations", "theme")),
        ):
            column(descriptor, table, name)["constraints"]["enum"].remove("buildings")

    edit_descriptor(package, without_buildings)
    (line,) = lines(package)
    assert line.startswith('topics "buildings": is missing, though the book has entries under it')


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda it: it.update(titel="x"), 'titel "x": is no property of the package; did you mean'),
        (lambda it: it.update(title="=A1"), 'title "=A1": begins with =, which spreadsheets run'),
        (lambda it: it["resources"][0].update(title="+A1"), 'title "+A1": begins with +'),
        (
            lambda it: it["resources"][0]["schema"]["fields"][1].update(description="@A1"),
            'description "@A1": begins with @',
        ),
        (lambda it: it["topics"][0].update(heading="-A1"), 'heading "-A1": begins with -'),
        (lambda it: it.update(title="A <script>"), 'title "A <script>": has HTML in it: <script>'),
    ],
)
def test_no_text_of_the_descriptor_is_a_formula_or_html(
    package: Path, edit: Edit, said: str
) -> None:
    edit_descriptor(package, edit)
    (line,) = lines(package)
    assert said in line
