"""Ids, note numbers and marks of evidence, on a page that was never built."""

from types import SimpleNamespace

from docutils import nodes
from docutils.utils import new_document

from publishing.evidence.html import newest
from publishing.evidence.nodes import evidence_node
from publishing.evidence.numbering import number, set_prominence
from publishing.records.record_cards import fact_card
from publishing.records.role_table import ROLES, card_of
from tests.book import register
from tests.tables import each_row

ARGUMENTS = {
    "fact": ("workers-2024", ""),
    "rating": ("northamptonshire-pdu-2024", ""),
    "finding": ("known-violence-2024", "said so"),
    "explain": ("caseload", "caseload"),
}


def piece(role):
    return evidence_node(ROLES[role].card(register(), *ARGUMENTS[role]), role=role)


def page(*blocks):
    """A page of paragraphs; each part is a text, or the role of a piece of evidence."""
    document = new_document("page")
    for parts in blocks:
        content = [piece(part) if part in ROLES else nodes.Text(part) for part in parts]
        document.append(nodes.paragraph("", "", *content))
    return document


def test_the_words_of_a_role_are_typeset_like_the_sentence_around_them():
    card = card_of(register(), "finding", "the county's, 'so' <known-violence-2024>")
    assert (card.text, card.record_id) == ("the county’s, ‘so’", "known-violence-2024")


def marks(*blocks):
    document = page(*blocks)
    set_prominence(document)
    pieces = list(document.findall(type(piece("fact"))))
    return [node["mark"] for node in pieces]


@each_row
def test_one_mark_a_sentence_at_its_end_and_a_term_once(parts, expected):
    assert marks(parts) == expected


def test_a_new_paragraph_is_a_new_sentence_but_a_term_is_explained_once_a_page():
    assert marks(["finding", " and"], ["rating"]) == ["marked", "marked"]
    assert marks(["explain"], ["explain"]) == ["marked", "quiet"]


def test_ids_count_the_uses_of_a_record_and_notes_are_shared():
    document = page(["fact", " and ", "finding", " and ", "fact"])
    pieces = list(document.findall(type(piece("fact"))))
    cards = number(pieces)
    assert [node["use_id"] for node in pieces] == [
        "use-fact-workers-2024-1",
        "use-finding-known-violence-2024-1",
        "use-fact-workers-2024-2",
    ]
    assert [node["number"] for node in pieces] == [1, 2, 1]
    assert [card.record_id for card in cards] == ["workers-2024", "known-violence-2024"]


def test_a_total_has_a_card_and_a_note_of_its_own():
    """22 of 70: the part is named by its label, the whole by what was counted."""
    used = "domestic-abuse-information-used-2024"
    known = register()
    pieces = [evidence_node(fact_card(known, used, form)) for form in ("total", "", "value")]
    cards = number(pieces)
    assert [(card.text, card.heading) for card in cards] == [
        ("70", "Cases inspected in the unit"),
        ("22 of 70", known.fact(used).label),
    ]
    assert [node["number"] for node in pieces] == [1, 2, 2]
    assert cards[0].details == (
        ("Total in", f"{known.fact(used).label}: 22 of 70 cases"),
        ("Inspection", "Northamptonshire, 2024 report"),
    )


def test_a_claim_lends_its_note_to_no_other_words():
    known = register()
    grades = "northamptonshire-pdu-2022 northamptonshire-pdu-2024"
    claim = ROLES["claim"].card(known, f"fell: {grades}", "fell")
    grade = ROLES["rating"].card(known, "northamptonshire-pdu-2024", "")
    assert claim.anchor == grade.anchor
    notes = [
        [card.text for card in number([*map(evidence_node, used)])]
        for used in ((claim, grade, claim), (grade, claim))
    ]
    assert notes == [["fell", "Inadequate"], ["Inadequate"]]


def test_the_newest_source_is_told_and_whether_its_date_was_worked_out():
    dates = [
        ("2024-07-19", "stated"),
        ("2026", "derived"),
        ("2022-05", "stated"),
        ("", "not shown"),
    ]
    cards = [
        SimpleNamespace(
            citations=[
                SimpleNamespace(source=SimpleNamespace(published=day, published_basis=basis))
            ]
        )
        for day, basis in dates
    ]
    assert newest(cards) == "2026 (year worked out by us)"
    assert newest([cards[0], cards[2]]) == "19 July 2024"
    assert newest(cards[3:]) == ""
