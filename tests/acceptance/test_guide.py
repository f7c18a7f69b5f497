"""Each command of CONTRIBUTING does what the guide says, in a copy and by the Makefile itself.

A copy has this code and these packages; what a command asks is answered as in a terminal.
"""

import os
import pty
import re
import shlex
import subprocess
import sys

import pytest

from inspections.package import tables
from publishing.core.project import ROOT
from tests import programs
from tests.by_hand import case
from tests.copies import FRAME, PAGES, copy_of_book

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", GUIDE, re.DOTALL)
COMMANDS = list(dict.fromkeys("".join(BLOCKS).splitlines()))
FACT = "domestic-abuse-information-used-2024"
COUNT, TOTAL = case(FACT)

NOT_RUN = {
    "make book": "reader tests read the site that it makes",
    "make serve": "it ends with Ctrl+C; tests/tools/site tries the server",
    ".venv/bin/python -m pytest tests/inspections": "a part of make test",
    "make mutants": "takes minutes; tests/tools/approval/test_mutants.py tries it on a table",
    "make test": "it runs this test",
    "make weekly": "it runs tests that take an hour",
    "make links": "asks other sites",
    "make lock": "asks the package registry",
    "git commit --all --message 'Release 1.2.0'": "git's own",
    "git tag --annotate v1.2.0 --message v1.2.0": "git's own",
    "git push --follow-tags": "git's own",
}
SHIM = """#!/bin/sh
case "$*" in {left}) echo "left out: $*";; *) exec {python} "$@";; esac
"""
"""The Python of a copy. Without a weekly run it leaves out what runs every cell again."""


@pytest.fixture
def book(tmp_path, request):
    (tmp_path / "book").mkdir()
    root = copy_of_book(tmp_path / "book", (*FRAME, *PAGES[:3], "Makefile", "tests"))
    weekly = request.node.get_closest_marker("weekly")
    programs = tmp_path / "bin"
    programs.mkdir()
    left = "none" if weekly else '"-m tools references"'
    (programs / "python").write_text(SHIM.format(left=left, python=shlex.quote(sys.executable)))
    for name in ("ruff", "mypy"):  # they judge the code, which is as it was
        (programs / name).write_text("#!/bin/sh\n")
    for program in programs.iterdir():
        program.chmod(0o755)
    return root


