"""The whole check: a sound package has no fault, and faults come in order, once each."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

from frictionless import Package

from inspections import checks
from inspections.checks import check, rules
from inspections.checks.data import Data
from inspections.checks.faults import Fault
from tests.inspections.checks.broken_package import only_fault
from tests.inspections.fixtures import change, replace, write_package


def test_a_valid_package_has_no_faults(package: Path) -> None:
    assert check(package) == []


def test_frictionless_itself_finds_the_valid_package_valid(package: Path) -> None:
    assert Package(str(package / "datapackage.json")).validate().valid


def test_every_rule_is_asked_once() -> None:
    asked = [*checks.BASIC, *checks.RULES]
    names = [module.name for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}.")]
    written = {
        rule
        for module in map(importlib.import_module, names)
        for name, rule in vars(module).items()
        if inspect.isfunction(rule) and get_type_hints(rule).get("data") is Data
        if rule.__module__ == module.__name__ and get_type_hints(rule)["return"] == Iterator[Fault]
        if not name.startswith("_")
    }
    assert len(written) > 40
    assert written <= set(asked)
    assert len(asked) == len(set(asked))


def test_faults_of_several_files_are_reported_together_in_order(package: Path) -> None:
    change(package, "unknowns", "sample", concerns="nothing")
    change(package, "facts", "workers-2030", qualifier="amost")
    change(package, "facts", "information-used-2030", label="")
    change(package, "sources", "annual-report", kind="goverment")
    assert [(fault.file, fault.row, fault.field) for fault in check(package)] == [
        ("sources.csv", 2, "kind"),
        ("facts.csv", 2, "label"),
        ("facts.csv", 7, "qualifier"),
        ("unknowns.csv", 2, "concerns"),
    ]


def test_two_faults_of_one_cell_are_both_reported(package: Path) -> None:
    change(package, "facts", "workers-2030", fragment="a b c d e f g h i j k l 12")
    assert {fault.rule.split("(")[0] for fault in check(package)} == {
        "the fragment has 13 words, more than 12",
        "its figures ",
    }


def test_a_broken_table_does_not_make_those_that_refer_to_it_faulty(package: Path) -> None:
    for name in ("sources", "facts", "inspections"):
        folder = write_package(package / name)
        replace(folder, f"{name}.csv", b",note\n", b",nots\n")
        fault = only_fault(folder)
        assert (fault.file, fault.row, fault.value) == (f"{name}.csv", 1, "nots")
