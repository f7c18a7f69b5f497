"""Whatever is done to a package, the check answers in lines; it never raises.

The edits are random and the same each time: a failing one is named by its number.
"""

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspections.checks import check, messages
from tests.inspections.fixtures import table_names, write_package

VALUES: tuple[Any, ...] = (
    *(None, True, 0, 1, -1, 2.5, 10**30, "", " ", "x", "sources", "2030-13", "((", "\ud800"),
    *([], [1], [[1]], [None], ["x"], {}, {"x": 1}, [{}], [{"name": "x"}], {"resource": "x"}),
)
"""What a part of the descriptor may become."""

CELLS = (
    *("", " ", "x", "0", "-1", "1.5", "INF", "NaN", "1e9", "9" * 5000, "²", "２", "½"),
    *("2030-W01-1", "20300517", "2030-02-30", "0000", "9999-99", "amberley-2030", "a=b", "=", ";"),
    *("[[", "]]", "[[]]", "[[x:y]]", "[[workers-2030:words]]", "Amberley", "percent", "sum"),
    *("workers-2030 workers-2030", "fraction", "per cent", "a third of 0", "\u00a0", "\u200b"),
    *("count_rose", "count_inspections", "region=North Downs", "half a million hundred"),
)
"""What a cell may become."""

BYTES = (b"", b'"', b",", b"\n", b"\r", b"\r\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b"=======\n")
"""What may come into a file, between any two bytes."""


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in a JSON value: the list or object, and the index or name in it."""
    found: list[tuple[Any, Any]] = []
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            found += [(value, key), *places(value[key])]
    return found


def edit_descriptor(folder: Path, chosen: random.Random) -> None:
    """Change, delete or double one to three parts of the descriptor, the deep ones as often."""
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    for _ in range(chosen.randint(1, 3)):
        by_depth = [places(descriptor), [(descriptor, key) for key in descriptor]]
        holder, key = chosen.choice(chosen.choice(by_depth) or [({"x": 1}, "x")])
        match chosen.choice(("put", "put", "delete", "double")):
            case "put":
                holder[key] = copy.deepcopy(chosen.choice(VALUES))
            case "delete":
                del holder[key]
            case "double" if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[key]))
    file.write_text(json.dumps(descriptor), encoding="utf-8")


def edit_cells(folder: Path, chosen: random.Random) -> None:
    """Change one to three cells, each between two commas of a line."""
    for _ in range(chosen.randint(1, 3)):
        file = folder / f"{chosen.choice(table_names())}.csv"
        lines = file.read_text(encoding="utf-8").split("\n")
        number = chosen.randrange(len(lines))
        cells = lines[number].split(",")
        cells[chosen.randrange(len(cells))] = chosen.choice(CELLS)
        lines[number] = ",".join(cells)
        file.write_text("\n".join(lines), encoding="utf-8")


def edit_bytes(folder: Path, chosen: random.Random) -> None:
    """Put bytes into a file, or cut it, or take some out of it."""
    file = chosen.choice(sorted(folder.iterdir()))
    raw = file.read_bytes()
    start, end = sorted(chosen.randrange(len(raw) + 1) for _ in range(2))
    changed = {
        "put": raw[:start] + chosen.choice(BYTES) + raw[start:],
        "cut": raw[:start],
        "take": raw[:start] + raw[end:],
    }
    file.write_bytes(changed[chosen.choice(list(changed))])


@pytest.mark.parametrize(
    "numbers",
    # The same edits each time find what a change of the code broke; the most of them wait a week.
    [slice(None, None, 4), pytest.param(slice(None), marks=pytest.mark.weekly)],
    ids=["every fourth", "all"],
)
@pytest.mark.parametrize(
    ("edit", "times"), [(edit_descriptor, 250), (edit_cells, 150), (edit_bytes, 50)]
)
def test_no_edit_makes_the_check_raise(
    tmp_path: Path, edit: Callable[[Path, random.Random], None], times: int, numbers: slice
) -> None:
    tried = faulty = 0
    for number in range(times)[numbers]:
        folder = write_package(tmp_path / "data")
        edit(folder, random.Random(number))
        try:
            said = messages(check(folder))
        except Exception as error:
            raise AssertionError(
                f"edit {number} of {edit.__name__} made the check raise"
            ) from error
        "\n".join(said).encode()  # it can be printed
        tried += 1
        faulty += bool(said)
    assert tried == len(range(times)[numbers]) > 10
    assert faulty > tried / 2
