"""The build refuses what must not be published, and says so in words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from publishing import build
from publishing.execution import ROOT, digest, input_files

FAULTY = """\
# A page with faults

{fact}`domestic-abuse-information-used`

{fact}`police-replies-owed-2024:shouted`

{finding}`words <known-violence>`

{claim}`rose <rose: cases-satisfactory-2022 domestic-abuse-information-used-2024>`

{claim}`rose <rose: northamptonshire-pdu-2022 northamptonshire-pdu-2024>`

There were 2,611 of them.
"""


@pytest.fixture(scope="module")
def small_book(tmp_path_factory):
    """A copy of the book's frame with one faulty page."""
    root = tmp_path_factory.mktemp("book")
    for name in ("data", "src"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("_config.yml", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    (root / "chapters").mkdir()
    for name in ("every-number", "every-finding", "glossary"):
        shutil.copy(ROOT / "chapters" / f"{name}.md", root / "chapters")
    pages = "\n".join(f"  - file: chapters/{name.stem}" for name in (root / "chapters").iterdir())
    (root / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{pages}\n")
    return root


@pytest.fixture(scope="module")
def complaint(small_book):
    (small_book / "index.md").write_text(FAULTY, encoding="utf-8")
    with pytest.raises(build.BuildFailed) as caught:
        build.build(small_book)
    return str(caught.value)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (3, "there is no fact 'domestic-abuse-information-used': did you mean"),
        (5, "'shouted' is no form of a fact"),
        (7, "there is no finding 'known-violence': did you mean known-violence-2024"),
        (9, "cannot be compared"),
        (9, "the inspection programme differs"),
        (11, "from northamptonshire-pdu-2022 to northamptonshire-pdu-2024 it fell"),
        (13, "facts with this value: caseload-total-2024"),
    ],
)
def test_a_faulty_page_fails_the_build_with_file_line_and_advice(complaint, line, expected):
    assert any(
        f"index.md:{line}:" in each and expected in each for each in complaint.splitlines()
    ), complaint


def test_a_failed_build_leaves_the_last_good_site_and_the_next_build_is_right(small_book):
    (small_book / "index.md").write_text("# A good page\n", encoding="utf-8")
    site = build.build(small_book)
    good = (site / "index.html").read_bytes()
    (small_book / "index.md").write_text("# Bad\n\n{fact}`nothing-like-it`\n", encoding="utf-8")
    with pytest.raises(build.BuildFailed):
        build.build(small_book)
    assert (site / "index.html").read_bytes() == good
    assert not build.is_current(small_book)


def test_an_unchanged_book_is_not_built_again_and_a_changed_figure_is(small_book):
    (small_book / "index.md").write_text(
        "# Page\n\n{fact}`police-replies-owed-2024`\n", encoding="utf-8"
    )
    page = build.build(small_book) / "index.html"
    before = page.stat().st_mtime_ns
    build.build(small_book)
    assert page.stat().st_mtime_ns == before
    table = small_book / "data" / "facts.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",400,,replies", ",401,,replies"), encoding="utf-8")
    assert table.read_text(encoding="utf-8") != text
    build.build(small_book)
    assert ">401<" in page.read_text(encoding="utf-8")
    table.write_text(text, encoding="utf-8")


def test_the_execution_cache_follows_data_code_and_lock(tmp_path):
    for name in ("data/a.csv", "src/inspections/b.py", "requirements.txt", "chapters/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    seen = {digest(tmp_path, input_files(tmp_path))}
    for name in ("data/a.csv", "src/inspections/b.py", "requirements.txt"):
        (tmp_path / name).write_text("two")
        seen.add(digest(tmp_path, input_files(tmp_path)))
    (tmp_path / "chapters/c.md").write_text("two")
    seen.add(digest(tmp_path, input_files(tmp_path)))
    assert len(seen) == 4


def test_complaints_keep_warnings_and_the_cause_of_a_crash():
    output = (
        "reading\n\x1b[91mWARNING: one\x1b[0m\n"
        "Exception occurred:\n  KeyError: 'x'\nThe full traceback"
    )
    assert build.complaints(output).splitlines() == ["WARNING: one", "KeyError: 'x'"]


def test_nothing_of_the_users_own_python_reaches_the_build(monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP", "x")
    assert "PYTHONSTARTUP" not in build.environment(Path("/book"))
