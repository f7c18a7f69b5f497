"""Likely accidents: each ends in a message that says what to do, and the next run is right.

Accidents to the data (line ends, merge conflicts, encodings) are in ``inspections/test_checks.py``,
an edited reference output in ``test_references.py``, a failed page in ``test_build.py``.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from functools import partial

import pytest

from publishing import browser, build, cells, execution, prose, references
from publishing.cards import register
from publishing.execution import ROOT
from tests.copies import copy_of_book

# --- the environment ---------------------------------------------------------------------------

PYTHON = """\
#!/bin/sh
# Stands for a Python: as old as VERSION says, and without a way to the package index.
case "$1$2" in
    --version) echo "Python $VERSION" ;;
    -c*) test "$VERSION" != 3.9.2 ;;
    -mvenv) test -z "$NO_VENV" && mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    -mpip) echo "ERROR: Could not find a version" >&2; exit 1 ;;
esac
"""


@pytest.fixture
def fresh(tmp_path):
    """A folder with nothing but the script that makes the environment, and a Python of ours."""
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    shutil.copy(ROOT / "src" / "publishing" / "environment.sh", tmp_path)
    return tmp_path


def make_environment(folder, python="./python", **variables):
    return subprocess.run(
        ["bash", "environment.sh", python],
        cwd=folder,
        env={**os.environ, "VERSION": "3.11.7", "NO_VENV": "", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("python", "variables", "message"),
    [
        ("./python", {}, "Is the package index reachable? Run the same command again when it is."),
        ("./python", {"VERSION": "3.9.2"}, "Python 3.9.2 is too old. Install Python 3.11 or newer"),
        ("no-such-python", {}, "no 'no-such-python' on this machine. Install Python 3.11 or newer"),
        ("./python", {"NO_VENV": "1"}, "On Debian or Ubuntu install the package python3-venv"),
    ],
    ids=["no network", "wrong Python", "no Python", "no venv"],
)
def test_a_failed_set_up_says_what_to_do(fresh, python, variables, message):
    result = make_environment(fresh, python, **variables)
    assert result.returncode == 1
    assert message in result.stderr
    assert not (fresh / ".venv" / "ready").exists()


def test_a_half_made_environment_is_thrown_away(fresh):
    (fresh / ".venv").mkdir()
    (fresh / ".venv" / "half").write_text("made")
    make_environment(fresh)
    assert not (fresh / ".venv" / "half").exists()


def test_an_environment_whose_python_is_gone_is_made_again():
    recipe = subprocess.run(
        ["make", "-n", "environment"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    check = '.venv/bin/python -c "" 2>/dev/null || bash src/publishing/environment.sh'
    assert check in recipe


def test_a_missing_browser_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CHROME_PATH", raising=False)
    with pytest.raises(browser.NoBrowser, match="sudo apt-get install chromium"):
        browser.find_or_install()


# --- cells -------------------------------------------------------------------------------------

CHAPTER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  name: python3
  display_name: Python 3
  language: python
---
# A chapter

```{code-cell} ipython3
%s
```
"""


def run_cell(folder, code, *, limit=60):
    (folder / "_config.yml").write_text(f"execute: {{timeout: {limit}}}\n")
    (folder / "chapters").mkdir()
    (folder / "chapters" / "one.md").write_text(CHAPTER % code)
    waiting = cells.stale(folder)
    assert len(waiting) == 1
    cells.keep_outputs(folder, waiting)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1 / 0", "chapters/one.md: a cell failed: ZeroDivisionError: division by zero, in the "),
        ("import os\nos.kill(os.getpid(), 9)", r"one.md: the process that ran .* died \(signal 9"),
        ("while True: pass", r"one.md: its cells ran for more than 1 s each and were stopped"),
        ("import sys\nprint('oh', file=sys.stderr)", "one.md: a cell failed: .* to stderr: oh"),
    ],
    ids=["raises", "crashes", "hangs", "warns"],
)
def test_a_cell_that_goes_wrong_is_named_with_its_chapter(tmp_path, code, message):
    with pytest.raises(cells.CellFailed, match=message):
        run_cell(tmp_path, code, limit=1 if code.startswith("while") else 60)
    assert len(cells.stale(tmp_path)) == 1  # nothing of it is kept


def test_a_cell_that_goes_well_is_kept_with_what_it_showed(tmp_path):
    run_cell(tmp_path, "print('said')\n6 * 7")
    assert cells.stale(tmp_path) == []
    assert set(cells.seconds(tmp_path)) == {"chapters/one.md"}


def test_a_chapter_shows_what_a_kernel_would_show(tmp_path, monkeypatch):
    code = "import sys\nfrom IPython.display import display\nprint('a')\ndisplay(1)\nprint('b')\n2"
    (tmp_path / "one.md").write_text(CHAPTER % code)
    (chapter,) = cells.chapters(sorted(tmp_path.glob("*.md")))
    monkeypatch.chdir(tmp_path)
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            cells.run(chapter)
            (tmp_path / "found.json").write_text(json.dumps(chapter.cells[0].outputs))
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(pid, 0)[1] == 0
    (cell,) = references.outputs(tmp_path / "one.md")
    found = json.loads((tmp_path / "found.json").read_text())
    assert [each["output_type"] for each in found] == [
        "stream",
        "display_data",
        "stream",
        "execute_result",
    ]
    for one, other in zip(found, cell["outputs"], strict=True):
        assert {key: one[key] for key in other} == other


