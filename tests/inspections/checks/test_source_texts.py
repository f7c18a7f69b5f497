from collections.abc import Callable
from pathlib import Path

import pytest

from inspections.__main__ import main
from inspections.checks.source_texts import normalised, verify
from tests.inspections.fixtures import change
from tests.tables import each_row

Run = Callable[[Path, Path], tuple[int, list[str]]]

GAZETTE = """The unit was rated as ‘requires
Improvement’ overall. It scored 9 points. There is an office in Amberley. Just 22 out of 70 were
just 22 out of 70 cases. In 31 of those 70 cases, and in 38 of the 59 cases; training takes
15 or 21 months; only a third of units are inspected; almost 1,149 workers; good leadership;
use information well; between February and March; published on Friday, 17th May 2030.
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "gazette-2030.txt").write_text(GAZETTE, encoding="utf-8")
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(texts: Path, data: Path) -> tuple[int, list[str]]:
        status = main(["verify-sources", str(texts), "--data", str(data)])
        return status, capsys.readouterr().out.splitlines()

    return command


def test_second_fragments_are_looked_for_in_the_second_source(package: Path, texts: Path) -> None:
    (texts / "annual-report.txt").write_text(
        "began in April 2027, Amberley: Requires improvement, Amberley was judged "
        "'inadequate', twenty-two of the seventy, waits were long, agencies work together",
        encoding="utf-8",
    )
    result = verify(package, texts=texts)
    assert [(each.key, each.field) for each in result.missing] == [
        ("workers-2030", "second_fragment")
    ]
    assert len(result.looked_for["annual-report"]) == 7


@pytest.mark.parametrize(
    "written",
    ["“good\u00a0leadership”", "good\r\nleadership", "good  leadership", "good leader\u00adship"],
)
def test_marks_blanks_and_line_breaks_may_differ(package: Path, texts: Path, written: str) -> None:
    text = GAZETTE.replace("good leadership", written)
    assert text != GAZETTE
    (texts / "gazette-2030.txt").write_bytes(text.encode())
    assert verify(package, texts=texts).passed


@each_row
def test_case_and_the_edges_of_words_and_numbers_may_not(
    package: Path, texts: Path, old: str, new: str
) -> None:
    assert GAZETTE.count(old) == 1
    (texts / "gazette-2030.txt").write_text(GAZETTE.replace(old, new), encoding="utf-8")
    assert len(verify(package, texts=texts).missing) == 1


def test_normalised_text_has_plain_marks_and_single_blanks() -> None:
    assert normalised("‘a’ – b…\n\u00a0c\u200b") == "'a' - b... c"


def test_the_command_prints_counts_and_succeeds(package: Path, texts: Path, run: Run) -> None:
    status, lines = run(texts, package)
    assert lines == [  # twelve rows quote the Gazette, and one of them its points too
        "gazette-2030: 13 of 13 fragments found",
        "sources: 1 looked through, 1 not given; 0 fragments missing",
    ]
    assert status == 0


def test_a_folder_without_a_copy_of_a_source_is_not_called_verified(
    package: Path, tmp_path: Path, run: Run
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    status, lines = run(empty, package)
    assert lines[-1].endswith("is a copy of a source: name each <source_id>.txt, as in sources")
    assert status == 1


def test_the_command_names_each_miss_and_fails(package: Path, texts: Path, run: Run) -> None:
    change(package, "findings", "leaders-2030", fragment="strong leadership")
    (texts / "gazete-2030.txt").write_text("misnamed", encoding="utf-8")
    status, lines = run(texts, package)
    assert lines[0] == "gazette-2030: 12 of 13 fragments found"
    assert lines[1].startswith('findings.csv, leaders-2030, fragment "strong leadership": not in')
    assert lines[2] == "gazete-2030.txt: not used, no source has this name"
    assert lines[3] == "sources: 1 looked through, 1 not given; 1 fragment missing"
    assert (len(lines), status) == (4, 1)


def test_a_text_in_another_encoding_fails_in_plain_words(
    package: Path, texts: Path, run: Run
) -> None:
    (texts / "gazette-2030.txt").write_bytes(b"caf\xe9")
    status, lines = run(texts, package)
    assert lines[0].startswith("gazette-2030.txt: the text is not UTF-8")
    assert status == 1


def test_a_missing_folder_of_texts_fails_in_plain_words(package: Path, run: Run) -> None:
    status, lines = run(package / "nowhere", package)
    assert lines == [
        f"the folder {package / 'nowhere'} does not exist; name the folder with the text copies"
    ]
    assert status == 1


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b"{}"])
def test_a_broken_package_fails_in_plain_words(
    package: Path, texts: Path, run: Run, content: bytes
) -> None:
    (package / "datapackage.json").write_bytes(content)
    status, lines = run(texts, package)
    assert lines[0].endswith(f"run: python -m inspections check {package}")
    assert (len(lines), status) == (1, 1)
