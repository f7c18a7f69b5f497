"""The build refuses what must not be published, and says so in words."""

from pathlib import Path

import pytest

from inspections.errors import UserError
from inspections.register import Register
from publishing.core.project import digest, input_files
from publishing.pages import entries, reference_lists
from tests.book import register
from tests.copies import made_up_book
from tests.inspections.fixtures import change
from tests.site import article, parsed
from tests.tables import each_row
from tools.approval import approved_pages
from tools.site import build, build_messages, process

FAULTY = Path(__file__).with_name("faulty.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def small_book(tmp_path_factory):
    return made_up_book(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def complaint(small_book):
    (small_book / "index.md").write_text(FAULTY, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        build.build(small_book)
    return str(caught.value)


@each_row
def test_a_faulty_page_fails_the_build_with_file_line_and_advice(complaint, line, expected):
    assert any(
        f"index.md:{line}:" in each and expected in each for each in complaint.splitlines()
    ), complaint


EVERYWHERE = Path(__file__).with_name("evidence_everywhere.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def good(small_book, complaint):
    """The site of a page with evidence wherever it may stand, built after one that failed."""
    assert complaint
    (small_book / "index.md").write_text(EVERYWHERE, encoding="utf-8")
    return build.build(small_book)


@each_row
def test_evidence_works_wherever_it_stands(good, where, text):
    found = [
        piece
        for piece in article(good / "index.html").select(f"{where} .evidence")
        if piece.select_one(".evidence-link").get_text() == text
    ]
    assert len(found) == 1
    assert found[0].select_one(".card[popover] .entry-link")
    assert found[0].select_one(".evidence-link")["href"].startswith("#card-")


def test_an_unchanged_book_is_not_built_again_and_a_changed_figure_is(small_book, good):
    page = good / "index.html"
    before = page.stat().st_mtime_ns
    build.build(small_book)
    assert page.stat().st_mtime_ns == before
    other = {"value": "39", "fragment": "39 of the 59 cases"}
    change(small_book / "data", "facts", "visits-missed-2030", **other)
    build.build(small_book)
    assert ">39 of 59<" in page.read_text(encoding="utf-8")


def test_files_made_after_the_pages_alone_are_offered_on_them(small_book, good, monkeypatch):
    page = good / "index.html"
    build.build(small_book)
    assert [*parsed(page).select(".take-away"), *article(page).select("a[href$='.zip']")] == []
    monkeypatch.setattr(build, "available_formats", lambda: ["epub"])
    build.build(small_book, complete=True)
    (offered,) = parsed(page).select(".take-away a")
    assert (good / offered["href"]).is_file()
    assert article(page).select("a[href$='.zip']")


def test_a_correction_shows_on_its_entry_and_in_the_list():
    known = register()
    row = {
        "correction_id": "replies",
        "date": "2030-02-01",
        "concerns": "police-replies-owed-2024",
        "before": "410",
        "after": "400",
        "reason": "The source says so.",
    }
    corrected = Register(known.package.with_rows("corrections", [row]))
    entry = "1 February 2030: 410 became 400. The source says so."
    assert entries.last_corrected(corrected, "police-replies-owed-2024") == entry
    assert entries.last_corrected(corrected, "workers-2024") == ""
    text = approved_pages.page_text(reference_lists.corrections(corrected))
    assert "1 February 2030 | police-replies-owed-2024 | 410 | 400" in text
    assert entry in approved_pages.approved_texts(corrected)["every-number.txt"]


def test_an_entry_leads_to_the_differences_and_the_unknowns_that_concern_it():
    text = approved_pages.approved_texts(register())["every-number.txt"]
    entry = text.split("{fact-vacancy-rate-2024}")[1].split("\n#")[0]
    assert "<#conflict-" in entry
    assert "<#unknown-" in entry
    assert "the sources differ" in entry


@each_row
def test_a_build_is_made_of_what_people_write_not_of_what_programs_leave(tmp_path, name, counts):
    before = build.inputs(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("written")
    assert (build.inputs(tmp_path) != before) is counts


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
    output = "reading\n\x1b[91mWARNING: one\x1b[0m\nException occurred:\nERROR: KeyError: 'x'"
    assert build_messages.warning_lines(output).splitlines() == [
        "WARNING: one",
        "ERROR: KeyError: 'x'",
    ]


def test_nothing_of_the_users_own_python_reaches_the_build(monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP", "x")
    assert "PYTHONSTARTUP" not in process.environment(Path("/book"))
