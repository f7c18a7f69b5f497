"""The rules for plain words, each shown to catch the fault it is there for."""

import re
from pathlib import Path

import pytest

from inspections.register import Register
from publishing.core.project import ROOT, page_files
from tests.book import register
from tests.site import article
from tests.tables import each_row
from tools.__main__ import COMMANDS
from tools.lint import glossary_terms, plain_english, prose, readability
from tools.lint.markdown_page import ROLE, Block, MarkdownPage, parse_page, parse_pages
from tools.lint.readability import Sentence


def said(text):
    """Line and advice of each fault of a page."""
    return sorted(plain_english.faults(parse_page(text, ROOT), register()))


def of(words):
    """A sentence of so many words."""
    return " ".join(["Word", *["word"] * (words - 1)]) + "."


def filled(text):
    """A text of the tables with a sentence for each ``<41 words>``."""
    return re.sub(r"<(\d+) words>", lambda found: of(int(found[1])), text)


TITLE = "# Title\n\n"
GOOD = Path(__file__).with_name("good_page.md").read_text(encoding="utf-8")


@each_row
def test_a_fault_is_named_with_its_line_and_what_to_do(page, line, advice):
    found = said(f"{TITLE}{filled(page)}\n")
    assert [each for each, _ in found] == [line]
    assert advice in found[0][1]


@each_row
def test_good_text_passes(text):
    assert said(f"{TITLE}{filled(text)}\n") == []


def test_a_good_page_passes():
    assert said(GOOD.replace("PDU", "unit")) == []


def test_each_abbreviation_is_named_once():
    assert len(said(TITLE + "The XYZ.\nThe XYZ.\n")) == 1


def test_a_figure_counts_as_one_word_and_the_words_of_a_role_as_they_stand():
    text = (
        "There were {fact}`domestic-abuse-information-used-2024` cases, in {date}`report-2024`, "
        "{finding}`a backlog, that is <police-backlog-challenge-2024>`; {doc}`see more <x>`.\n"
    )
    (sentence,) = readability.sentences(parse_page(text, ROOT))
    assert " ".join(sentence.words) == "There were 0 cases in 0 a backlog that is see more"


def test_blocks_are_told_apart_with_their_lines():
    text = (
        "# A\n\nB\nb.\n\n- C\n  c\n\n1. D\n\n| E | e |\n| --- | --- |\n\n"
        ":::{note} F\n:class: x\nG\n:::\n\n> H `h`\n\nI\n: J\n"
    )
    found = parse_page(text, ROOT).blocks
    assert [(each.kind, each.line, each.text) for each in found] == [
        ("heading", 1, "A"),
        ("paragraph", 3, "B\nb."),
        ("item", 6, "C\nc"),
        ("item", 9, "D"),
        ("table", 11, "E | e"),
        ("title", 14, "F"),
        ("paragraph", 16, "G"),
        ("paragraph", 19, "H  "),
        ("paragraph", 21, "I"),
        ("paragraph", 22, "J"),
    ]


def test_lines_are_counted_within_roles_and_code():
    text = "Of {finding}`two\nlines <known-violence-2024>`,\n`more\ncode` and {doc}`a\nlink <x>`.\n"
    (block,) = parse_page(text, ROOT).blocks
    assert block.text == "Of two\nlines,\n\n and a\nlink."
    assert [(role.name, role.target) for role in block.roles] == [
        ("finding", "known-violence-2024"),
        ("doc", "x"),
    ]


def test_a_sentence_ends_at_a_stop_and_not_at_an_abbreviated_number():
    text = "He said “Go.” She went? Yes, for 1.5 hours. And e.g. this.\n"
    assert [sentence.text for sentence in readability.sentences(parse_page(text, ROOT))] == [
        "He said “Go.”",
        "She went?",
        "Yes, for 1.5 hours.",
        "And e.g. this.",
    ]


# --- terms at first use ------------------------------------------------------------------------