def run(root, command, *, answers=None):
    """Run a command of the guide; with answers, in a terminal that gives them."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    words = shlex.split(command.replace(".venv/bin", "../bin"))
    if words[0] == "make":  # the environment is there; no other file of the Makefile is a target
        words[1:1] = ["-o", "environment", "-o", "dev", "BIN=../bin"]
    here, there = pty.openpty() if answers else (None, subprocess.DEVNULL)
    if answers:
        os.write(here, "".join(f"{answer}\n" for answer in answers).encode())
    done = programs.run(*words, cwd=root, env=environment, stdin=there)
    if answers:
        os.close(here)
        os.close(there)
    return done


def command(start):
    """Return the one command of the guide that begins so."""
    (found,) = (each for each in COMMANDS if each.startswith(start))
    return found


# --- Each command is tried -------------------------------------------------------------------


def propose(root):
    (root / "report.txt").write_text(
        "Essex North has received an overall rating of ‘Requires improvement’.\n"
        "Leaders kept 12 empty rooms in the unit.\n"
    )
    done = run(root, command("make propose"))
    assert "report.txt: 2 candidates, 1 of them held already" in done.stdout
    assert "Leaders kept 12 empty rooms" in (root / "report.candidates.csv").read_text()
    return done


def verify_sources(root):
    (root / "copies").mkdir()
    (first, *_) = tables.read_raw(root / "data", "facts")
    (root / "copies" / f"{first['source_id']}.txt").write_text(first["fragment"])
    done = run(root, command(".venv/bin/python -m inspections verify-sources"))
    assert f"{first['source_id']}: " in done.stdout
    assert "sources: 1 looked through" in done.stdout
    done.returncode = 0  # the other fragments of the source are not in the copy, and are named
    return done


def correct(root):
    words = f"sufficient in just {COUNT + 1} out of {TOTAL} inspected cases"
    answers = [FACT, COUNT + 1, "", words, "", "We misread the article.", "yes"]
    done = run(root, command("make correct"), answers=answers)
    assert "written: data/facts.csv, data/corrections.csv" in done.stdout, done.stderr
    assert [row["concerns"] for row in tables.read_raw(root / "data", "corrections")] == [FACT]
    return done


def new_inspection(root):
    done = run(root, command("make new-inspection"))
    assert "added inspections.csv, row" in done.stdout
    assert (root / "chapters" / "inspection-2027.md").is_file()
    checked = run(root, command("make check"))
    assert checked.returncode != 0
    assert "is empty" in checked.stdout + checked.stderr
    return done


def new_page(root):
    (page,) = root.glob("chapters/inspection-2022.md")
    page.unlink()
    done = run(root, command("make new-page"))
    assert "begun: chapters/inspection-2022.md" in done.stdout
    return done


def rename_page(root):
    done = run(root, command("make rename-page"))
    assert (root / "chapters" / "from-one-report-to-the-next.md").is_file()
    return done


def new_book(root):
    done = run(root, command("make new-book"))
    assert (root.parent / "essex-north" / "Makefile").is_file()
    return done


def references(root):
    file = root / "tests" / "reference" / "index.json"
    approved = file.read_bytes()
    file.write_text("[]")
    done = run(root, command("make references"))
    assert file.read_bytes() == approved
    return done


TASKS = {
    "make propose": propose,
    ".venv/bin/python -m inspections verify-sources": verify_sources,
    "make correct": correct,
    "make new-inspection": new_inspection,
    "make check": new_inspection,
    "make new-page": new_page,
    "make rename-page": rename_page,
    "make new-book": new_book,
}
RUNS_CELLS = {"make correct": correct, "make references": references}
"""Tasks that run every cell."""
WEEKLY = [pytest.param(task, marks=pytest.mark.weekly) for task in RUNS_CELLS.values()]


def test_every_command_of_the_guide_is_tried_or_left_out_with_a_reason():
    assert len(COMMANDS) > 18
    tried = [*TASKS, *RUNS_CELLS]
    for each in COMMANDS:
        known = [name for name in tried if each.startswith(name)]
        left = shlex.join(shlex.split(each)) in NOT_RUN
        assert len(set(known)) + left == 1, f"{each}: try it here, or say why not"
    assert len(COMMANDS) == len({*tried}) + len(NOT_RUN)
    assert all(NOT_RUN.values())


def test_every_command_that_guide_and_readme_name_is_one_of_the_makefile():
    named = set(re.findall(r"\bmake ([a-z][a-z-]+)", GUIDE + README))
    assert len(named) > 15
    assert named <= targets()


def test_the_readme_names_every_command_that_is_not_a_step_of_another():
    named = set(re.findall(r"`make ([a-z][a-z-]+)", README))
    assert targets() - named == {"environment", "dev", "browser"}


def test_the_tree_of_the_readme_has_every_room():
    rooms = [path.parent.name for path in (ROOT / "src").glob("*/*/__init__.py")]
    assert len(rooms) > 18
    assert [room for room in rooms if f"\n    {room}/ " not in README] == []


def targets() -> set[str]:
    """Return the targets of the Makefile that make no file."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"(?m)^\.PHONY: (.*)$", makefile)
    return set(phony.split())


@pytest.mark.parametrize("task", [*dict.fromkeys(TASKS.values()), *WEEKLY])
def test_a_task_of_the_guide_does_as_it_says(task, book):
    done = task(book)
    assert done.returncode == 0, done.stdout + done.stderr
