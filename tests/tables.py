"""Tables of cases in a TOML file beside a test file, each under the name of its test."""

import functools
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@functools.cache
def _cases(file: Path) -> dict[str, dict[str, Any]]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def each_row(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test once for each of its rows: ``names`` says which argument each cell is.

    A table of one column has bare values as its rows; ``ids`` may name the rows.
    """
    file = Path(test.__code__.co_filename).with_suffix(".toml")
    given = _cases(file)[test.__name__]
    assert given["rows"], f"{file.name}: {test.__name__} has no rows"
    run = pytest.mark.parametrize(given["names"], given["rows"], ids=given.get("ids"))
    decorated: Callable[..., None] = run(test)
    return decorated
