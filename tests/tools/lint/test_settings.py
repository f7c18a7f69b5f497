"""Settings that nothing heeds, or that let faults pass, are told in seconds."""

from __future__ import annotations

import pytest

from publishing.core.project import ROOT
from tests.copies import copy_of_book, edit
from tools.lint import settings
from tools.site import unreadable_files


@pytest.fixture
def book(tmp_path):
    return copy_of_book(tmp_path, ("_config.yml", "_toc.yml", "index.md", "chapters"))


def test_the_settings_of_the_book_pass():
    assert settings.check(ROOT) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("author: T", "auhtor: T", 'auhtor: there is no such setting; did you mean "author"?'),
        ("  timeout: 120", "  timeuot: 120", "execute.timeuot: there is no such setting; did you"),
        ("    numfig: f", "    numfg: f", "sphinx.config.numfg: there is no such setting; did you"),
        ("allow_errors: false", "allow_errors: true", "execute.allow_errors must be false: otherw"),
        ("execute_notebooks: cache", "execute_notebooks: 'off'", 'notebooks must be "cache"'),
        ("warnings: []", "warnings: [myst]", "sphinx.config.suppress_warnings must be []"),
        ("raise_on_error: true", "raise_on_error: false", "nb_execution_raise_on_error must be tr"),
        ("only_build_toc_files: false\n", "", "only_build_toc_files must be false"),
        ("timeout: 120", "timeout: 99999", "execute.timeout must say how many seconds a cell may"),
        ("timeout: 120", "timeout: soon", "execute.timeout: 'soon' is not of type"),
        ("chapters/worksheet: t", "chapters/about: t", "chapters/about is a page that is there"),
        ("worksheet: teach-with-this.h", "worksheet: gone.h", "leads to gone.html, where no page"),
    ],
)
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
