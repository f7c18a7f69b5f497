"""The environment: what can go wrong is said in words, and nothing is installed twice."""

import os
import shutil
from pathlib import Path

import pytest

from publishing.core.project import ROOT
from tests import programs
from tests.tables import each_row

PYTHON = Path(__file__).with_name("python_of_ours.sh").read_text(encoding="utf-8")


@pytest.fixture
def fresh(tmp_path):
    """A folder with lock files, the script that makes the environment, and a Python of ours."""
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    (tmp_path / "requirements.txt").write_text("uv==0.1.2 \\\n    --hash=sha256:0\nother==1\n")
    (tmp_path / "requirements-dev.txt").write_text("pytest==1\n")
    shutil.copy(ROOT / "src" / "tools" / "environment.sh", tmp_path)
    return tmp_path


def make(folder, *arguments, python="./python", **variables):
    given = {"VERSION": "3.11.7", "UV": "", "NO_VENV": "", "NET": "", "CI": ""}
    environment = {**os.environ, **given, **variables}
    return programs.run("bash", "environment.sh", python, *arguments, cwd=folder, env=environment)


def asked(folder):
    """Return what was asked of pip and uv since this was last read."""
    note = folder / "asked"
    lines = note.read_text().splitlines() if note.exists() else []
    note.unlink(missing_ok=True)
    return lines


@each_row
def test_a_failed_set_up_says_what_to_do(fresh, python, variables, message):
    result = make(fresh, python=python, **variables)
    assert result.returncode == 1
    assert message in result.stderr.splitlines()[-1]
    assert not (fresh / ".venv" / "installed").exists()


def test_what_is_right_is_left_alone_whatever_the_times_of_the_files(fresh):
    assert make(fresh, NET="1").returncode == 0
    assert [line.split()[0] for line in asked(fresh)] == ["pip", "uv"]
    os.utime(fresh / "requirements.txt")
    again = make(fresh)  # offline
    assert (again.returncode, again.stderr, asked(fresh)) == (0, "", [])


def test_a_changed_lock_is_followed_without_starting_again(fresh):
    make(fresh, NET="1")
    asked(fresh)
    (fresh / ".venv" / "kept").touch()
    with (fresh / "requirements.txt").open("a") as lock:
        lock.write("another==1\n")
    assert make(fresh, NET="1", UV="uv 0.1.2").returncode == 0
    assert [line.split()[0] for line in asked(fresh)] == ["uv"]  # the uv that is there is right
    assert (fresh / ".venv" / "kept").exists()


def test_the_packages_of_the_tests_come_on_top_and_stay(fresh):
    make(fresh, NET="1")
    (first,) = [line for line in asked(fresh) if line.startswith("uv")]
    assert "requirements-dev.txt" not in first
    make(fresh, "dev", NET="1")
    (second,) = [line for line in asked(fresh) if line.startswith("uv")]
    assert second.endswith("requirements.txt requirements-dev.txt")
    assert make(fresh).returncode == 0  # offline: `make book` after `make test` has all it needs
    assert asked(fresh) == []


@pytest.mark.parametrize("broken", ["half made", "python gone", "moved"])
def test_an_environment_that_does_not_work_is_made_again(fresh, broken):
    make(fresh, NET="1")
    (fresh / ".venv" / "old").touch()
    if broken == "moved":
        marker = fresh / ".venv" / "installed"
        marker.write_text(marker.read_text().replace(str(fresh), "/elsewhere"))
    else:
        (fresh / ".venv" / "bin" / "python").unlink()
    if broken == "half made":
        (fresh / ".venv" / "installed").unlink()
    assert make(fresh, NET="1").returncode == 0
    assert not (fresh / ".venv" / "old").exists()
    assert (fresh / ".venv" / "bin" / "python").read_text() == PYTHON
    assert (fresh / ".venv" / "installed").exists()
