"""The reference outputs cover every cell of every chapter, and a changed value is named."""

import json
import shutil
import tomllib

import pytest

from inspections.errors import UserError
from publishing.core.project import ROOT
from tests.book import register
from tests.by_hand import STATED, case, says
from tests.copies import CHAPTER, FRAME, PAGES, copy_of_book, edit, run
from tests.nbval_chapters import difference
from tools.approval import approved_outputs, approved_pages
from tools.site import run_cells

USED = "domestic-abuse-information-used-2024"


def test_every_chapter_with_cells_has_a_reference_and_every_reference_a_chapter():
    """Catches a chapter that nbval would pass over in silence."""
    chapters = run_cells.chapters(ROOT)
    assert len(chapters) >= 4
    wanted = {approved_outputs.reference_file(chapter, ROOT) for chapter in chapters}
    assert wanted == set((ROOT / approved_outputs.REFERENCES).glob("*.json"))


def test_every_cell_that_shows_something_has_its_output_in_the_reference():
    """Catches a reference written without outputs: there would be nothing to compare."""
    shown = 0
    for chapter, book in run_cells.chapters(ROOT).items():
        stored = json.loads(approved_outputs.reference_file(chapter, ROOT).read_text("utf-8"))
        own = run_cells.code_cells(book)
        assert [each["source"] for each in stored] == [cell.source for cell in own]
        shown += sum(bool(each["outputs"]) for each in stored)
    assert shown >= 5


def test_generated_pages_read_as_approved():
    """Catches any change of data that reaches a page: ``make references``, then read the diff."""
    pages = approved_pages.approved_texts(register())
    stored = {path.name for path in approved_outputs.APPROVED_TEXTS.iterdir()}
    assert set(pages) == stored
    assert len(pages) >= 8
    for name, text in pages.items():
        approved = (approved_outputs.APPROVED_TEXTS / name).read_text(encoding="utf-8")
        changed = [
            f"{name}: {old!r} -> {new!r}"
            for old, new in zip(approved.splitlines(), text.splitlines(), strict=False)
            if old != new
        ]
        assert text == approved, "\n".join(changed[:5])


def test_a_difference_is_told_value_by_value():
    old = {"data": [{"count": 22, "total": 70}, {"count": 4}], "title": "a"}
    new = {"data": [{"count": 23, "total": 70}, {"count": 4}], "title": "a"}
    assert difference(old, new) == ["data[0].count: 22 -> 23"]


def test_a_long_difference_is_cut_and_counted():
    lines = difference({"x": list(range(30))}, {"x": list(range(1, 31))}, limit=3)
    assert lines == ["x[0]: 0 -> 1", "x[1]: 1 -> 2", "x[2]: 2 -> 3", "and 27 more"]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return copy_of_book(tmp_path_factory.mktemp("copy"), (*FRAME, *PAGES[:3], "tests"))


@pytest.fixture
def folder(copy):
    """The copy, with its facts as they were when the test ends."""
    facts = copy / "data" / "facts.csv"
    kept = facts.read_bytes()
    yield copy
    facts.write_bytes(kept)


def test_a_changed_value_fails_the_check_and_with_its_fragment_fails_nbval_by_name(folder):
    """The promise to readers: no figure can change without a test that says which."""
    facts = folder / "data" / "facts.csv"
    text = facts.read_text(encoding="utf-8")
    (row,) = (each for each in text.splitlines() if each.startswith(f"{USED},"))
    count, total = case(USED)
    wrong_value = row.replace(f",{count},{total},", f",{count + 1},{total},")
    assert wrong_value != row
    facts.write_text(text.replace(row, wrong_value), encoding="utf-8")
    result = run(folder, "inspections", "check", "data")
    assert result.returncode == 1
    (line,) = (each for each in result.stdout.splitlines() if each.startswith("facts.csv"))
    assert str(count + 1) in line
    assert "fragment" in line

    both = wrong_value.replace(f"{count} out of {total}", f"{count + 1} out of {total}")
    facts.write_text(text.replace(row, both), encoding="utf-8")
    assert run(folder, "inspections", "check", "data").returncode == 0
    reference = "tests/reference/keeping-people-safe.json"
    result = run(folder, "pytest", reference, "-n0", "--rootdir", str(folder))
    assert result.returncode == 1
    assert says(USED) in result.stdout
    assert f"{count + 1} of {total}" in result.stdout
    assert any("->" in each and str(count + 1) in each for each in result.stdout.splitlines())


def test_a_chapter_that_cannot_be_run_is_named_in_words(tmp_path):
    """All that can go wrong with a cell is in ``test_accidents.py``."""
    (tmp_path / "index.md").write_text(CHAPTER % "1 / 0")
    ((chapter, book),) = run_cells.chapters(tmp_path).items()
    message = "index.md: a cell failed: ZeroDivisionError: division by zero, in the cell"
    with pytest.raises(UserError, match=message):
        approved_outputs.outputs(chapter, book, limit=60)


def test_the_build_and_nbval_give_a_cell_the_same_time():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    options = settings["tool"]["pytest"]["ini_options"]["addopts"].split()
    assert float(options[options.index("--nbval-cell-timeout") + 1]) == run_cells.seconds_a_cell(
        ROOT
    )


def test_data_with_a_conflict_are_refused_in_words_before_references_are_written(folder):
    facts = folder / "data" / "facts.csv"
    lines = facts.read_text(encoding="utf-8").splitlines(keepends=True)
    facts.write_text("".join([*lines[:3], "<<<<<<< here\n", *lines[3:]]), encoding="utf-8")
    before = sorted((folder / approved_outputs.REFERENCES).rglob("*"))
    done = run(folder, "tools", "references")
    assert done.returncode == 1
    assert "facts.csv, row 4" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted((folder / approved_outputs.REFERENCES).rglob("*")) == before


def test_references_are_refreshed_where_the_book_is(tmp_path, capsys):
    """Catches a refresh that writes what is true of another folder's data."""
    (tmp_path / "chapters").mkdir()
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "_config.yml").write_text("execute: {timeout: 60}\n")
    (tmp_path / "index.md").write_text(CHAPTER % "6 * 7")
    owed = STATED["police-replies-owed-2024"].value
    edit(tmp_path / "data" / "facts.csv", f"were {owed} responses", f"were {owed}0 responses")
    approved_outputs.refresh(tmp_path)
    (stored,) = json.loads((tmp_path / approved_outputs.REFERENCES / "index.json").read_text())
    assert stored["outputs"][0]["data"] == {"text/plain": "42"}
    pages = tmp_path / approved_outputs.APPROVED_TEXTS_DIR
    assert f"{owed}0 responses" in (pages / "every-number.txt").read_text()
    assert (
        f"{owed}0 responses"
        not in (approved_outputs.APPROVED_TEXTS / "every-number.txt").read_text()
    )