def missed(text):
    """Line and words of each term that stands before it is explained."""
    found = glossary_terms.faults(parse_page(text, ROOT), register())
    return [(line, advice.split("'")[1]) for line, advice in found]


@each_row
def test_a_term_before_its_explanation_is_named(text, words):
    assert missed(f"\n{text}\n") == [(2, words)]


def test_a_late_explanation_is_pointed_to():
    text = "A recall.\n\nA {explain}`recall <recall>`.\n"
    ((_, advice),) = glossary_terms.faults(parse_page(text, ROOT), register())
    assert advice == (
        "'recall' is a term at its first use, the explanation comes only on line 3: "
        "move it here: {explain}`recall <recall>`"
    )


@each_row
def test_a_term_may_stand_where_the_rule_does_not_reach(text):
    assert missed(f"{text}\n") == []


def test_a_longer_term_is_no_use_of_a_shorter_one():
    assert missed("A {explain}`step <mappa-level>` is a MAPPA level.\n") == []
    assert missed("A MAPPA level.\n") == [(1, "MAPPA level")]


def test_a_synonym_of_two_terms_is_not_looked_for():
    pattern, names = glossary_terms.spellings(tuple(register().terms.values()))
    assert pattern.groups == len(names) > 60
    assert set(register().terms) == set(names)


def test_a_book_without_terms_misses_none():
    empty = Register(register().package.with_rows("terms", []))
    assert list(glossary_terms.faults(parse_page("A rating.\n", ROOT), empty)) == []


def test_an_allowed_phrase_is_passed_over(monkeypatch):
    assert missed("Two out of three.\n") == []
    monkeypatch.setattr(prose, "allowed_phrases", lambda _: {})
    assert missed("Two out of three.\n") == [(1, "out of")]


# --- reading ease ------------------------------------------------------------------------------


@each_row
def test_syllables_are_counted_as_spoken(count, words):
    listed = words.split()
    assert {each: readability.syllables(each) for each in listed} == dict.fromkeys(listed, count)


def test_the_scores_are_those_worked_out_by_hand():
    text = ["The cat sat on mats.", "Probation staff met people."]
    found = readability.ease([Sentence("paragraph", 1, each) for each in text])
    assert (found.sentences, found.words, found.syllables) == (2, 9, 5 + 7)
    assert found.flesch == pytest.approx(206.835 - 1.015 * 4.5 - 84.6 * 12 / 9)
    assert found.grade == pytest.approx(0.39 * 4.5 + 11.8 * 12 / 9 - 15.59)
    assert found.age == found.grade + 5


def test_nothing_to_measure_is_said():
    with pytest.raises(ValueError, match="no sentence to measure"):
        readability.ease([])


def test_a_front_page_in_hard_words_is_a_fault(tmp_path):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "data").symlink_to(ROOT / "data")
    hard = "# Title\n\nOrganisational considerations necessitate interdepartmental information.\n"
    (tmp_path / "index.md").write_text(hard, encoding="utf-8")
    (tmp_path / "chapters" / "b.md").write_text(hard, encoding="utf-8")
    (line,) = plain_english.check(tmp_path)
    assert line.startswith("index.md:1: the front page asks for a reading age of")


# --- the book ----------------------------------------------------------------------------------


def test_a_term_put_in_the_place_of_its_explanation_is_missed():
    """Each page's rule works on the page itself: without its explanations it has faults."""
    tried, everyday = 0, prose.allowed_phrases(ROOT)["everyday"]
    terms = {name: term.term for name, term in register().terms.items()}
    for page in page_files(ROOT):
        text = page.read_text(encoding="utf-8")
        names = [terms[name] for name in glossary_terms.explanations(parse_page(text, ROOT))]
        bare = ROLE.sub(
            lambda match: (
                terms[match["text"].rpartition("<")[2].rstrip("> ")]
                if match["role"] == "explain"
                else match[0]
            ),
            text,
        )
        if needed := {name for name in names if name not in everyday}:
            assert missed(bare), (page.name, needed)
            tried += 1
    assert tried >= 9


