"""From a text to rows: candidates, the nearest record, and what a person makes of them."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from inspections.__main__ import main
from inspections.checks import check
from inspections.package import tables
from inspections.proposals import review
from inspections.proposals.candidates import propose
from tests.inspections.fixtures import ROWS, write_rows
from tests.tables import each_row

TEXT = """The unit was rated as ‘requires Improvement’ overall.
It came out on Friday, 17th May 2030.
Information was used in just 22 out of 70 cases, and not requested in 31 of those 70 cases.
Visits were missed in 38 of the 59 cases. The unit has almost 1,149 workers.
Training as an officer takes 15 or 21 months. Each year only a third of units are inspected.
Leaders kept 12 empty rooms in Amberley.
"""
GIVEN = {"source_id": "gazette-2030", "inspection_id": "amberley-2030"}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "gazette-2030.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_no_figure_that_the_data_hold_of_a_text_is_missed(package: Path) -> None:
    """Counted as for a real article: each held fact is proposed alike, and recognised."""
    found = propose(package, TEXT, known=GIVEN)
    held = [row for row in ROWS["facts"] if row["source_id"] == "gazette-2030"]
    assert len(held) >= 5
    missed = []
    for row in held:
        wanted = {name: row.get(name, "") for name in ("value", "total", "qualifier")}
        same = [each for each in found if wanted.items() <= dict(each.cells).items()]
        if not any(each.nearest == f"facts {row['fact_id']}" and each.is_held for each in same):
            missed.append(row["fact_id"])
    assert missed == []


def test_a_new_figure_is_no_record_that_is_held(package: Path) -> None:
    (new,) = (
        each for each in propose(package, TEXT, known=GIVEN) if each.cells.get("value") == "12"
    )
    assert not new.is_held
    assert new.cells["fragment"] == "Leaders kept 12 empty rooms in Amberley"


def command(file: Path, package: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    options = ["--inspection", "amberley-2030", "--data", str(package)]
    status = main(["propose", str(file), *options])
    return status, capsys.readouterr().out


FILLED = {
    "fact_id": "rooms-empty-2030",
    "topic": "buildings",
    "question": "rooms-empty",
    "label": "Rooms that stood empty",
    "unit": "rooms",
    "counts": "neutral",
    "population": "rooms of the unit",
}


def marked(listing: Path, **cells: str) -> None:
    """Mark the row of the twelve rooms, with cells filled in."""
    rows = tables.read_raw(listing.parent, listing.stem)
    (row,) = (row for row in rows if row["value"] == "12")
    row.update({"decision": "accept", **cells})
    write_rows(listing.parent, listing.stem, rows, list(row))


def test_a_marked_row_is_added_in_its_place_and_the_package_stays_sound(
    package: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = command(article, package, capsys)
    listing = article.with_suffix(".candidates.csv")
    assert (status, listing.name in said) == (0, True)
    marked(listing, **FILLED)
    assert command(listing, package, capsys) == (
        0,
        f"added 1 row; the others are in {listing} still\n",
    )
    (row,) = (r for r in tables.read_raw(package, "facts") if r["fact_id"] == "rooms-empty-2030")
    assert (row["value"], row["qualifier"], row["source_id"]) == ("12", "exact", "gazette-2030")
    assert check(package) == []
    left = tables.read_raw(listing.parent, listing.stem)
    assert len(left) > 1
    assert {each["decision"] for each in left} == {""}, "the row that was added is listed no more"


def test_tables_that_cannot_be_written_are_said_and_stay_as_they_were(
    package: Path,
    article: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_folder: Path, _name: str, _text: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    command(article, package, capsys)
    listing = article.with_suffix(".candidates.csv")
    marked(listing, **FILLED)
    before = {path.name: path.read_bytes() for path in package.iterdir()}
    monkeypatch.setattr(tables, "write_text", full)
    status, said = command(listing, package, capsys)
    assert status == 1
    assert said.startswith("the tables cannot be written (No space left on device)")
    assert {path.name: path.read_bytes() for path in package.iterdir()} == before


@each_row
def test_a_row_that_a_check_refuses_leaves_every_table_as_it_was(
    package: Path,
    article: Path,
    capsys: pytest.CaptureFixture[str],
    cells: dict[str, str],
    message: str,
) -> None:
    before = {path.name: path.read_bytes() for path in package.iterdir()}
    command(article, package, capsys)
    listing = article.with_suffix(".candidates.csv")
    marked(listing, **{**FILLED, **cells})
    status, said = command(listing, package, capsys)
    assert (status, message in said, "nothing was added" in said) == (1, True, True), said
    assert {path.name: path.read_bytes() for path in package.iterdir()} == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "this is no list of candidates: it lacks decision, table"),
        ("", "this is no list of candidates"),
        (b"\xff\xfe", "nothing was added: 'utf-8' codec"),
    ],
)
def test_a_list_that_is_none_is_refused(
    package: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: str | bytes,
    message: str,
) -> None:
    listing = tmp_path / "list.csv"
    listing.write_bytes(content if isinstance(content, bytes) else content.encode())
    status, said = command(listing, package, capsys)
    assert (status, message in said) == (1, True), said


def test_in_a_terminal_each_is_accepted_edited_or_dropped(
    package: Path,
    article: Path,
    capsys: pytest.CaptureFixture[str],
    terminal: Callable[[Callable[[str], str]], list[str]],
) -> None:
    found = propose(package, TEXT, known=GIVEN)
    before = next(n for n, each in enumerate(found) if each.cells.get("value") == "12")
    given = ["d"] * (before - 1) + ["?", "drop", "e"]

    def answer(question: str) -> str:
        return given.pop(0) if given else FILLED.get(question.partition(":")[0], "")

    asked = terminal(answer)
    status, said = command(article, package, capsys)
    assert "accept, edit, drop or stop? " in asked[0]
    assert (status, "added 1 row" in said) == (0, True), said
    assert "rooms-empty-2030" in {row["fact_id"] for row in tables.read_raw(package, "facts")}
    assert check(package) == []


def test_a_sentence_in_the_list_is_no_formula(package: Path) -> None:
    (row,) = map(review.row_of, propose(package, "=SUM of 12 cases", known=GIVEN)[:1])
    assert not row["sentence"].startswith("=")
    assert row["fragment"][0] not in "=+-@"
