"""A correction: the number is found, two rows are written or none, what hangs on it is told."""

import re
from datetime import date

import pytest

from inspections import checks
from inspections.errors import UserError
from inspections.package import tables
from tests.book import register
from tests.by_hand import STATED, case
from tests.copies import copy_of_book
from tests.inspections.fixtures import write_package
from tools.tasks import correct

USED, OWED = "domestic-abuse-information-used-2024", "police-replies-owed-2024"
COUNT, TOTAL = case(USED)
OTHER = str(STATED[OWED].value + 7)
MORE = (
    *("--fact", USED, "--value", str(COUNT + 1)),
    *("--fragment", f"sufficient in just {COUNT + 1} out of {TOTAL} inspected cases"),
    *("--reason", "We misread the article."),
)


@pytest.fixture
def book(tmp_path):
    pages = ("data", "index.md", "chapters", "tests/by_hand")
    return copy_of_book(tmp_path, pages)


def files(book):
    return {path: path.read_bytes() for path in book.rglob("*") if path.is_file()}


def test_the_row_and_the_row_of_corrections_are_written_and_the_package_is_sound(book):
    data = book / "data"
    before = tables.read_raw(data, "facts")
    correct.correct(book, *MORE)
    after = tables.read_raw(data, "facts")
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [(row["fact_id"], row["value"], row["total"]) for row in changed] == [
        (USED, str(COUNT + 1), str(TOTAL))
    ]
    (told,) = tables.read_raw(data, "corrections")
    assert told == {
        "correction_id": f"{USED}-1",
        "date": date.today().isoformat(),
        "concerns": USED,
        "before": f"{COUNT} of {TOTAL}",
        "after": f"{COUNT + 1} of {TOTAL}",
        "reason": "We misread the article.",
    }
    assert checks.check(book / "data") == []


def test_a_second_correction_has_a_name_of_its_own(book):
    correct.correct(book, *MORE)
    tables.load.cache_clear()
    back = [word.replace(str(COUNT + 1), str(COUNT)) for word in MORE]
    correct.correct(book, *back)
    told = tables.read_raw(book / "data", "corrections")
    assert [row["correction_id"] for row in told] == [f"{USED}-1", f"{USED}-2"]


def test_what_hangs_on_it_is_told_in_words(book, capsys):
    correct.correct(book, *MORE)
    said = capsys.readouterr().out
    assert said.startswith(f"{USED}: {COUNT} of {TOTAL} -> {COUNT + 1} of {TOTAL}\n")
    share, new = (round(100 * number / TOTAL) for number in (COUNT, COUNT + 1))
    assert f"  domestic-abuse-information-used-share-2024: {share} per cent -> {new} per" in said
    assert re.search(r"unknowns\.csv: .*domestic-abuse-groups-overlap", said)
    others = f"percent: {USED}: {100 * COUNT / TOTAL:.1f} per cent -> "
    assert re.search(rf"chapters/exercises\.md:\d+: {others}", said)
    assert re.search(rf"md:\d+: less-than: {USED} third: still true", said)
    assert re.search(r"  chapters/keeping-people-safe\.md: lines \d+, \d+", said)
    assert re.search(rf"tests/by_hand/stated\.csv, row \d+: {USED},{COUNT},", said)
    assert re.search(r"tests/by_hand/worked\.csv, row \d+: domestic-abuse-remainder-2024,", said)


def test_a_claim_that_is_no_longer_true_is_named(book, capsys):
    many = TOTAL // 3 + 1  # more than a third
    given = [word.replace(str(COUNT + 1), str(many)) for word in MORE]
    correct.correct(book, *given)
    assert re.search(r"third: NO LONGER TRUE, to be reworded: 'less-than", capsys.readouterr().out)


@pytest.fixture
def made_up(tmp_path):
    """A book of one page on made-up data, which are soon checked."""
    write_package(tmp_path / "data")
    (tmp_path / "index.md").write_text("# One page\n")
    return tmp_path


MISSED = ("--fact", "visits-missed-2030")  # 38 of 59
WHY = (*MISSED, "--reason", "Misread.", "--date", "2035-03-01")
WHOLE = (*WHY, "--value", "39", "--fragment", "39 of the 59 cases")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((), r"which number\? Give its id"),
        (("--fact", "xyzzy"), "no numbers fit 'xyzzy'"),
        (("--fact", "information"), r"11 numbers fit 'information': (.|\n)* of (.|\n)*and 2 more"),
        (("--fact", "requested-2030"), "is computed: correct not-requested-2030"),
        (MISSED, "says so already"),
        ((*MISSED, "--value", "39"), "the reason is needed"),
        ((*WHY, "--value", "39"), "fragment .* its figures"),
        ((*WHY, "--value", "many"), "is not a number(.|\n)*nothing was written"),
        ((*WHOLE, "--date", "2041-01-01"), "is in the future(.|\n)*nothing was written"),
        ((*WHOLE, "--date", "1999-01-01"), "is before (.|\n)*nothing was written"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is_written(made_up, given, message):
    before = files(made_up)
    with pytest.raises(UserError, match=message):
        correct.correct(made_up, *given)
    assert files(made_up) == before
    assert len(before) > 15


def test_a_faulty_package_is_to_be_mended_first(made_up):
    file = made_up / "data" / "facts.csv"
    file.write_text(file.read_text().replace(",exact,", ",exactly,", 1))
    with pytest.raises(UserError, match="exactly(.|\n)*correct this first"):
        correct.correct(made_up, *MISSED)


@pytest.mark.parametrize("words", [OWED, "police replies outstanding", "Police REPLIES that"])
def test_a_number_is_found_by_its_id_or_by_words_that_it_alone_has(words):
    assert correct.find(register(), words).fact_id == OWED


def test_in_a_terminal_everything_is_asked_for(book, terminal, capsys):
    value = STATED[OWED].value
    answers = iter(
        [
            *("backlog of dragons", "police replies outstanding"),
            *(str(value - 20), f"There were {value - 20} responses outstanding", "", "Misread."),
            "yes",
        ]
    )
    asked = terminal(lambda _: next(answers))
    correct.correct(book)
    said = "".join([capsys.readouterr().out, *asked])
    assert "no numbers fit 'backlog of dragons'" in said
    assert f"in digits [{value}]" in said
    (row,) = (row for row in tables.read_raw(book / "data", "facts") if row["fact_id"] == OWED)
    assert row["value"] == str(value - 20)
    assert next(answers, "all asked") == "all asked"


def test_nothing_is_written_before_a_person_said_yes(book, terminal):
    answers = iter([OWED, OTHER, f"There were {OTHER} responses outstanding", "", "Misread.", "no"])
    terminal(lambda _: next(answers))
    before = files(book)
    with pytest.raises(UserError, match="nothing was written"):
        correct.correct(book)
    assert files(book) == before
