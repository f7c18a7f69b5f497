"""Settings that nothing heeds, or that let faults pass, are told in seconds."""

import pytest

from inspections.errors import UserError
from tests.book import register
from tests.copies import copy_of_book, edit
from tests.tables import each_row
from tools.lint import settings
from tools.site import unreadable_files


@pytest.fixture
def book(tmp_path):
    return copy_of_book(
        tmp_path, ("_config.yml", "_toc.yml", "index.md", "chapters", "allowed_words.toml")
    )


@each_row
def test_a_setting_at_fault_is_named_with_what_to_write(book, old, new, message):
    edit(book / "_config.yml", old, new)
    found = settings.setting_faults(book)
    assert [line for line in found if message in line], found


def test_settings_without_those_for_sphinx_are_told(book):
    text = (book / "_config.yml").read_text(encoding="utf-8")
    (book / "_config.yml").write_text(text.partition("\n  config:\n")[0], encoding="utf-8")
    found = settings.setting_faults(book)
    assert [line for line in found if "nb_execution_raise_on_error must be" in line]


@each_row
def test_what_stands_twice_and_what_has_no_name_is_refused(book, name, old, new, message):
    edit(book / name, old, new)
    with pytest.raises(UserError, match=message):
        unreadable_files.check(book)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# " + "x" * 3_000, "glossary.md:1: has more than 2000"),
        ("# A" + "\nw" * 60_000, "larger than 0.1 megabytes"),
    ],
    ids=["line", "page"],
)
def test_a_page_that_is_too_large_and_a_line_that_is_too_long_are_refused(book, text, message):
    (book / "chapters" / "glossary.md").write_text(text)
    with pytest.raises(UserError, match=message):
        unreadable_files.check(book)


@pytest.mark.parametrize("name", ["part/x.md", "x.MD", "x.markdown", "x.rst", "x.txt", "x.ipynb"])
def test_what_was_meant_as_a_page_and_is_none_is_told(book, name):
    (book / "chapters" / "part").mkdir()
    (book / "chapters" / name).write_text("# X\n")
    with pytest.raises(UserError, match=f"chapters/{name}: is no page: one lies"):
        unreadable_files.check(book)


# --- the menu ------------------------------------------------------------------------------------

CONTENTS = """\
format: jb-book
root: index
parts:
  - caption: The story
    chapters:
      - file: chapters/about
        title: About
  - caption: The rest
    chapters:
      - file: chapters/glossary
"""


def test_a_good_menu_passes():
    assert settings.menu_faults(CONTENTS, register()) == []


@each_row
def test_words_that_the_menu_should_not_show_are_told(old, new, line, advice):
    ((found, told),) = settings.menu_faults(CONTENTS.replace(old, new), register())
    assert found == line
    assert advice in told
