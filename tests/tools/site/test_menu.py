"""The words of the menu obey the rules of prose, each fault told with its line."""

from tests.book import register
from tests.tables import each_row
from tools.site import menu

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


def test_good_words_of_a_menu_pass():
    assert menu.faults(CONTENTS, register()) == []


@each_row
def test_words_that_the_menu_should_not_show_are_told(old, new, line, advice):
    (fault,) = menu.faults(CONTENTS.replace(old, new), register())
    assert fault.line == line
    assert advice in fault.advice