def test_the_built_front_page_has_a_reading_age_of_twelve_or_under(site, record_property):
    """Measured again on what readers see, figures, ratings and dates spelt out."""
    page = article(site / "index.html")
    for node in page.select(".card, .note-number, .source-notes, h1, h2, .admonition-title"):
        node.decompose()
    texts = [" ".join(node.get_text().split()) for node in page.select("p, li:not(:has(> p))")]
    assert len(texts) > 12
    as_built = MarkdownPage("", tuple(Block("paragraph", 1, text) for text in texts))
    found = readability.ease(readability.sentences(as_built))
    assert found.words > 250
    assert found.age <= plain_english.FRONT_PAGE_AGE
    record_property("reading age of the front page as built", round(found.age, 1))


def test_the_book_passes_the_check_and_check_and_readability_tell_of_every_page(capsys):
    assert len(page_files(ROOT)) >= 16
    COMMANDS["check"](ROOT)  # a fault of any rule would be raised
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["data", "prose", "plain words"]
    assert lines[2].startswith(f"plain words: {len(page_files(ROOT))} pages, ")
    COMMANDS["readability"](ROOT)
    table = capsys.readouterr().out
    names = [page.relative_to(ROOT).as_posix() for page in page_files(ROOT)]
    assert [line.split()[0] for line in table.splitlines()[1:]] == names


def test_every_exception_for_a_term_or_an_abbreviation_is_needed(monkeypatch):
    """Without the entry some page has a fault; an entry that lets nothing pass must go."""
    kept = prose.allowed_phrases(ROOT)
    of_pages = list(parse_pages(ROOT).values())
    tried = 0
    for kind in ("term", "abbreviation"):
        for phrase in kept[kind]:
            fewer = {**kept, kind: tuple(each for each in kept[kind] if each != phrase)}
            monkeypatch.setattr(prose, "allowed_phrases", lambda _, fewer=fewer: fewer)
            counts = prose.COUNTING.search(phrase)  # it would be taken for a number of them
            faults = [
                fault
                for page in of_pages
                if phrase.lower() in " ".join(page.text.lower().split())
                for fault in plain_english.faults(page, register())
            ]
            assert counts or faults, phrase
            tried += 1
    assert tried >= 2


def test_every_everyday_word_is_a_term_that_would_need_its_explanation_otherwise(monkeypatch):
    everyday = prose.allowed_phrases(ROOT)["everyday"]
    assert len(everyday) > 10
    text = "".join(f"A word is {word}.\n" for word in everyday)
    assert missed(text) == []
    monkeypatch.setattr(prose, "allowed_phrases", lambda _: {})
    assert {words for _, words in missed(text)} == set(everyday)


@pytest.mark.parametrize(
    "text", ["They said “so.", "They said so.”", "They ”said“ so.", "“A “b” c"]
)
def test_a_quotation_that_is_opened_or_closed_alone_is_told(text):
    (fault,) = [each for each in said(f"{TITLE}{text}\n") if "do not pair" in each[1]]
    assert fault[0] == 3


def test_quotations_pair_over_lines_and_words_of_roles():
    text = "“So,” {finding}`they said “so” <x>`.\n\n- “One\n  and two.”\n"
    assert [each for each in said(TITLE + text) if "do not pair" in each[1]] == []


def test_an_everyday_word_that_is_no_term_is_told(monkeypatch):
    monkeypatch.setattr(prose, "allowed_phrases", lambda _: {"everyday": ("caseload", "caselaod")})
    found = [line for line in plain_english.check(ROOT) if "everyday" in line]
    assert found == [
        "allowed_words.toml: 'caselaod' (everyday) is no term of the glossary: "
        'did you mean "caseload"?'
    ]
