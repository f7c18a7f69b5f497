"""The reader's questionnaire: what the sources answer, the book answers, with its source in reach.

``questions.csv`` was written from the two articles and the inspectorate's pages: the question,
the records that answer it, the page on which a reader finds it, and the words that must stand
there (several with `` | `` between). ``source_words`` is where the source answers it.
"""

import csv
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from tests.book import register
from tests.site import article
from tests.tables import each_row

HIDDEN = ".card, .note-number, .source-notes, .headerlink, script, style"
"""What a reader of the running text does not see."""


def read():
    """The questions, each a dictionary of strings."""
    path = Path(__file__).with_name("questions.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


QUESTIONS = read()


def plain(text):
    """A text in one line, apostrophes straight, so that typesetting decides nothing."""
    return " ".join(text.replace("’", "'").split())


def anchors(name):
    """The anchors that the entry of a record may have, one for each kind that has the id."""
    known = register()
    kinds = {
        "fact": known.facts,
        "finding": known.findings,
        "recommendation": known.recommendations,
        "rating": known.inspections,
        "date": known.events,
        "term": known.terms,
    }
    return {f"{kind}-{name}" for kind, records in kinds.items() if name in records}


class Read:
    """A page as its reader has it: the records it links and the words that are seen."""

    def __init__(self, page):
        """Read a parsed page once."""
        links = page.select("a.entry-link")
        self.linked = {unquote(urldefrag(link["href"])[1]) for link in links}
        self.everything = plain(page.get_text())
        for node in page.select(HIDDEN):
            node.extract()
        self.seen = plain(page.get_text())


def wrong(question, page):
    """What a page lacks to answer a question, a line each."""
    found = []
    for name in question["records"].split():
        if not anchors(name):
            found.append(f"no record has the id {name}")
        elif not anchors(name) & page.linked:
            found.append(f"the page does not link {name}")
    for words in question["words"].split(" | "):
        whole = rf"(?<![\w,]){re.escape(plain(words))}(?!\w)"
        if not re.search(whole, page.seen, re.IGNORECASE):
            found.append(f"'{words}' does not stand on the page")
    return found


@pytest.fixture(scope="module")
def pages(site):
    """Each page that a question names, by its stem."""
    stems = sorted({question["page"] for question in QUESTIONS})
    return {stem: Read(article(site / "chapters" / f"{stem}.html")) for stem in stems}


def test_the_questionnaire_is_long_enough_and_covers_every_source():
    assert len(QUESTIONS) >= 60
    assert len({question["question"] for question in QUESTIONS}) == len(QUESTIONS)
    asked = [question["source_id"] for question in QUESTIONS]
    for source in register().sources.values():
        if source.source_id.startswith(("daventry-express", "northampton-chronicle")):
            assert asked.count(source.source_id) > 25
    kinds = {register().sources[each].kind for each in asked}
    assert kinds == {"newspaper", "inspectorate"}


def test_every_question_has_its_answer_on_its_page(pages):
    found = [
        f"{question['page']}: {question['question']} {line}"
        for question in QUESTIONS
        for line in wrong(question, pages[question["page"]])
    ]
    assert found == []
    assert len(pages) >= 5


@each_row
def test_a_question_without_its_answer_is_named(pages, change, message):
    (question,) = [each for each in QUESTIONS if each["records"] == "home-visits-not-made-2024"]
    assert wrong(question, pages[question["page"]]) == []
    assert wrong({**question, **change}, pages[question["page"]]) == [message]


def test_words_that_only_a_card_holds_do_not_count(pages):
    (question,) = [each for each in QUESTIONS if each["records"] == "home-visits-not-made-2024"]
    hidden = {**question, "words": "38 out of 59 relevant cases"}
    assert hidden["words"] in pages[question["page"]].everything
    assert wrong(hidden, pages[question["page"]]) != []
