"""Rules for words in cells: blanks, marks and typed numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspections.checks import check
from inspections.language import wording
from inspections.package.placeholders import FORMS
from tests.inspections.checks.broken_package import CellFault, named_in_full
from tests.inspections.fixtures import change

# What is wrong; table, row and cells to spoil; the field, the value and a word of the rule
# that the one fault must name.
CELLS: dict[str, CellFault] = {
    "mark that names nothing": (
        *("findings", "leaders-2030", {"statement": "They used [[information-2030]]."}),
        *("statement", "They used [[information-2030]].", "[[information-2030]] names no fact"),
    ),
    "mark with a form that does not exist": (
        *("findings", "leaders-2030", {"statement": "In [[workers-2030:digit]]."}),
        *("statement", "In [[workers-2030:digit]].", "[[workers-2030:digit]] names no form"),
    ),
    "mark with nothing after its colon": (
        *("findings", "leaders-2030", {"statement": "In [[workers-2030:]]."}),
        *("statement", "In [[workers-2030:]].", "[[workers-2030:]] names no form"),
    ),
    "mark left open": (
        *("conflicts", "workers", {"first_says": "It has [[workers-2030]."}),
        *("first_says", "It has [[workers-2030].", "do not pair"),
    ),
    "digits typed in a text": (
        *("facts", "workers-2030", {"note": "There were 12 in May 2030."}),
        *("note", "There were 12 in May 2030.", "a number is typed: 12"),
    ),
    "number word typed in a text": (
        *("unknowns", "sample", {"question": "Why twenty-two cases?"}),
        *("question", "Why twenty-two cases?", "a number is typed: twenty-two"),
    ),
    "two sentences in a finding": (
        *("findings", "leaders-2030", {"statement": "They led. They knew."}),
        *("statement", "They led. They knew.", "more than one sentence"),
    ),
    "blank before an id": (
        *("offices", "amberley", {"inspection_id": " amberley-2030"}),
        *("inspection_id", " amberley-2030", "blank at the beginning or end"),
    ),
    "blank after a text": (
        *("terms", "case", {"definition": "One person. "}),
        *("definition", "One person. ", "blank at the beginning or end"),
    ),
    "non-breaking blank in a list of ids": (
        *("unknowns", "sample", {"concerns": "rest-2030\u00a0workers-2030"}),
        *("concerns", "rest-2030\u00a0workers-2030", "non-breaking"),
    ),
    "joiner inside a label": (
        *("facts", "workers-2030", {"label": "Work\u200bers"}),
        *("label", "Work\u200bers", 'after "Work" (U+200B, ZERO WIDTH SPACE)'),
    ),
    "soft hyphen in a title": (
        *("sources", "annual-report", {"title": "Re\u00adport"}),
        *("title", "Re\u00adport", 'after "Re" (U+00AD, SOFT HYPHEN)'),
    ),
    "words turned round": (
        *("terms", "case", {"definition": "\u202edrow a\u202c"}),
        *("definition", "\u202edrow a\u202c", "at its beginning (U+202E, RIGHT-TO-LEFT OVERRIDE)"),
    ),
    "NUL in a note": (
        *("facts", "workers-2030", {"note": "A\x00B"}),
        *("note", "A\x00B", 'after "A" (U+0000, a control character)'),
    ),
    "tag characters": (
        *("facts", "workers-2030", {"note": "Words\U000e0041"}),
        *("note", "Words\U000e0041", 'after "Words" (U+E0041, TAG LATIN CAPITAL LETTER A)'),
    ),
    "invisible filler": (
        *("offices", "amberley", {"note": "Amber\u3164ley"}),
        *("note", "Amber\u3164ley", "(U+3164, HANGUL FILLER)"),
    ),
    "formula": (
        *("facts", "workers-2030", {"label": '=HYPERLINK("https://evil.example","click")'}),
        *("label", '=HYPERLINK("https://evil.example","click")', "begins with =, which spreads"),
    ),
    "formula with a plus": (
        *("terms", "case", {"definition": "+SUM(A:A)"}),
        *("definition", "+SUM(A:A)", "begins with +"),
    ),
    "formula with a minus": (
        *("terms", "case", {"definition": "-A"}),
        *("definition", "-A", "begins with -"),
    ),
    "formula with an at sign": (
        *("terms", "case", {"definition": "@SUM(A:A)"}),
        *("definition", "@SUM(A:A)", "begins with @"),
    ),
    "formula with a wide sign": (
        *("terms", "case", {"definition": "＝A"}),
        *("definition", "＝A", "begins with ＝"),
    ),
    "formula behind a tab": (
        *("terms", "case", {"definition": "\t=A"}),
        *("definition", "\t=A", "blank at the beginning or end"),
    ),
    "tag": (
        *("findings", "leaders-2030", {"statement": "They <b>led</b>."}),
        *("statement", "They <b>led</b>.", "has HTML in it: <b>"),
    ),
    "script that is not closed": (
        *("findings", "leaders-2030", {"statement": "They led <script src=x"}),
        *("statement", "They led <script src=x", "has HTML in it: <script src=x"),
    ),
    "comment": (
        *("facts", "workers-2030", {"note": "Words <!-- hidden -->"}),
        *("note", "Words <!-- hidden -->", "has HTML in it: <!--"),
    ),
    "entity": (
        *("offices", "amberley", {"note": "Amber&shy;ley"}),
        *("note", "Amber&shy;ley", "has HTML in it: &shy;"),
    ),
    "line break in a cell": (
        *("terms", "mappa", {"definition": "They work\ntogether."}),
        *("definition", "They work\ntogether.", "line break"),
    ),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_wrong_cell_is_named_with_file_row_field_value_and_rule(package: Path, kind: str) -> None:
    named_in_full(package, CELLS[kind])


def test_a_mark_may_have_any_form_that_a_figure_can_take(package: Path) -> None:
    assert set(FORMS) == set(wording.FORMS) - {""}
    marks = " ".join(f"[[workers-2030:{form}]]" for form in FORMS)
    change(package, "findings", "leaders-2030", statement=f"It says {marks}.")
    assert check(package) == []


@pytest.mark.parametrize(
    "words",
    ["less than half: a < b", "5 > 4", "Research & Development; more", "a-b = c", "naïve café"],
)
def test_plain_words_are_no_formula_and_no_html(package: Path, words: str) -> None:
    change(package, "sources", "annual-report", title=words)
    assert check(package) == []
