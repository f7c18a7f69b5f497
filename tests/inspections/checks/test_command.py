"""The command ``check``: what it prints and how it ends, however bad the package."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inspections.__main__ import main
from tests.inspections.fixtures import ROWS, change, table_names


def test_the_command_counts_rows_and_tables_of_a_valid_package(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sum(map(len, ROWS.values())) == 27
    assert main(["check", str(package)]) == 0
    line = f"data: 27 rows in {len(table_names())} tables, no faults\n"
    assert capsys.readouterr().out == line


def test_the_command_prints_one_line_a_fault_and_a_count(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(package, "facts", "visits-missed-2030", fragment="38 cases")
    change(package, "terms", "case", definition="")
    assert main(["check", str(package)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        'facts.csv, row 6, fragment "38 cases": its figures (38) are not those of value and total '
        "(38, 59); correct value or total, or quote words with exactly these figures",
        'terms.csv, row 2, definition "": is empty but must be given; '
        "fill it in: What it means, in one or two plain sentences of our own. "
        "Numbers only as [[fact-id]].",
        "data: 2 faults in 2 files",
    ]


def _wrong_encoding(folder: Path) -> None:
    (folder / "facts.csv").write_bytes((folder / "facts.csv").read_bytes() + b"\xff")


WORST: dict[str, tuple[Callable[[Path], object], str]] = {
    "wrong encoding": (_wrong_encoding, "facts.csv, row 8: the encoding is not UTF-8"),
    "missing file": (lambda it: (it / "facts.csv").unlink(), "facts.csv: the file is listed"),
    "empty file": (lambda it: (it / "facts.csv").write_bytes(b""), "facts.csv, row 1: the file"),
    "NUL in a file": (lambda it: (it / "facts.csv").write_bytes(b"\x00"), "facts.csv, row 1:"),
    "broken JSON": (
        lambda it: (it / "datapackage.json").write_text('{\n"name": }'),
        "datapackage.json, row 2: the file is not valid JSON",
    ),
    "JSON in another encoding": (
        lambda it: (it / "datapackage.json").write_bytes(b'{"name": "\xff"}'),
        "datapackage.json: the file is not UTF-8",
    ),
    "JSON that is a list": (
        lambda it: (it / "datapackage.json").write_text("[]"),
        "datapackage.json: ",
    ),
    "no descriptor": (
        lambda it: (it / "datapackage.json").unlink(),
        "datapackage.json: there is no such file",
    ),
    "empty folder": (
        lambda it: [path.unlink() for path in it.iterdir()],
        "datapackage.json: there is no such file",
    ),
    "no folder": (lambda it: it.rename(it.parent / "gone"), ""),
}


@pytest.mark.parametrize("kind", WORST)
def test_the_worst_packages_are_one_fault_each(
    package: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    spoil, beginning = WORST[kind]
    spoil(package)
    assert main(["check", str(package)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(beginning or str(package))
    assert (lines[-1], len(lines)) == ("data: 1 fault in 1 file", 2)


def test_a_word_that_is_no_text_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["new", "--report-date", "\udcff"])
    assert "has characters that are not UTF-8, or a NUL: type it again" in capsys.readouterr().err
