"""Settings that nothing heeds, or that let faults pass, are told in seconds."""

from __future__ import annotations

import pytest

from publishing.core.project import ROOT
from tests.copies import copy_of_book, edit
from tests.tables import each_row
from tools.lint import settings
from tools.site import unreadable_files


@pytest.fixture
def book(tmp_path):
    return copy_of_book(tmp_path, ("_config.yml", "_toc.yml", "index.md", "chapters"))


def test_the_settings_of_the_book_pass():
    assert settings.check(ROOT) == []


@each_row
def test_a_setting_at_fault_is_named_with_what_to_write(book, old, new, message):
    edit(book / "_config.yml", old, new)
    found = settings.check(book)
    assert [line for line in found if message in line], found


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "_config.yml",
            "author: The",
            "author: A\nauthor: The",
            "yml:4: 'author' stands",
        ),
        (
            "_toc.yml",
            "  - caption: Reference\n",
            "  - caption: A\n    caption: B\n",
            "'caption' stands",
        ),
        ("_toc.yml", "root: index\n", "root: index\nfarmat: x\n", "_toc.yml: .*farmat"),
        (
            "chapters/glossary.md",
            "# Glossary",
            f"# {'x' * 3000}",
            "glossary.md:1: has more than 2000",
        ),
        ("chapters/glossary.md", "# Glossary", "# A" + "\nw" * 60_000, "larger than 0.1 megabytes"),
    ],
)
def test_what_stands_twice_and_what_is_too_large_is_refused(book, name, old, new, message):
    edit(book / name, old, new)
    with pytest.raises(unreadable_files.CannotBeRead, match=message):
        unreadable_files.check(book)
