"""Pages about one inspection: what is lacking is said, and nothing is written over."""

import shutil

import pytest

from inspections.errors import UserError
from publishing.core.project import ROOT
from tests.book import register
from tests.copies import copy_of_book, edit
from tools import new_page


@pytest.fixture
def book(tmp_path):
    return copy_of_book(tmp_path, ("data", "templates", "_toc.yml", "index.md", "chapters"))


def last():
    return register().subject_inspections[-1]


def test_each_inspection_of_the_book_has_its_page(book):
    assert new_page.check(book) == []
    found = new_page.pages_of_inspections(ROOT, register())
    assert list(found) == [each.inspection_id for each in register().subject_inspections]
    assert new_page.begin(book) == []


def test_a_missing_page_is_named(book):
    page = new_page.pages_of_inspections(book, register())[last().inspection_id]
    page.unlink()
    (line,) = new_page.check(book)
    assert line.startswith(
        f"chapters: no page is about {last().inspection_id}: run 'make new-page'"
    )


def test_a_part_still_to_write_is_named_with_its_line(book):
    with (book / "index.md").open("a") as page:
        page.write("% To write: the end.\n")
    count = len((book / "index.md").read_text().splitlines())
    named = f"index.md:{count}: to write: the end. Then delete the line."
    assert list(new_page.unwritten_parts(book)) == [named]


def test_a_page_of_the_same_name_is_not_written_over(book):
    page = new_page.pages_of_inspections(book, register())[last().inspection_id]
    edit(page, f"({last().inspection_id})=\n", "")
    before = page.read_bytes()
    with pytest.raises(UserError, match="is there already: rename it, or put"):
        new_page.begin(book)
    assert page.read_bytes() == before


def test_the_first_page_of_all_goes_to_the_head_of_the_contents(book):
    for page in new_page.pages_of_inspections(book, register()).values():
        page.unlink()
    (book / "_toc.yml").write_text("root: index\nchapters:\n  - file: chapters/about\n")
    begun = new_page.begin(book)
    assert len(begun) == len(register().subject_inspections)
    files = [line for line in (book / "_toc.yml").read_text().splitlines() if "file:" in line]
    assert files == [
        *(f"  - file: chapters/{page.stem}" for page in begun),
        "  - file: chapters/about",
    ]


def test_contents_without_a_page_are_refused(book):
    shutil.rmtree(book / "chapters")
    (book / "chapters").mkdir()
    (book / "_toc.yml").write_text("root: index\n")
    with pytest.raises(UserError, match="lists no page"):
        new_page.begin(book)
    assert list((book / "chapters").iterdir()) == []


@pytest.mark.parametrize(
    "line",
    ["  - file: chapters/one", "  - file: chapters/one  # last", "  - file: 'chapters/one' "],
)
def test_a_page_goes_behind_the_one_before_however_that_is_written(book, line):
    (book / "_toc.yml").write_text(f"root: index\nchapters:\n  - file: about\n{line}")
    text = new_page._with_page(book, "two", after=["one"])
    assert text.splitlines()[-2:] == [line, "  - file: chapters/two"]


def spoilt(content):
    return lambda book: (book / new_page.TEMPLATE).write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda book: (book / new_page.TEMPLATE).unlink(), "cannot be read: take it from the last"),
        (spoilt(b"$nothing"), "that nothing fills in .*nothing.*write \\$\\$"),
        (spoilt(b"costs $5"), "that nothing fills in"),
        (spoilt(b"\xe9"), "cannot be read: take it from the last commit"),
        (lambda book: (book / "_toc.yml").unlink(), "_toc.yml: cannot be read"),
        (lambda book: (book / "_toc.yml").write_bytes(b"\xe9"), "_toc.yml: cannot be read"),
        (lambda book: (book / "data" / "facts.csv").unlink(), "the data cannot be read: make"),
    ],
)
def test_what_stands_in_the_way_is_told_and_no_page_begun(book, spoil, message):
    new_page.pages_of_inspections(book, register())[last().inspection_id].unlink()
    spoil(book)
    with pytest.raises(UserError, match=message):
        new_page.begin(book)
    assert new_page.pages_of_inspections(book, register()).keys() == {
        inspection.inspection_id for inspection in register().subject_inspections[:-1]
    }
