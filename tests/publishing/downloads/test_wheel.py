"""The wheel: it works alone, in an empty folder, and is the same bytes each time."""

import csv
import subprocess
import venv
import zipfile
from pathlib import Path

import pandas
import pytest

from inspections.package import tables
from publishing.downloads.wheel import build, file_name, package_files

ROOT = Path(__file__).parents[3]
ABOUT = tables.read_descriptor(ROOT / "data")

READ_ALONE = """
import socket, sys
def no_network(*_): raise OSError("the network is cut")
socket.socket.connect = socket.getaddrinfo = no_network
import inspections, inspections.charts, inspections.language
from inspections.package import tables
from inspections.register import Register
package = tables.load()
print(inspections.__file__)
print(package.folder)
print(len(package["facts"]), len(Register(package).facts))
assert not {"publishing", "tools", "sphinx", "frictionless"} & set(sys.modules)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wheel") / file_name(ABOUT)
    path.write_bytes(build(package_files(ROOT), ABOUT))
    return path


def rows(name: str) -> int:
    text = (ROOT / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return len(list(csv.DictReader(text.splitlines())))


def test_it_reads_its_own_data_in_a_clean_environment_without_a_network(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "clean", with_pip=False)
    (site,) = (tmp_path / "clean").glob("lib/python*/site-packages")
    libraries = Path(pandas.__file__).parents[1]  # not their .pth files: no code of this folder
    (site / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (tmp_path / "empty").mkdir()
    result = subprocess.run(
        [tmp_path / "clean" / "bin" / "python", "-I", "-c", READ_ALONE],
        cwd=tmp_path / "empty",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    facts = rows("facts")
    assert facts > 50
    assert result.stdout.splitlines() == [
        str(site / "inspections" / "__init__.py"),
        str(site / "inspections" / "data"),
        f"{facts} {facts + rows('derived_facts')}",
    ]


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


def test_it_is_the_same_bytes_each_time(wheel: Path) -> None:
    assert build(package_files(ROOT), ABOUT) == wheel.read_bytes()
