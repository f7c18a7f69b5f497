"""The wheel: what it holds and needs. That it works alone is shown in ``test_bundle``."""

import zipfile
from pathlib import Path

import pytest

from inspections.package import tables
from publishing.downloads.wheel import build, file_name, package_files

ROOT = Path(__file__).parents[3]
ABOUT = tables.read_descriptor(ROOT / "data")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wheel") / file_name(ABOUT)
    path.write_bytes(build(package_files(ROOT), ABOUT))
    return path


def test_it_has_the_code_and_the_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "inspections/package/tables.py" in names
    data = {path.name for path in (ROOT / "data").iterdir()}
    assert {name.split("/")[-1] for name in names if "/data/" in name} == data
    assert {name.split("/")[0].split("-")[0] for name in names} == {
        "inspections",
        "two_inspections",
    }


def test_it_needs_three_libraries(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("METADATA"))
        lines = archive.read(name).decode().splitlines()
    needed = [line for line in lines if line.startswith("Requires-Dist") and "extra" not in line]
    assert needed == [
        "Requires-Dist: pandas",
        "Requires-Dist: altair",
        "Requires-Dist: vl-convert-python",
    ]
