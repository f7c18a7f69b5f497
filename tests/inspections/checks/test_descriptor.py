"""The descriptor: its shape, what it must say, and the topics, gaps and subject that it names."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from inspections.checks import Fault, check
from inspections.package.tables import load
from inspections.register import Register
from tests.inspections.fixtures import change, edit_descriptor

TABLE = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
CASES = tomllib.loads(TABLE)
NULL = {"null": None}


def step(holder: Any, name: str) -> Any:
    """Return the key of a part: a name, a place in a list, or the place of the part so named."""
    if name.startswith(":"):
        return [each["name"] for each in holder].index(name[1:])
    return int(name) if name.isdigit() else name


def edit(descriptor: dict, case: dict[str, Any]) -> None:
    """Change one property as a row of the table says."""
    *way, last = case["at"].split(".")
    holder: Any = descriptor
    for name in way:
        holder = holder[step(holder, name)]
    key = step(holder, last)
    if "put" in case:
        holder[key] = case["put"]
    elif "add" in case:
        value = case["add"]
        holder[key].append(NULL.get(value, value) if isinstance(value, str) else value)
    else:
        del holder[key]


def faults(folder: Path, case: dict[str, Any]) -> list[Fault]:
    """What the check finds when a property is changed: nothing but faults of the descriptor."""
    edit_descriptor(folder, lambda it: edit(it, case))
    found = check(folder)
    assert found
    assert {fault.file for fault in found} == {"datapackage.json"}
    return found


def line(folder: Path, case: dict[str, Any]) -> str:
    """The one line that is said; the place that it begins with is cut off."""
    (fault,) = faults(folder, case)
    assert str(fault).startswith("datapackage.json, ")
    return str(fault).removeprefix("datapackage.json, ")


def named(*kinds: str) -> pytest.MarkDecorator:
    cases = [case for kind in kinds for case in CASES[kind]]
    ids = [f"{case['at']}: {case['said']}" for case in cases]
    return pytest.mark.parametrize("case", cases, ids=ids)


@named("rules")
def test_a_wrong_descriptor_is_said_to_be_wrong(package: Path, case: dict[str, Any]) -> None:
    assert case["said"] in str(faults(package, case)[0])


@named("shapes")
def test_a_part_of_another_shape_is_said_and_the_tables_are_let_be(
    package: Path, case: dict[str, Any]
) -> None:
    change(package, "terms", "case", definition="")
    (fault,) = faults(package, case)
    assert case["said"] in str(fault)
    assert fault.advice.endswith("; the tables were not checked")


@named("lines", "names", "texts")
def test_what_the_descriptor_says_amiss_or_not_at_all_is_named_in_one_line(
    package: Path, case: dict[str, Any]
) -> None:
    assert case["said"] in line(package, case)


def test_what_the_book_reads_of_the_descriptor_must_be_there(package: Path) -> None:
    """Each property at the top but the tables is one that the check wants."""
    names: list[str] = []
    edit_descriptor(package, lambda it: names.extend(name for name in it if name != "resources"))
    assert len(names) >= 10
    wanted = {case["at"].split(".")[0] for case in CASES["lines"]}
    assert set(names) == wanted - {"resources"}


# --- topics ------------------------------------------------------------------------------------

DRUGS = {"at": "resources.:facts.schema.fields.:topic.constraints.enum", "add": "drug-tests"}
HEADING = {"name": "drug-tests", "heading": "Drug tests", "about": "unit"}


def test_a_topic_that_a_column_allows_needs_its_heading(package: Path) -> None:
    change(package, "facts", "workers-2030", topic="drug-tests")
    assert line(package, DRUGS) == (
        'topics "drug-tests": is missing, though facts.csv may have it as topic; '
        "add it to topics, with the heading that pages show, in its place"
    )


def test_a_topic_is_added_by_data_alone(package: Path) -> None:
    edit_descriptor(package, lambda it: (edit(it, DRUGS), it["topics"].insert(0, HEADING)))
    change(package, "facts", "workers-2030", topic="drug-tests")
    assert check(package) == []
    first = next(iter(Register(load(package)).topics.values()))
    assert {"name": first.name, "heading": first.heading, "about": first.about} == HEADING


def test_topics_that_the_book_itself_uses_must_be_there(package: Path) -> None:
    def without_buildings(descriptor: dict) -> None:
        descriptor["topics"] = [it for it in descriptor["topics"] if it["name"] != "buildings"]
        for resource in descriptor["resources"]:
            for field in resource["schema"]["fields"]:
                allowed = field.get("constraints", {}).get("enum", [])
                if field["name"] in ("topic", "theme") and "buildings" in allowed:
                    allowed.remove("buildings")

    edit_descriptor(package, without_buildings)
    (fault,) = check(package)
    said = 'datapackage.json, topics "buildings": is missing, though the book has entries under it'
    assert str(fault).startswith(said)
