"""What a sentence states, each worked out by reading it."""

from inspections.arithmetic.number_words import numeral_values
from inspections.proposals.sentences import sentences, statements
from tests.tables import each_row


def told(sentence: str, *names: str) -> list[tuple[str, ...]]:
    return [tuple(statement.cells[name] for name in names) for statement in statements(sentence)]


@each_row
def test_a_figure_has_its_total_unit_and_qualifier(sentence: str, found: list[str]) -> None:
    assert told(sentence, "value", "total", "unit", "qualifier") == [tuple(found)]


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
    assert statements("At 7:30 am one of the level two cases, see page 12, was seen.") == []


def test_every_figure_of_a_sentence_has_a_fragment_of_its_own_word_for_word() -> None:
    sentence = (
        "The unit has 149 workers and a 40 per cent vacancy rate, runs three offices, and is "
        "supporting 1,297 people on community sentences, 648 after “release”, and 666 in prison."
    )
    fragments = [statement.fragment for statement in statements(sentence)]
    assert [numeral_values(each) for each in fragments] == [{149}, {40}, {3}, {1297}, {648}, {666}]
    assert all(fragment in sentence and len(fragment.split()) <= 12 for fragment in fragments)
    assert "supporting 1,297 people on community sentences" in fragments


def test_sentences_end_at_stops_and_lines_and_not_after_a_title() -> None:
    text = "A heading\nMr. Jones said: “It is 1.5 miles.” He went. (No. 5 stayed.)"
    assert sentences(text) == [
        "A heading",
        "Mr. Jones said: “It is 1.5 miles.”",
        "He went.",
        "(No. 5 stayed.)",
    ]
