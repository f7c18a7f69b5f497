"""A new inspection's first rows: what is taken over, what is refused, what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspections import additions, checks
from inspections.__main__ import main
from tests.inspections.fixtures import change, read_rows, write_package

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


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(tmp_path / "data")


def test_a_new_inspection_with_everything_given_is_sound_at_once(package: Path) -> None:
    lines = additions.add(package, GIVEN)
    assert checks.check(package) == []
    row = read_rows(package, "inspections")[lines["inspections"] - 2]
    assert row["inspection_id"] == "amberley-2038"
    assert row["date_basis"] == "derived"  # the source states the month, not the day
    assert (row["unit"], row["region"]) == ("Amberley", "North Downs")
    assert row["programme_id"] == "programme-2027"
    assert row["chief_inspector"] == ""  # who spoke is not known from the inspection before


def test_the_other_lines_stay_as_they_are(package: Path) -> None:
    before = {file.name: file.read_bytes().splitlines() for file in package.glob("*.csv")}
    lines = additions.add(package, GIVEN)
    assert set(lines) == {"sources", "inspections", "events"}
    for name, old in before.items():
        new = (package / name).read_bytes().splitlines()
        table = name.removesuffix(".csv")
        if table in lines:
            new.pop(lines[table] - 1)
        assert new == old, name


def test_a_date_known_to_the_year_is_worked_out_not_stated(package: Path) -> None:
    rows = additions.new_rows(package, {"report_date": "2038"})
    assert rows["inspections"]["date_basis"] == "derived"
    assert rows["events"]["date_basis"] == "derived"


def test_an_inspection_of_another_unit_takes_nothing_over(package: Path) -> None:
    rows = additions.new_rows(package, {"report_date": "2038-06", "unit": "St. Bede & Hill"})
    assert rows["inspections"]["inspection_id"] == "st-bede-hill-2038"
    assert rows["inspections"]["region"] == ""


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"report_date": ""}, "--report-date is needed: Publication of the report"),
        ({"report_date": "June 2038"}, "--report-date 'June 2038' does not fit its column"),
        ({"overall_rating": "Fine"}, "'Fine' does not fit its column: .* One of: Inadequate,"),
        ({"report_date": "2034-01"}, "inspections.csv already has amberley-2034: edit that row"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_written(
    package: Path, given: dict[str, str], message: str
) -> None:
    before = {file.name: file.read_bytes() for file in package.iterdir()}
    with pytest.raises(additions.CannotAdd, match=message):
        additions.add(package, {**GIVEN, **given})
    assert {file.name: file.read_bytes() for file in package.iterdir()} == before


def test_the_command_says_what_it_added_and_what_is_still_to_do(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["new", "--data", str(package), "--report-date", "2038-06"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "added sources.csv, row 4",
        "added inspections.csv, row 4",
        "added events.csv, row 4",
        "still to do, in this order:",
    ]
    assert lines[4].startswith('sources.csv, row 4, publisher "": is empty but must be given')


def test_the_command_asks_for_what_is_not_given(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return GIVEN.get(question.split(":")[0].replace(" ", "_"), "")

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    assert main(["new", "--data", str(package), "--overall-rating", "Good"]) == 0
    assert len(asked) == len(additions.GIVEN) - 1
    assert asked[1].startswith("report date: Publication of the report")
    assert "still to do" not in capsys.readouterr().out
    assert checks.check(package) == []


def test_nothing_is_added_to_a_package_with_faults(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(package, "terms", "case", definition="")
    assert main(["new", "--data", str(package), "--report-date", "2038-06"]) == 1
    assert "nothing was added: mend this first" in capsys.readouterr().out


def test_the_command_refuses_in_words(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["new", "--data", str(package), "--report-date", "2034"]
    assert main(arguments) == 1
    assert capsys.readouterr().out.startswith("nothing was added: inspections.csv already has")
