"""The report on links says what answered, what did not, and where it stands."""

from __future__ import annotations

import json

import pytest

from tests.copies import copy_of_book, edit
from tests.site import served
from tools import link_check


def test_the_report_names_each_lost_address_once_with_its_page():
    answers = [
        {"uri": "https://a.example/", "filename": "index.md", "status": "working", "info": ""},
        {"uri": "https://b.example/", "filename": "x.md", "status": "broken", "info": "404"},
        {"uri": "https://b.example/", "filename": "y.md", "status": "broken", "info": "404"},
        {"uri": "page.html", "filename": "x.md", "status": "local", "info": ""},
    ]
    assert link_check.report(answers).splitlines() == [
        "1 of 2 addresses answered.",
        "- https://b.example/ (y.md): 404",
    ]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book of one page, whose two links lead to this machine."""
    names = ("_config.yml", "requirements.txt", "pyproject.toml", "data", "src")
    root = copy_of_book(tmp_path_factory.mktemp("links"), names)
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (root / "there.html").write_text("Something.")
    with served(root) as address:
        page = f"# Page\n\n[One]({address}/there.html) and [other]({address}/gone.html).\n"
        (root / "index.md").write_text(page)
        yield root


def test_every_address_is_asked_and_the_lost_one_is_named(book):
    first, lost = link_check.check(book).splitlines()
    assert first == "1 of 2 addresses answered."
    assert "/gone.html (index.md): 404" in lost


def test_an_old_answer_is_never_told_as_todays(book):
    found = book / link_check.ANSWERS
    found.parent.mkdir(parents=True, exist_ok=True)
    old = {"uri": "https://a.example/", "filename": "a.md", "status": "broken", "info": "410"}
    found.write_text(json.dumps(old))
    settings = (book / "_config.yml").read_text()
    edit(book / "_config.yml", "publishing.extension]", "publishing.no_such_extension]")
    said = link_check.check(book)
    (book / "_config.yml").write_text(settings)
    assert said.startswith("The links could not all be checked:")
    assert "no_such_extension" in said
    assert "a.example" not in said
