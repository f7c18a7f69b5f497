"""Likely accidents: each ends in a message that says what to do, and the next run is right.

Accidents to the data (line ends, merge conflicts, encodings) are in ``inspections/checks``,
an edited reference output in ``test_references.py``, a failed page in ``test_build.py``, a taken
port in ``test_serve.py``.
"""

from __future__ import annotations

import errno
import fcntl
import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from publishing.core import execution
from publishing.core.execution import ROOT
from tests.book import register
from tests.copies import REFERENCE, copy_of_book, edit
from tools.approval import approved_outputs
from tools.editions import browser
from tools.lint import prose
from tools.site import build, cell_runner, unreadable_files

# --- the environment ---------------------------------------------------------------------------

PYTHON = """\
#!/bin/sh
# Stands for a Python: as old as VERSION says, and without a way to the package index.
case "$1$2" in
    --version) echo "Python $VERSION" ;;
    -c*) test "$VERSION" != 3.9.2 ;;
    -mvenv) test -z "$NO_VENV" && mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    -mpip) test -n "$PIP" && exit; echo "ERROR: Could not find a version" >&2; exit 1 ;;
esac
"""


@pytest.fixture
def fresh(tmp_path):
    """A folder with nothing but the script that makes the environment, and a Python of ours."""
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    shutil.copy(ROOT / "src" / "tools" / "environment.sh", tmp_path)
    return tmp_path


def make_environment(folder, python="./python", **variables):
    return subprocess.run(
        ["bash", "environment.sh", python],
        cwd=folder,
        env={**os.environ, "VERSION": "3.11.7", "NO_VENV": "", "PIP": "", **variables},
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


def test_an_environment_whose_python_is_gone_is_made_again(fresh):
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, fresh)
    (fresh / "src" / "tools").mkdir(parents=True)
    (fresh / "environment.sh").rename(fresh / "src" / "tools" / "environment.sh")
    (fresh / ".venv" / "bin").mkdir(parents=True)
    (fresh / ".venv" / "bin" / "python").symlink_to("/nowhere/python3")
    (fresh / ".venv" / "ready").touch()
    command = ["make", "environment", "PYTHON=./python"]
    variables = {**os.environ, "VERSION": "3.11.7", "NO_VENV": "", "PIP": "works"}
    subprocess.run(command, cwd=fresh, env=variables, check=True, capture_output=True)
    assert (fresh / ".venv" / "bin" / "python").read_text() == PYTHON
    assert (fresh / ".venv" / "ready").exists()
    again = subprocess.run(command, cwd=fresh, env=variables, check=True, capture_output=True)
    assert again.stderr == b""


def test_a_missing_browser_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CHROME_PATH", raising=False)
    with pytest.raises(browser.NoBrowser, match="sudo apt-get install chromium"):
        browser.find_or_install()


def test_a_browser_that_is_no_program_is_named(monkeypatch, tmp_path):
    (tmp_path / "chrome").write_text("no program")
    monkeypatch.setenv("CHROME_PATH", str(tmp_path / "chrome"))
    with pytest.raises(browser.NoBrowser, match="CHROME_PATH names '.*chrome', and that is no pr"):
        browser.find_or_install()


def test_a_browser_that_does_not_start_is_named(monkeypatch, tmp_path):
    (tmp_path / "chrome").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "chrome").chmod(0o755)
    monkeypatch.setenv("CHROME_PATH", str(tmp_path / "chrome"))

    def start():
        with browser.running():
            pass

    with ThreadPoolExecutor(1) as thread, pytest.raises(browser.NoBrowser, match="did not start"):
        thread.submit(start).result()  # Playwright takes one browser a thread


