"""What all tests of the check share: a sound package, to be spoilt."""

from pathlib import Path

import pytest

from tests.inspections.fixtures import write_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(tmp_path / "data")