# --- builds ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book of one page."""
    names = ("_config.yml", "requirements.txt", "pyproject.toml", "data", "src")
    root = copy_of_book(tmp_path_factory.mktemp("accidents"), names)
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    chapters = ("every-number", "system-numbers", "every-finding", "glossary")
    for name in chapters:
        (root / "chapters").mkdir(exist_ok=True)
        shutil.copy(ROOT / "chapters" / f"{name}.md", root / "chapters")
    with (root / "_toc.yml").open("a") as contents:
        contents.write("chapters:\n")
        contents.writelines(f"  - file: chapters/{name}\n" for name in chapters)
    (root / "index.md").write_text("# One page\n\nWords.\n")
    return root


def test_an_interrupted_build_harms_nothing_and_the_next_is_right(book):
    program = "import sys; from pathlib import Path; from publishing.build import build; "
    started = subprocess.Popen(
        [sys.executable, "-c", f"{program} build(Path(sys.argv[1]))", str(book)],
        start_new_session=True,
    )
    while not (book / build.WORKSHOP).exists() and started.poll() is None:
        time.sleep(0.02)
    os.killpg(started.pid, signal.SIGKILL)
    assert started.wait() != 0
    assert not build.is_current(book)
    page = build.build(book) / "index.html"
    assert "Words." in page.read_text()
    assert build.is_current(book, clean=True)


def test_two_builds_at_once_take_turns(book, monkeypatch):
    inside, most = [], []

    def pretend(root, output, *, complete, check):
        inside.append(output)
        most.append(len(inside))
        time.sleep(0.1)
        (output / "_build" / "html").mkdir(parents=True, exist_ok=True)
        (output / "_build" / "html" / "index.html").write_text("made")
        inside.pop()

    monkeypatch.setattr(build, "run_jupyter_book", pretend)
    for number in range(2):
        (book / "index.md").write_text(f"# Page {number}\n")
        threads = [threading.Thread(target=build.build, args=(book,)) for _ in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert most == [1, 1]  # for each change one build; who waited found it done
    assert build.is_current(book)


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "No space left on device. Make room on the disk, then run the same"),
        (errno.EROFS, "Read-only file system. Copy the book to a folder that may be written to"),
        (errno.EACCES, "Permission denied. Give yourself the right to write here"),
    ],
)
def test_a_full_disk_or_a_locked_folder_is_said_in_words(book, monkeypatch, number, message):
    def fail(*_, **__):
        raise OSError(number, os.strerror(number), str(book))

    (book / "index.md").write_text(f"# Page {number} {message}\n")
    monkeypatch.setattr(build, "run_jupyter_book", fail)
    with pytest.raises(build.BuildFailed, match=message):
        build.build(book)
    assert not build.is_current(book)


def test_another_fault_of_the_system_is_not_explained_away(book, monkeypatch):
    def fail(*_, **__):
        raise OSError(errno.EIO, "Input/output error")

    (book / "index.md").write_text("# Another page\n")
    monkeypatch.setattr(build, "run_jupyter_book", fail)
    with pytest.raises(OSError, match="Input/output"):
        build.build(book)


def test_a_conflict_marker_in_a_page_is_named():
    text = "# Page\n\n<<<<<<< here\nOne.\n=======\nAnother.\n>>>>>>> there\n"
    found = [str(each) for each in prose.faults(text, "index.md", register())]
    assert [line.split(": ")[0] for line in found] == ["index.md:3", "index.md:5", "index.md:7"]
    assert "choose one of the two" in found[0]


def test_faulty_data_make_no_book_and_the_fault_is_named(book):
    table = book / "data" / "facts.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",400,,replies", ",401,,replies"), encoding="utf-8")
    with pytest.raises(build.BuildFailed, match=r"facts.csv, row \d+, fragment .*400") as caught:
        build.build(book)
    assert "WARNING" not in str(caught.value)
    assert not build.is_current(book)
    table.write_text(text, encoding="utf-8")
    del caught
    gc.collect()  # a pipe left open is named here, not in whichever test comes next


def test_a_page_outside_the_contents_is_named_with_what_to_do(book):
    page = book / "chapters" / "stray.md"
    page.write_text("# Stray\n\nWords.\n", encoding="utf-8")
    with pytest.raises(build.BuildFailed, match="stray.md.*name the page in _toc.yml, or delete"):
        build.build(book)
    page.unlink()


def test_what_a_process_beside_raises_is_raised_here_and_the_rest_is_done(tmp_path):
    def task(number):
        if number == 3:
            raise ValueError("the fourth")
        (tmp_path / str(number)).touch()

    with pytest.raises(ValueError, match="the fourth"):
        execution.side_by_side([partial(task, number) for number in range(4)])
    assert {each.name for each in tmp_path.iterdir()} == {"0", "1", "2"}