def test_a_machine_that_does_not_say_which_processors_it_grants_is_counted(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert execution.cores() == 3
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert execution.cores() == 1


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
    waiting = cell_runner.stale(folder)
    assert len(waiting) == 1
    cell_runner.keep_outputs(folder, waiting)


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
    with pytest.raises(cell_runner.CellFailed, match=message):
        run_cell(tmp_path, code, limit=1 if code.startswith("while") else 60)
    assert len(cell_runner.stale(tmp_path)) == 1  # nothing of it is kept


def test_what_goes_wrong_around_the_cells_is_told_too(tmp_path, monkeypatch):
    def fail(chapter):
        raise LookupError("no kernel of that name")

    monkeypatch.setattr(cell_runner, "run", fail)
    message = "one.md: a cell failed: LookupError: no kernel of that name .in fail, line"
    with pytest.raises(cell_runner.CellFailed, match=message):
        run_cell(tmp_path, "1")


@pytest.mark.parametrize("settings", ["execute: {}", "title: A book", "execute: {timeout: soon}"])
def test_settings_without_a_time_limit_say_what_to_write(tmp_path, settings):
    (tmp_path / "_config.yml").write_text(settings + "\n")
    with pytest.raises(
        cell_runner.NoTimeLimit, match="_config.yml: execute.timeout must say .*120"
    ):
        cell_runner.time_limit(tmp_path)


def test_a_cell_that_goes_well_is_kept_with_what_it_showed(tmp_path):
    run_cell(tmp_path, "print('said')\n6 * 7")
    assert cell_runner.stale(tmp_path) == []
    assert set(cell_runner.seconds(tmp_path)) == {"chapters/one.md"}


def test_a_chapter_shows_what_a_kernel_would_show(tmp_path, monkeypatch):
    code = "import sys\nfrom IPython.display import display\nprint('a')\ndisplay(1)\nprint('b')\n2"
    (tmp_path / "one.md").write_text(CHAPTER % code)
    (chapter,) = cell_runner.chapters(sorted(tmp_path.glob("*.md")))
    monkeypatch.chdir(tmp_path)
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            cell_runner.run(chapter)
            (tmp_path / "found.json").write_text(json.dumps(chapter.cells[0].outputs))
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(pid, 0)[1] == 0
    (cell,) = approved_outputs.outputs(tmp_path / "one.md", limit=60)
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
    (root / "_toc.yml").write_text(
        "format: jb-book\nroot: index\nchapters:\n  - file: chapters/reference\n"
    )
    (root / "chapters").mkdir()
    (root / "chapters" / "reference.md").write_text(REFERENCE)
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


WAITING = """\
import os, pathlib, time
pathlib.Path("{mark}").write_text(str(os.getpid()))
time.sleep(60)"""


@pytest.fixture
def busy(book, tmp_path):
    """The book with a page whose cell says that it has begun, by a file, and takes a minute."""
    (book / "index.md").write_text(CHAPTER % WAITING.format(mark=tmp_path / "begun"))
    yield book
    (book / "index.md").write_text("# One page\n\nWords.\n")


def wait_until(true, *, seconds=60):
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "what was waited for did not come"
        time.sleep(0.02)


def processes_of(root):
    """Return the ids of every process that works on the book in ``root``."""
    listed = subprocess.check_output(
        ["ps", "-eww", "-o", "pid=,stat=,args="], text=True
    ).splitlines()
    fields = [line.split(maxsplit=2) for line in listed]
    own = [int(pid) for pid, stat, args in fields if str(root) in args and stat[0] != "Z"]
    return [pid for pid in own if pid != os.getpid()]


def start_build(book):
    return subprocess.Popen(
        [sys.executable, "-m", "tools", "build"],
        cwd=book,
        env=build.environment(book),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_faulty_data_leave_no_process_behind(busy, tmp_path, monkeypatch):
    def check_late(root, *, otherwise):
        wait_until((tmp_path / "begun").exists)
        assert len(processes_of(busy)) >= 3  # Jupyter Book, who runs the cells, and the cell
        raise build.BuildFailed("facts.csv, row 2")

    monkeypatch.setattr(build, "check_data", check_late)
    with pytest.raises(build.BuildFailed, match="facts.csv, row 2"):
        build.build(busy, clean=True)
    wait_until(lambda: not processes_of(busy), seconds=5)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_stopped_leaves_no_process_behind(busy, tmp_path, sign):
    with start_build(busy) as started:
        wait_until((tmp_path / "begun").exists)
        assert len(processes_of(busy)) >= 3
        os.kill(started.pid, sign)  # the others have a session of their own
        assert started.communicate(timeout=30)[1] == "stopped\n"
    assert started.returncode == 130
    wait_until(lambda: not processes_of(busy), seconds=5)


def test_after_a_power_cut_while_sphinx_writes_the_next_build_is_right(book):
    pages = book / build.WORKSHOP / "_build" / "html"
    (book / "index.md").write_text("# Before the cut\n")
    build.build(book)
    (book / "index.md").write_text("# After the cut\n")
    shutil.rmtree(book / build.WORKSHOP)
    with start_build(book) as started:
        wait_until((pages / ".buildinfo").exists)
        for pid in processes_of(book):
            os.kill(pid, signal.SIGKILL)
        started.kill()
        started.communicate()
    assert started.returncode == -signal.SIGKILL
    assert "Before the cut" in (book / build.SITE / "index.html").read_text()
    assert "After the cut" in (build.build(book) / "index.html").read_text()
    assert build.is_current(book, clean=True)


def test_a_build_waits_for_what_a_killed_one_has_left_at_work(busy, tmp_path):
    with start_build(busy) as started:
        wait_until((tmp_path / "begun").exists)
        started.kill()
        started.communicate()
    left = processes_of(busy)
    assert left
    assert not another_may_begin(busy)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: another_may_begin(busy), seconds=5)


def another_may_begin(book):
    with (book / "_build" / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_a_site_that_was_taken_away_and_not_renewed_is_put_back(book):
    (book / "index.md").write_text("# The last good page\n")
    site = build.build(book)
    site.rename(site.with_name("html-old"))
    (book / "index.md").write_text("# Bad\n\n{fact}`nothing-like-it`\n")
    with pytest.raises(build.BuildFailed, match="nothing-like-it"):
        build.build(book)
    assert "The last good page" in (site / "index.html").read_text()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import os\nos.kill(os.getppid(), 9)", r"the process that runs the cells was ended \(sig"),
        ("1 / 0", "index.md: a cell failed: ZeroDivisionError"),
        ("import sys\nprint('one\\ntwo', file=sys.stderr)", "stderr: one\nERROR: two"),
    ],
)
def test_a_build_whose_cells_end_badly_says_why(book, code, message):
    (book / "index.md").write_text(CHAPTER % code)
    with pytest.raises(build.BuildFailed, match=message):
        build.build(book)


def test_a_cold_build_with_faulty_settings_says_why(book):
    settings = (book / "_config.yml").read_text()
    edit(book / "_config.yml", "  timeout: 120\n", "")
    (book / "index.md").write_text(CHAPTER % "'a cell that was not run yet'")
    with pytest.raises(build.BuildFailed, match="execute.timeout must say how many seconds"):
        build.build(book)
    (book / "_config.yml").write_text(settings)


def test_a_build_that_cannot_even_begin_says_why(book):
    kept = book / "_build" / "executed"
    shutil.rmtree(kept)
    kept.write_text("a file where a folder should be")
    (book / "index.md").write_text(CHAPTER % "'another cell'")
    with pytest.raises(build.BuildFailed, match=r"ERROR: (NotADirectory|FileExists)Error: .*exec"):
        build.build(book)
    kept.unlink()


COLON = "_config.yml:2: mapping values are not allowed here; look at this line and the one above"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("_config.yml", b"# Settings\ntitle: Two: visits\n", COLON),
        ("_toc.yml", b"chapters:\n  - file: one\n - file: two\n", "_toc.yml:3: .* margins"),
        ("_toc.yml", None, "_toc.yml: is missing; .* git checkout -- _toc.yml"),
        ("_config.yml", b"title: caf\xe9\n", "_config.yml: is not UTF-8"),
        ("index.md", None, "index.md: is missing; .* git checkout -- index.md"),
        ("index.md", b"# One\n\ncaf\xe9\n", "index.md:3: is not UTF-8; save it again with"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path, name, content, message):
    for each in ("_config.yml", "_toc.yml", "index.md"):
        (tmp_path / each).write_text("title: One\n")
    unreadable_files.check(tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(unreadable_files.CannotBeRead, match=message):
        unreadable_files.check(tmp_path)


def test_a_build_says_what_cannot_be_read_and_shows_no_traceback(book):
    settings = (book / "_config.yml").read_text()
    (book / "_config.yml").write_text(settings + "a: b: c\n")
    with pytest.raises(build.BuildFailed, match="ERROR: _config.yml:.* mapping values") as caught:
        build.build(book)
    (book / "_config.yml").write_text(settings)
    assert "Traceback" not in str(caught.value)


def test_a_build_that_breaks_within_sphinx_tells_the_first_cause(book):
    """An extension that raises stands for all that no check foresees."""
    settings = (book / "_config.yml").read_text()
    (book / "src" / "odd.py").write_text(
        "def fail(app, config):\n    raise LookupError('an odd thing')\n\n\n"
        "def setup(app):\n    app.connect('config-inited', fail)\n"
    )
    edit(book / "_config.yml", "publishing.extension]", "publishing.extension, odd]")
    with pytest.raises(build.BuildFailed, match="ERROR: LookupError: an odd thing .in fail, li"):
        build.build(book)
    (book / "_config.yml").write_text(settings)
    (book / "src" / "odd.py").unlink()


def test_a_disk_that_is_full_while_sphinx_writes_is_said_in_words(book):
    (book / "index.md").write_text("# Page\n")
    build.build(book)
    page = book / build.WORKSHOP / "_build" / "html" / "index.html"
    page.unlink()
    page.symlink_to("/dev/full")  # whoever writes there finds no room
    (book / "index.md").write_text("# A longer page\n")
    with pytest.raises(build.BuildFailed, match="No space left on device. Make room on the disk"):
        build.build(book)
    assert not build.is_current(book)


def test_a_disk_that_is_full_while_the_pages_are_copied_is_said_in_words(book, monkeypatch):
    def fail(source, target):
        raise shutil.Error([("a.html", "b.html", "[Errno 28] No space left on device: 'b.html'")])

    (book / "index.md").write_text("# Page to copy\n")
    monkeypatch.setattr(shutil, "copytree", fail)
    with pytest.raises(build.BuildFailed, match="b.html: No space left on device. Make room"):
        build.build(book)


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        (
            "ERROR: OSError: [Errno 30] Read-only file system: '/b/x'",
            "/b/x: Read-only file system.",
        ),
        ("PermissionError: [Errno 13] Permission denied: '/b/y'", "Give yourself the right to"),
    ],
)
def test_what_a_child_says_of_a_locked_folder_is_followed_by_advice(said, advice):
    assert advice in build.complaints(said).splitlines()[-1]
    assert "Give yourself" not in build.complaints("ERROR: OSError: [Errno 5] Input/output error")


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
