"""What the book and its tests need: asked for by name, with a reason, and locked as asked."""

import re
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from publishing.core.project import ROOT
from tests.programs import run

LOCKS = ("requirements", "requirements-dev")


def asked_for(text: str) -> dict[str, str]:
    """What a list of requirements asks for: each line by its package's name."""
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return {line.split("<")[0].lower(): line for line in lines if line and line[0] != "-"}


def out_of_date(lock: str, wanted: dict[str, str], name: str) -> set[str]:
    """The packages that a lock has otherwise than the list of this name asks for."""
    blocks = re.split(r"(?m)^(?=[a-z0-9])", lock)[1:]
    locked = dict(block.split()[0].split("==") for block in blocks)
    direct = {block.split("==")[0] for block in blocks if f"-r {name}.in\n" in block}
    unlike = {
        package
        for package, line in wanted.items()
        if package in locked and not Requirement(line).specifier.contains(locked[package])
    }
    return direct ^ set(wanted) | unlike


@pytest.mark.parametrize("name", LOCKS)
def test_each_package_has_its_reason_and_is_locked_as_asked(name):
    text, lock = ((ROOT / f"{name}{end}").read_text("utf-8") for end in (".in", ".txt"))
    wanted = asked_for(text)
    assert len(wanted) > 20
    lines = [line for line in text.splitlines() if line and line[0] not in "#-"]
    assert [line for line in lines if not re.match(r"\S+\s+# \w", line)] == []
    assert out_of_date(lock, wanted, name) == set(), "run: make lock"
    assert not re.search(r"https?://", lock)
    assert out_of_date(lock, {**wanted, "another-one": "another-one"}, name) == {"another-one"}
    assert out_of_date(lock, {**wanted, "pandas": "pandas<1"}, name) & {"pandas"}


def test_the_installed_packages_fit_each_other():
    uv = Path(sys.executable).with_name("uv")
    result = run(uv, "pip", "check", "--python", sys.executable)
    assert "All installed packages are compatible" in result.stderr, result.stderr
