"""The rules for prose, each shown to catch the fault it is there for."""

import pytest

from inspections.language.wording import in_words
from inspections.package import tables
from inspections.register import Register
from publishing.core.project import ROOT
from publishing.records import record_cards
from tests.book import register
from tests.by_hand import STATED, says
from tests.tables import each_row
from tools.lint import prose
from tools.lint.markdown_page import parse_page


def said(text):
    """The advice for each fault of a page, with its line."""
    return sorted(prose.faults(parse_page(text, ROOT), register()))


@pytest.mark.parametrize(
    ("typed", "fact"),
    [
        (f"{says('caseload-total-2024')} people and cases", "caseload-total-2024"),
        (f"{in_words(STATED['vacancy-rate-2024'].value)} per cent of posts", "vacancy-rate-2024"),
        (f"{says('recommendations-2022')} recommendations", "recommendations-2022"),
        (f"The backlog of {says('police-replies-owed-2024')}", "police-replies-owed-2024"),
    ],
)
def test_a_typed_number_is_named_with_its_line_and_the_facts_that_have_its_value(typed, fact):
    ((line, advice),) = said(f"# Title\n\nFirst line.\nHere are {typed} today.\n")
    assert line == 4
    assert "typed number" in advice
    assert fact in advice


def test_prose_after_a_directive_of_either_fence_is_still_prose():
    page = "# Title\n\n```{any-directive}\n```\n\n:::{note}\nText.\n:::\n\nSeven more.\n"
    ((line, advice),) = said(page)
    assert line == 10
    assert "typed number 'Seven'" in advice


def test_code_inside_a_directive_is_not_prose():
    page = "````{note}\n```text\nseven lines of code\n```\nSeven words.\n````\n"
    assert [line for line, _ in said(page)] == [5]


@each_row
def test_a_number_is_one_however_it_is_written(number):
    faults = said(f"Of {number} replies.\n")
    assert faults
    assert all("typed number" in advice for _, advice in faults), faults


@each_row
def test_a_typed_number_is_found_wherever_readers_read(page):
    assert [advice.split(":")[0].lower() for _, advice in said(page)] == ["typed number 'seven'"]


@each_row
def test_a_claiming_word_without_evidence_is_named(words):
    faults = said(f"The number {words} since then.\n")
    assert faults
    assert all("bind it to the data" in advice for _, advice in faults)


@each_row
def test_what_is_no_typed_number_and_no_unborne_claim_passes(page):
    assert said(page) == []


def test_several_faults_come_in_the_order_of_the_page():
    assert [line for line, _ in said("Seven.\n\nIt rose.\n\nNine.\n")] == [1, 3, 5]


def test_a_phrase_that_no_page_uses_is_a_fault(monkeypatch):
    monkeypatch.setattr(prose, "allowed_phrases", lambda _: {"claim": ("at most unheard of",)})
    (line,) = prose.unused_entries([parse_page("Nothing here.", ROOT)], ROOT)
    assert "'at most unheard of' (claim) stands on no page" in line


def test_an_allowed_phrase_is_passed_over_and_only_that(monkeypatch):
    monkeypatch.setattr(prose, "allowed_phrases", lambda _: {"claim": ("at most",)})
    assert said("It takes at\nmost a day.\n") == []
    assert len(said("It takes at most a day, in most cases.\n")) == 1


@each_row
def test_words_for_two_inspections_need_two_in_the_data(text, held, named):
    known = register()
    rows = [
        row
        for row in tables.read_raw(ROOT / "data", "inspections")
        if row["unit"] == known.package.subject["unit"]
    ]
    third = {**rows[-1], "inspection_id": "another", "report_date": "2031"}
    register_of_more = Register(known.package.with_rows("inspections", [*rows, third][:held]))
    found = [advice for _, advice in prose.faults(parse_page(text, ROOT), register_of_more)]
    assert [advice.split("'")[1] for advice in found] == named
    assert all(f"the data holds {held} of the unit" in advice for advice in found)


@pytest.mark.parametrize(("way", "text"), [("times", "twice"), ("number", "two")])
def test_the_number_of_inspections_comes_from_the_data(way, text):
    card = record_cards.tally_card(register(), way)
    assert card.text == text
    assert [rating for _, rating in card.details] == ["Requires improvement", "Inadequate"]


def test_another_way_to_count_inspections_is_refused():
    with pytest.raises(ValueError, match="'often' is no way to count inspections; there are times"):
        record_cards.tally_card(register(), "often")
