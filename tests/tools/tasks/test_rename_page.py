"""Renaming a page leaves nothing that leads to its old name but the redirect."""

import re
from pathlib import Path

import pytest
import yaml

from inspections.errors import UserError
from tests.copies import copy_of_book
from tests.tables import each_row
from tools.site import build
from tools.tasks import rename_page

OLD, NEW = "what-changed", "from-one-report-to-the-next"


@pytest.fixture
def book(tmp_path):
    return copy_of_book(
        tmp_path, ("_config.yml", "_toc.yml", "index.md", "chapters", "data", "tests")
    )


def redirects(book):
    settings = yaml.safe_load((book / "_config.yml").read_text(encoding="utf-8"))
    return settings["sphinx"]["config"]["redirects"]


def test_everything_that_led_to_the_page_leads_to_its_new_name(book, capsys):
    lead = re.compile(rf"(?<![\w-]){OLD}\.(md|html)|chapters/{OLD}(?![\w-])")
    before = [path for path in rename_page.files(book) if lead.search(path.read_text())]
    assert len(before) >= 8
    rename_page.rename(book, OLD, NEW)
    assert not (book / "chapters" / f"{OLD}.md").exists()
    assert (book / "chapters" / f"{NEW}.md").is_file()
    assert (book / "tests" / "reference" / f"{NEW}.json").is_file()
    for path in before:
        found = [line for line in path.read_text().splitlines() if lead.search(line)]
        left = [f"      chapters/{OLD}: {NEW}.html"] if path.name == "_config.yml" else []
        assert found == left, path
    said = capsys.readouterr().out
    assert f"renamed: chapters/{OLD}.md to {NEW}.md" in said
    assert "changed: _toc.yml" in said


def test_old_addresses_lead_to_where_the_page_is_now(book):
    older = [name for name, target in redirects(book).items() if target == f"{OLD}.html"]
    assert older
    rename_page.rename(book, f"chapters/{OLD}.md", f"chapters/{NEW}.md")
    now = redirects(book)
    assert {now[name] for name in [*older, f"chapters/{OLD}"]} == {f"{NEW}.html"}


def test_back_again_no_page_leads_away_from_itself(book):
    before = {
        path: path.read_bytes() for path in rename_page.files(book) if "py" not in path.suffix
    }
    rename_page.rename(book, OLD, NEW)
    rename_page.rename(book, NEW, OLD)
    assert redirects(book).pop(f"chapters/{NEW}") == f"{OLD}.html"
    assert f"chapters/{OLD}" not in redirects(book)
    settings = book / "_config.yml"
    settings.write_text(settings.read_text().replace(f"      chapters/{NEW}: {OLD}.html\n", ""))
    assert {path: path.read_bytes() for path in before} == before


def test_a_topic_of_the_same_name_stays_and_is_listed(book, capsys):
    name = "keeping-people-safe"
    data = {path: path.read_bytes() for path in (book / "data").iterdir()}
    rename_page.rename(book, name, "how-people-are-kept-safe")
    assert {path: path.read_bytes() for path in (book / "data").iterdir()} == data
    assert f'"{name}"' in capsys.readouterr().out.partition("left as they are")[2]
    rows = (book / "tests" / "reader" / "questions.csv").read_text()
    assert ",how-people-are-kept-safe," in rows
    assert f",{name}," not in rows


def test_the_first_redirect_makes_the_list(book):
    settings = "title: T\nsphinx:\n  config:\n    project: P\n"
    text = rename_page.with_redirect(settings, "a", "b")
    redirects = yaml.safe_load(text)["sphinx"]["config"]
    assert redirects == {"project": "P", "redirects": {"chapters/a": "b.html"}}


def test_every_folder_that_the_book_is_made_from_is_looked_through():
    folders = {pattern.partition("/")[0] for pattern in build.INPUTS if "/" in pattern}
    assert len(folders) >= 5
    assert folders - set(rename_page.FOLDERS) == {"data"}


@each_row
def test_what_leads_to_a_page_is_told_from_what_has_its_name(line, expected):
    assert rename_page.with_new_name(line, Path("chapters/x.md"), "a-page", "new") == expected


@each_row
def test_what_cannot_be_renamed_is_told_and_nothing_changes(book, names, message):
    before = {path: path.read_bytes() for path in book.rglob("*") if path.is_file()}
    with pytest.raises(UserError, match=message):
        rename_page.rename(book, *names)
    assert {path: path.read_bytes() for path in book.rglob("*") if path.is_file()} == before
