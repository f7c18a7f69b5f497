"""A new inspection's first rows: what is taken over, what is refused, what is left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inspections import checks
from inspections.__main__ import main
from inspections.errors import UserError
from inspections.package import new_inspection, tables
from tests.inspections.fixtures import change, read_rows
from tests.tables import each_row

Terminal = Callable[[Callable[[str], str]], list[str]]
GIVEN = {
    "report_date": "2038-06",
    "overall_rating": "Good",
    "fragment": "rated ‘Good’",
    "date_fragment": "published in June 2038",
    "publisher": "Amberley Gazette",
    "title": "Good at last",
    "kind": "newspaper",
    "url": "https://gazette.example/good",
    "licence": "Newspaper copyright",
    "checked": "one reading",
}


def known_answer(question: str) -> str:
    return GIVEN.get(question.split(":")[0].replace(" ", "_"), "")


def test_a_new_inspection_with_everything_given_is_sound_at_once(package: Path) -> None:
    lines = new_inspection.add(package, GIVEN)
    assert checks.check(package) == []
    row = read_rows(package, "inspections")[lines["inspections"] - 2]
    assert row["inspection_id"] == "amberley-2038"
    assert row["date_basis"] == "derived"  # the source states the month, not the day
    assert (row["unit"], row["region"]) == ("Amberley", "North Downs")
    assert row["programme_id"] == "programme-2027"
    assert row["chief_inspector"] == ""  # who spoke is not known from the inspection before


def test_the_other_lines_stay_as_they_are(package: Path) -> None:
    before = {file.name: file.read_bytes().splitlines() for file in package.glob("*.csv")}
    lines = new_inspection.add(package, GIVEN)
    assert set(lines) == {"sources", "inspections", "events"}
    for name, old in before.items():
        new = (package / name).read_bytes().splitlines()
        table = name.removesuffix(".csv")
        if table in lines:
            new.pop(lines[table] - 1)
        assert new == old, name


def test_a_date_known_to_the_year_is_worked_out_not_stated(package: Path) -> None:
    rows = new_inspection.new_rows(package, {"report_date": "2038"})
    assert rows["inspections"]["date_basis"] == "derived"
    assert rows["events"]["date_basis"] == "derived"


def test_an_inspection_of_another_unit_takes_nothing_over(package: Path) -> None:
    rows = new_inspection.new_rows(package, {"report_date": "2038-06", "unit": "St. Bede & Hill"})
    assert rows["inspections"]["inspection_id"] == "st-bede-hill-2038"
    assert rows["inspections"]["region"] == ""


@each_row
def test_what_does_not_fit_is_refused_before_anything_is_written(
    package: Path, given: dict[str, str], message: str
) -> None:
    before = {file.name: file.read_bytes() for file in package.iterdir()}
    with pytest.raises(UserError, match=message):
        new_inspection.add(package, {**GIVEN, **given})
    assert {file.name: file.read_bytes() for file in package.iterdir()} == before


def test_the_command_says_what_it_added_and_what_is_still_to_do(
    package: Path, capsys: pytest.CaptureFixture[str], terminal: Terminal
) -> None:
    asked = terminal(known_answer)  # who gives an option is asked nothing
    assert main(["new", "--data", str(package), "--report-date", "2038-06"]) == 0
    assert asked == []
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "added sources.csv, row 4",
        "added inspections.csv, row 4",
        "added events.csv, row 4",
        "still to do, in this order:",
    ]
    assert lines[4].startswith('sources.csv, row 4, publisher "": is empty but must be given')


def test_the_command_asks_where_no_option_is_given(
    package: Path, capsys: pytest.CaptureFixture[str], terminal: Terminal
) -> None:
    asked = terminal(known_answer)
    assert main(["new", "--data", str(package)]) == 0
    assert len(asked) == len(new_inspection.OPTIONS)
    assert asked[1].startswith("report date: Publication of the report")
    assert "still to do" not in capsys.readouterr().out
    assert checks.check(package) == []
    assert [row["inspection_id"] for row in read_rows(package, "inspections")][-1] == (
        "amberley-2038"
    )


def test_an_answer_that_does_not_fit_is_asked_for_again_at_once(
    package: Path, capsys: pytest.CaptureFixture[str], terminal: Terminal
) -> None:
    wrong = ["June 2038", "2038-13", ""]

    def answer(question: str) -> str:
        if question.startswith("report date") or question == "> ":
            return wrong.pop(0) if wrong else GIVEN["report_date"]
        return known_answer(question)

    asked = terminal(answer)
    assert main(["new", "--data", str(package)]) == 0
    assert len(asked) == len(new_inspection.OPTIONS) + 3
    assert asked[1].startswith("report date: ")
    assert asked[2:5] == ["> "] * 3
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("this ")]
    assert [each.split(":")[0] for each in said] == [
        "this 'June 2038' does not fit its column",
        "this '2038-13' is no day or month that there is",
        "this is needed",
    ]
    assert checks.check(package) == []


@pytest.mark.parametrize("leaving", [EOFError, KeyboardInterrupt])
def test_whoever_leaves_before_the_last_question_has_changed_nothing(
    package: Path,
    capsys: pytest.CaptureFixture[str],
    terminal: Terminal,
    leaving: type[BaseException],
) -> None:
    def answer(question: str) -> str:
        if question.startswith("checked"):
            raise leaving
        return known_answer(question)

    before = {file.name: file.read_bytes() for file in package.iterdir()}
    terminal(answer)
    assert main(["new", "--data", str(package)]) == 1
    assert "nothing was added: the questions were broken off" in capsys.readouterr().out
    assert {file.name: file.read_bytes() for file in package.iterdir()} == before


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_table_that_cannot_be_written_leaves_all_as_they_were(
    package: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    failing: int,
) -> None:
    before = {file.name: file.read_bytes() for file in package.iterdir()}
    written: list[str] = []
    write = tables.write_text

    def full(folder: Path, name: str, text: str) -> None:
        written.append(name)
        if len(written) == failing:
            (folder / name).write_text(text[:10])
            raise OSError(28, "No space left on device")
        write(folder, name, text)

    monkeypatch.setattr(tables, "write_text", full)
    assert main(["new", "--data", str(package), "--report-date", "2038-06"]) == 1
    assert len(written) == failing
    assert "nothing was added: the tables cannot be written (No space" in capsys.readouterr().out
    assert {file.name: file.read_bytes() for file in package.iterdir()} == before


def test_nothing_is_added_to_a_package_with_faults(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(package, "terms", "case", definition="")
    assert main(["new", "--data", str(package), "--report-date", "2038-06"]) == 1
    assert "nothing was added: correct this first" in capsys.readouterr().out


def test_the_command_refuses_in_words(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["new", "--data", str(package), "--report-date", "2034"]
    assert main(arguments) == 1
    assert capsys.readouterr().out.startswith("nothing was added: inspections.csv already has")
