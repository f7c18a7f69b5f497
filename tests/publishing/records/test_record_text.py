"""What is said of a record in few words: of what a figure is, how we came by it, whose words."""

from __future__ import annotations

from publishing.evidence.html import evidence_html
from publishing.evidence.nodes import EvidenceLink, evidence_node
from publishing.records.record_cards import fact_card, finding_card
from publishing.records.record_text import (
    arithmetic,
    citation_words,
    counted_of,
    inspection_name,
    publication,
    quote,
)
from tests.book import register
from tests.tables import each_row


@each_row
def test_only_what_says_how_many_is_out_of_something(fact_id, label):
    fact = register().fact(fact_id)
    assert counted_of(fact) == (label, fact.population)


def test_a_card_says_our_own_count_in_words_and_the_entry_has_the_filter():
    card = fact_card(register(), "rated-inadequate-2023-programme")
    assert ("Our own count", "inspections in our list") in card.details
    assert "=" not in " ".join(value for _, value in card.details)
    assert arithmetic(register().fact("rated-inadequate-2023-programme")) == (
        "inspections in inspections.csv where unit_kind=unit and programme_id=programme-2023 "
        "and overall_rating=Inadequate"
    )


def test_a_line_of_a_program_is_no_quotation_and_a_sources_words_are():
    (listed,) = register().fact("units-official-2023").citations
    assert listed.fragment.startswith("INSERT INTO")
    assert citation_words(listed) == (
        "List of probation delivery units by region (approved premises service):"
    )
    (left,) = register().fact("officer-leaving-rate-2025").citations
    assert citation_words(left) == "“Leaving rate of 6.3%”"


def shown(card):
    """A piece of evidence with its card, as the page has it."""
    node = evidence_node(card)
    for name, value in {"number": 1, "use_id": "use-1", "mark": "quiet"}.items():
        node[name] = value
    return evidence_html(EvidenceLink.of(node, "every-number.html#x"))


def test_a_card_shows_no_line_of_a_program_and_sets_marks_as_a_printer_does():
    listed = shown(fact_card(register(), "units-official-2023"))
    assert "INSERT INTO" not in listed
    assert "<q>" not in listed
    assert "by region (approved premises service): <a" in listed
    judged = shown(finding_card(register(), "overall-rating-2024"))
    assert "<q>Northamptonshire probation service judged ‘inadequate’</q>" in judged


@each_row
def test_a_source_is_dated_as_far_as_it_says_itself(source, says):
    assert publication(register().sources[source]) == says


def test_an_inspection_is_named_by_its_unit_and_the_year_of_its_report():
    named = [inspection_name(inspection) for inspection in register().inspections.values()]
    assert "Northamptonshire, 2024 report" in named
    assert "Wales, undated report" in named
    assert len(set(named)) == len(named) > 80


@each_row
def test_words_of_a_source_stand_in_double_marks_and_marks_within_are_single(words, says):
    assert quote(words) == says
