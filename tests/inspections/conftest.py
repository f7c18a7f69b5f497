"""What tests of the facts share: a sound package, to be spoilt."""

from pathlib import Path

import pytest

from tests.inspections.fixtures import write_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(tmp_path / "data")
