"""What a sentence states, each worked out by reading it."""

from __future__ import annotations

import pytest

from inspections.arithmetic.number_words import figures
from inspections.proposals.sentences import sentences, stated
from tests.tables import each_row


def told(sentence: str, *names: str) -> list[tuple[str, ...]]:
    return [tuple(each.cells[name] for name in names) for each in stated(sentence)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("There were 22 out of 70 cases.", ("22", "70", "cases", "exact")),
        ("In 31 of those 70 cases none was made.", ("31", "70", "cases", "exact")),
        ("It was seen in just four out of 41 relevant cases.", ("4", "41", "cases", "exact")),
        ("A backlog of almost 200 MAPPA level one talks.", ("200", "", "talks", "almost")),
        ("Nearly 1,300 people wait.", ("1300", "", "people", "almost")),
        ("It could take up to two months.", ("2", "", "months", "at_most")),
        ("No more than 12 staff came.", ("12", "", "staff", "at_most")),
        ("More than 12 staff came.", ("12", "", "staff", "more_than")),
        ("At least ten replies were late.", ("10", "", "replies", "at_least")),
        ("It took ten weeks or more.", ("10", "", "weeks", "at_least")),
        ("Some 40 per cent were vacant.", ("40", "", "per cent", "about")),
        ("Over 62.5% were vacant.", ("62.5", "", "per cent", "more_than")),
        ("Less than half of the cases were.", ("1", "2", "fraction", "fewer_than")),
        ("Each year only a third of units are.", ("1", "3", "fraction", "exact")),
        ("Two thirds of the units were.", ("2", "3", "fraction", "exact")),
        ("Five of which were local.", ("5", "", "", "exact")),
    ],
)
def test_a_figure_has_its_total_unit_and_qualifier(sentence: str, found: tuple[str, ...]) -> None:
    assert told(sentence, "value", "total", "unit", "qualifier") == [found]


@each_row
def test_a_date_is_as_precise_as_it_is_stated(sentence: str, date: str) -> None:
    assert told(sentence, "date") == [(date,)]


def test_a_grade_is_one_where_it_is_quoted_or_given() -> None:
    assert told("The unit was rated as requiring improvement.", "rating") == [
        ("Requires improvement",)
    ]
    assert told("It was ‘Inadequate’ overall.", "rating") == [("Inadequate",)]
    assert told("Good work was done, and replies were outstanding.", "rating") == []


def test_names_of_levels_times_and_a_lone_one_are_no_figures() -> None:
    assert stated("At 7:30 am one of the level two cases, see page 12, was seen.") == []


def test_every_figure_of_a_sentence_has_a_fragment_of_its_own_word_for_word() -> None:
    sentence = (
        "The unit has 149 workers and a 40 per cent vacancy rate, runs three offices, and is "
        "supporting 1,297 people on community sentences, 648 after “release”, and 666 in prison."
    )
    fragments = [each.fragment for each in stated(sentence)]
    assert [figures(each) for each in fragments] == [{149}, {40}, {3}, {1297}, {648}, {666}]
    assert all(each in sentence and len(each.split()) <= 12 for each in fragments)
    assert "supporting 1,297 people on community sentences" in fragments


def test_sentences_end_at_stops_and_lines_and_not_after_a_title() -> None:
    text = "A heading\nMr. Jones said: “It is 1.5 miles.” He went. (No. 5 stayed.)"
    assert sentences(text) == [
        "A heading",
        "Mr. Jones said: “It is 1.5 miles.”",
        "He went.",
        "(No. 5 stayed.)",
    ]
