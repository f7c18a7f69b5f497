"""What a build would find in a page, found without one: each fault planted, each told."""

import pytest

from publishing.core.project import ROOT
from tests.book import register
from tests.tables import each_row
from tools.lint import link_targets, markup
from tools.lint.link_targets import PageCheck, label_faults
from tools.lint.registered_markup import registered_markup


def said(text, *others):
    """Line and advice of each fault of a page among others, its title not counted."""
    read = [
        markup.read(f"# Title\n\n{each}\n", f"{name}.md", register(), root=ROOT)
        for name, each in zip("abc", (text, *others), strict=False)
    ]
    found = [fault for page in read for fault in page.faults]
    found += [(line, advice) for _, line, advice in label_faults(read)]
    return [(line - 2, advice) for line, advice in found]


@each_row
def test_a_fault_is_told_with_its_line(text, line, advice):
    found = said(text)
    assert [each for each in found if each[0] == line and advice in each[1]], found


@each_row
def test_good_markup_passes(text):
    assert said(text) == []


def test_a_label_of_another_page_is_known_and_may_not_be_there_twice():
    assert said("See {ref}`other`.", "(other)=\n\nWords.") == []
    ((line, advice),) = said("(one)=\n\nWords.", "(one)=\n\nWords.")
    assert (line, advice) == (1, "the label 'one' stands at a.md:3 too: rename one")


@each_row
def test_the_head_of_a_page_is_looked_at(text, advice):
    read = markup.read(text, "a.md", register(), root=ROOT)
    assert [told for _, told in read.faults if advice in told], read.faults


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("x.png", b"no png", "is no picture"),
        (
            "x.png",
            b"\x89PNG\r\n\x1a\n" + b"0" * link_targets.MOST_BYTES,
            "has more than 1,000,000 bytes",
        ),
        ("x.svg", b"<svg><script>alert(1)</script></svg>", "holds a script"),
        ("x.svg", b"<svg onload='x'></svg>", "holds a script"),
        ("x.SVG", b"<svg onload='x'></svg>", "holds a script"),
    ],
)
def test_a_picture_that_no_reader_should_be_given_is_told(tmp_path, name, content, advice):
    (tmp_path / name).write_bytes(content)
    page = PageCheck("a.md", tmp_path, register())
    link_targets.picture(page, name, 1, words="Two bars")
    ((_, told),) = page.faults
    assert advice in told


def test_what_the_book_registers_is_known():
    assert {"exercise", "every-number", "fold", "admonition", "code-cell"} <= set(
        registered_markup().directives
    )
    assert {"fact", "claim", "blank", "doc"} <= registered_markup().roles
    assert not {"raw", "include", "eval-rst"} & set(registered_markup().directives)
