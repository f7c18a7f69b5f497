"""Likely accidents: each ends in a message that says what to do, and the next run is right.

Accidents to the data (line ends, merge conflicts, encodings) are in ``inspections/checks``,
an output that is not the approved one in ``test_approved_outputs.py``, what is wrong in a page in
``test_build.py``, a taken port in ``test_server.py``.
"""

import errno
import fcntl
import gc
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest

from inspections.errors import UserError
from publishing.core.project import ROOT
from tests import programs
from tests.book import register
from tests.copies import CHAPTER, edit, made_up_book
from tests.inspections.fixtures import change, write_package
from tests.tables import each_row
from tools import __main__ as commands
from tools.editions import browser, edition_files
from tools.lint import prose
from tools.lint.markdown_page import parse_page
from tools.site import build, build_messages, process, run_cells, unreadable_files


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (None, "sudo apt-get install chromium"),
        ("no program", "CHROME_PATH names '.*chrome', and that is no pr"),
        ("#!/bin/sh\nexit 1\n", "did not start"),
    ],
)
def test_a_browser_that_is_missing_or_does_not_start_is_named(
    monkeypatch, tmp_path, program, message
):
    monkeypatch.setenv("PATH", "/nowhere" if program is None else os.environ["PATH"])
    monkeypatch.setenv("CHROME_PATH", "" if program is None else str(tmp_path / "chrome"))
    (tmp_path / "chrome").write_text(program or "")
    (tmp_path / "chrome").chmod(0o755 if "sh" in (program or "") else 0o644)
    with ThreadPoolExecutor(1) as thread, pytest.raises(UserError, match=message):
        thread.submit(browser.running().__enter__).result()  # Playwright: one browser a thread


def test_a_browser_that_gives_up_is_told_in_words(tmp_path):
    def read():
        with browser.running() as started:
            started.new_page().goto((tmp_path / "gone.html").as_uri())

    with ThreadPoolExecutor(1) as thread, pytest.raises(UserError, match="gave up: .*FILE"):
        thread.submit(read).result()


# --- cells -------------------------------------------------------------------------------------


def write_chapters(folder, *, limit=60, **codes):
    (folder / "_config.yml").write_text(f"execute: {{timeout: {limit}}}\n")
    (folder / "chapters").mkdir()
    for name, code in codes.items():
        page = folder / "index.md" if name == "index" else folder / "chapters" / f"{name}.md"
        page.write_text(CHAPTER % code)


def stale(folder):
    """How many chapters have no outputs that are kept."""
    cache = run_cells.get_cache(str(run_cells.cache_folder(folder)))
    return len(run_cells.stale(run_cells.chapters(folder), cache))


def cells_run_in(folder):
    """Run them as a build does, in a process of its own; return its status and its words."""
    with process.running_module(folder, "tools.site.run_cells", str(folder)) as running:
        text = process.output(running)
    return running.returncode, text


WRONG = {
    "index": ("1 / 0", "a cell failed: ZeroDivisionError: division by zero, in the "),
    "crashes": ("import os\nos.kill(os.getpid(), 9)", "the process that ran .* died, in the"),
    "hangs": (
        "import time\nwhile True: time.sleep(0.1)",
        "a cell ran for more than 8 s and was stopped, in the cell that begins 'import time'",
    ),
    "warns": ("import sys\nprint('oh', file=sys.stderr)", "a cell wrote to stderr: oh, in the"),
    "leaves": ("import sys; sys.exit(0)", ".*, in the cell that begins 'import sys; sys.exit"),
    "unshown": ("2**70000", "a cell failed: what its last line gives cannot be shown, in the"),
    "floods": ("print('x' * 10_000_000)", "a cell shows 10,000,.* characters: show less, in the"),
}


def test_each_cell_that_goes_wrong_is_named_with_its_chapter_in_one_line(tmp_path):
    write_chapters(tmp_path, limit=8, **{name: code for name, (code, _) in WRONG.items()})
    (tmp_path / "chapters" / "folder.md").mkdir()  # no page
    status, text = cells_run_in(tmp_path)
    lines = dict(line.split(".md: ", 1) for line in text.splitlines())
    assert (status, len(lines), text.count("\n")) == (1, len(WRONG), len(WRONG))
    for name, (_, message) in WRONG.items():
        assert re.match(message, lines["index" if name == "index" else f"chapters/{name}"])
    assert stale(tmp_path) == len(WRONG)  # nothing of it is kept


@each_row
def test_an_output_that_no_rule_for_pages_would_see_is_refused(kind, content, said):
    output = nbformat.v4.new_output("display_data", {kind: content})
    cell = nbformat.v4.new_code_cell("show()", outputs=[output])
    found = run_cells._unwanted_output(nbformat.v4.new_notebook(cells=[cell]))
    wanted = f"a cell shows {said}: print it, or write it in the page, in the cell that begins"
    assert found.startswith(wanted) if said else found == ""


@pytest.mark.parametrize(("begun", "named"), [(0, "one"), (1, "one"), (2, "two")])
def test_the_cell_in_which_a_kernel_died_is_named_even_if_it_died_at_once(begun, named):
    made = [nbformat.v4.new_code_cell(source) for source in ("one", "two", "three")]
    for number, cell in enumerate(made[:begun], start=1):
        cell.execution_count = number
    text = nbformat.v4.new_markdown_cell("Words")
    place = run_cells._where(nbformat.v4.new_notebook(cells=[text, *made]))
    assert place == f", in the cell that begins '{named}'"


def test_a_cell_that_writes_into_the_data_is_refused(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "facts.csv").write_text("a,b\n")
    code = "import pathlib\n_ = pathlib.Path('../data/facts.csv').write_text('a,c')"
    write_chapters(tmp_path, one=code)
    status, text = cells_run_in(tmp_path)
    assert (status, text.count("\n")) == (1, 1)
    assert text.startswith(
        "facts.csv: a cell of chapters/one.md changed the data: let it read only"
    )
    assert stale(tmp_path) == 1


def test_what_goes_wrong_around_the_cells_is_told_too(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise LookupError("no kernel of that name")

    monkeypatch.setattr(run_cells, "single_nb_execution", fail)
    message = "one.md: its cells could not be run: LookupError: no kernel of that name .in fail"
    with pytest.raises(UserError, match=message):
        run_cells.execute(None, name="one.md", folder=tmp_path, limit=1)


@pytest.mark.parametrize("settings", ["execute: {}", "title: A book", "execute: {timeout: 601}"])
def test_settings_without_a_time_limit_say_what_to_write(tmp_path, settings):
    (tmp_path / "_config.yml").write_text(settings + "\n")
    with pytest.raises(UserError, match="_config.yml: execute.timeout must say .*120"):
        run_cells.seconds_a_cell(tmp_path)


def test_a_cell_that_goes_well_is_kept_with_what_it_showed(tmp_path):
    write_chapters(tmp_path, one="print('said')\n6 * 7")
    assert cells_run_in(tmp_path) == (0, "1 of 1 run\n")
    assert run_cells.run_stale(tmp_path) == "0 of 1 run"
    cache = run_cells.get_cache(str(run_cells.cache_folder(tmp_path)))
    (notebook,) = run_cells.chapters(tmp_path).values()
    (cell,) = [
        cell
        for cell in cache.merge_match_into_notebook(notebook)[1].cells
        if cell.cell_type == "code"
    ]
    assert [output["output_type"] for output in cell.outputs] == ["stream", "execute_result"]
    assert cell.outputs[1]["data"]["text/plain"] == "42"


# --- builds ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    root = made_up_book(tmp_path_factory.mktemp("accidents"))
    (root / "index.md").write_text("# One page\n\nWords.\n")
    return root


def test_an_interrupted_build_harms_nothing_and_the_next_is_right(book):
    with start_build(book) as started:
        wait_until((book / build._UNFINISHED).exists)
        os.killpg(started.pid, signal.SIGKILL)
        started.communicate()
    assert not build.is_current(book)
    page = build.build(book) / "index.html"
    assert "Words." in page.read_text()
    assert build.is_current(book, clean=True)


def test_what_a_build_starts_ends_nobody_who_starts_it_by_hand(tmp_path):
    command = f"'{sys.executable}' -m tools.site.run_cells '{tmp_path}' </dev/null; echo still here"
    done = programs.run("sh", "-c", command, start_new_session=True)
    assert done.stdout.endswith("still here\n")


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


def wait_until(true, *, seconds=90):
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "what was waited for did not come"
        time.sleep(0.02)


def processes_of(root):
    """Return the ids of every process that works on the book in ``root``."""
    listed = programs.run("ps", "-eww", "-o", "pid=,stat=,args=").stdout.splitlines()
    fields = [line.split(maxsplit=2) for line in listed]
    own = [int(pid) for pid, stat, args in fields if str(root) in args and stat[0] != "Z"]
    return [pid for pid in own if pid != os.getpid()]


def kernel_runs(tmp_path):
    """Return True while the process of the cell that said that it has begun is there."""
    number = (tmp_path / "begun").read_text()
    listed = programs.run("ps", "-o", "stat=", "-p", number)
    return listed.stdout.strip()[:1] not in ("", "Z")


def start_build(book):
    return subprocess.Popen(
        [sys.executable, "-m", "tools", "build"],
        cwd=book,
        env=process.environment(book),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def begun(tmp_path):
    mark = tmp_path / "begun"
    return mark.exists() and mark.read_text() != ""


def test_faulty_data_leave_no_process_behind(busy, tmp_path, monkeypatch):
    def check_late(root, *, otherwise):
        wait_until(lambda: begun(tmp_path))
        assert processes_of(busy)
        raise UserError("facts.csv, row 2")

    monkeypatch.setattr(build, "check_data", check_late)
    with pytest.raises(UserError, match="facts.csv, row 2"):
        build.build(busy, clean=True)
    wait_until(lambda: not processes_of(busy) and not kernel_runs(tmp_path), seconds=15)


def test_a_polite_kill_and_a_closed_terminal_stop_a_command_as_ctrl_c_does(monkeypatch, capsys):
    before = {sign: signal.signal(sign, signal.SIG_DFL) for sign in (signal.SIGTERM, signal.SIGHUP)}
    found = []

    def stopped(root):
        found.extend(map(signal.getsignal, before))
        raise KeyboardInterrupt

    monkeypatch.setitem(commands.COMMANDS, "readability", commands.Command(stopped))
    monkeypatch.setattr(sys, "argv", ["tools", "readability"])
    status = commands.main()
    for sign, handler in before.items():
        signal.signal(sign, handler)
    assert found == [signal.default_int_handler] * 2
    assert (status, capsys.readouterr().err) == (130, "stopped\n")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_no_process_behind(busy, tmp_path, sign):
    with start_build(busy) as started:
        wait_until(lambda: begun(tmp_path))
        assert processes_of(busy)
        os.kill(started.pid, sign)  # the others have a session of their own
        assert started.communicate(timeout=30)[1] == ("" if sign == signal.SIGKILL else "stopped\n")
    assert started.returncode == (-signal.SIGKILL if sign == signal.SIGKILL else 130)
    wait_until(lambda: not processes_of(busy) and not kernel_runs(tmp_path), seconds=15)


def test_after_a_power_cut_while_sphinx_writes_the_next_build_is_right(book):
    pages = book / build._UNFINISHED / "_build" / "html"
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


def test_a_build_waits_for_one_that_is_at_work(busy, tmp_path):
    with start_build(busy) as started:
        wait_until(lambda: begun(tmp_path))
        assert not another_may_begin(busy)
        os.kill(started.pid, signal.SIGTERM)
        started.communicate(timeout=30)
    wait_until(lambda: another_may_begin(busy), seconds=15)


def another_may_begin(book):
    with (book / "_build" / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def write_site(root, output, *, files):
    """Write a page in the place of Sphinx."""
    (output / "_build" / "html").mkdir(parents=True, exist_ok=True)
    (output / "_build" / "html" / "index.html").write_text("made")


@pytest.fixture
def without_sphinx(monkeypatch):
    """Builds of which only matters what comes before Sphinx, or after it."""
    monkeypatch.setattr(build, "run_jupyter_book", write_site)


def test_no_build_begins_while_files_are_made_of_the_site(book, without_sphinx, monkeypatch):
    held = []

    def make(kinds, root, site, folder):
        held.append((kinds, another_may_begin(book)))
        return {}

    monkeypatch.setattr(edition_files, "make", make)
    commands.COMMANDS["epub"](book)
    assert held == [(["epub"], False)]
    assert another_may_begin(book)


def test_a_fault_of_prose_costs_no_page_that_sphinx_has_read(book, without_sphinx):
    (book / "index.md").write_text("# Good\n")
    build.build(book)
    before = (book / build.WORKSHOP).stat().st_ino
    (book / "index.md").write_text("# Bad\n\nThere were 4,242.\n")
    for clean in (False, False, True):
        with pytest.raises(UserError, match="typed number '4,242'"):
            build.build(book, clean=clean)
    assert (book / build.WORKSHOP).stat().st_ino == before


def test_slides_are_checked_before_sphinx_where_files_are_made(book, monkeypatch):
    (book / "teaching").mkdir()
    (book / "teaching" / "slides.md").write_text("# A\n\n{sub}`x`\n\n{fact}`no-such`\n")
    monkeypatch.setattr(build, "check_and_run", lambda root: None)
    with pytest.raises(UserError) as caught:
        build.build(book, complete=True)
    shutil.rmtree(book / "teaching")
    sub, fact, _ = str(caught.value).splitlines()
    assert sub.startswith("teaching/slides.md:3: {sub} cannot be shown on a slide")
    assert fact.startswith("teaching/slides.md:5: {fact}`no-such`: ")


def test_a_failed_build_leaves_the_last_good_site_even_where_it_had_been_taken_away(book):
    (book / "index.md").write_text("# The last good page\n")
    site = build.build(book)
    before = (site / "index.html").read_bytes()
    site.rename(site.with_name("html-old"))  # as if ended before the new site took its place
    (book / "index.md").write_text("# Bad\n\n{fact}`nothing-like-it`\n")
    for _ in range(2):  # what Sphinx has read once it would not warn of again
        with pytest.raises(UserError, match="nothing-like-it"):
            build.build(book)
    assert (site / "index.html").read_bytes() == before
    assert not build.is_current(book)


@each_row
def test_a_build_whose_cells_end_badly_says_why(book, code, message):
    (book / "index.md").write_text(CHAPTER % code)
    with pytest.raises(UserError, match=message):
        build.check_and_run(book)


@pytest.fixture
def settings(book):
    """The settings of the book, which are as they were when the test ends."""
    file = book / "_config.yml"
    kept = file.read_text()
    yield file
    file.write_text(kept)


def test_a_build_that_cannot_even_begin_says_why(book):
    kept = book / "_build" / "executed"
    shutil.rmtree(kept)
    kept.write_text("a file where a folder should be")
    (book / "index.md").write_text(CHAPTER % "'another cell'")
    with pytest.raises(UserError, match=r"(NotADirectory|FileExists)Error: .*exec"):
        build.check_and_run(book)
    kept.unlink()


def write_book(folder):
    """Write the least that is a book."""
    (folder / "_config.yml").write_text("title: One\n")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (folder / "index.md").write_text("# One\n")
    unreadable_files.check(folder)


@pytest.mark.parametrize("name", ["_toc.yml", "index.md"])
def test_a_file_that_is_missing_is_named_with_where_to_take_it_from(tmp_path, name):
    write_book(tmp_path)
    (tmp_path / name).unlink()
    message = f"{name}: is missing; .* git checkout -- {name}"
    with pytest.raises(UserError, match=message):
        unreadable_files.check(tmp_path)


@pytest.mark.parametrize("name", ["_config.yml", "_toc.yml", "index.md", "chapters/one.md"])
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_ordinary_file_is_named_and_not_waited_for(tmp_path, name, kind):
    write_book(tmp_path)
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "one.md").write_text("# One\n")
    (tmp_path / name).unlink()
    make = {
        "pipe": os.mkfifo,
        "device": lambda path: path.symlink_to("/dev/zero"),
        "folder": os.mkdir,
    }
    make[kind](tmp_path / name)
    with pytest.raises(UserError, match=f"{name}: .*not an ordinary file"):
        unreadable_files.check(tmp_path)


def test_settings_that_are_nested_too_deeply_are_refused(tmp_path):
    write_book(tmp_path)
    (tmp_path / "_config.yml").write_text("a: " + "[" * 100_000)
    with pytest.raises(UserError, match="^_config.yml: is nested too deeply"):
        unreadable_files.check(tmp_path)


def test_an_error_that_nobody_foresaw_is_told_in_words(monkeypatch, capsys):
    def fail(root):
        raise LookupError("an odd thing")

    monkeypatch.setitem(commands.COMMANDS, "readability", commands.Command(fail))
    monkeypatch.setattr(sys, "argv", ["tools", "readability"])
    assert commands.main() == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("LookupError: an odd thing (in fail, line ")
    assert second == build_messages.REPORT


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_rules_for_pages_that_take_too_long_are_broken_off(monkeypatch):
    def loop(root):
        while True:
            pass

    monkeypatch.setattr(commands, "SECONDS", 0.2)
    monkeypatch.setattr(prose, "check", loop)
    monkeypatch.setattr(build, "check_data", lambda root, *, otherwise: "")
    with pytest.raises(prose.ProseFaults, match="pages: to check them takes longer than 0.2 s"):
        commands.COMMANDS["check"](ROOT)


@each_row
def test_a_file_that_cannot_be_read_or_does_not_fit_is_named_without_a_build(
    tmp_path, name, content, message
):
    write_book(tmp_path)
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "one.md").write_text("# One\n")
    with (tmp_path / "_toc.yml").open("a") as contents:
        contents.write("chapters:\n  - file: chapters/one\n")
    unreadable_files.check(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(content, encoding="latin-1")  # so that é is no UTF-8
    with pytest.raises(UserError, match=message):
        unreadable_files.check(tmp_path)


def test_a_build_says_what_cannot_be_read_and_shows_no_traceback(book, settings):
    settings.write_text(settings.read_text() + "a: b: c\n")
    with pytest.raises(UserError, match="^_config.yml:.* mapping values") as caught:
        build.build(book)
    assert "Traceback" not in str(caught.value)


def test_a_build_that_breaks_within_sphinx_tells_the_first_cause(book, settings):
    """An extension that raises stands for all that no check foresees."""
    (book / "src" / "odd.py").write_text(
        "def fail(app, config):\n    raise LookupError('an odd thing')\n\n\n"
        "def setup(app):\n    app.connect('config-inited', fail)\n"
    )
    edit(settings, "publishing.extension]", "publishing.extension, odd]")
    with pytest.raises(UserError, match="ERROR: LookupError: an odd thing .in fail, li"):
        build.build(book)
    (book / "src" / "odd.py").unlink()


def test_a_disk_that_is_full_while_sphinx_writes_is_said_in_words(book):
    (book / "index.md").write_text("# Page\n")
    build.build(book)
    page = book / build.WORKSHOP / "_build" / "html" / "index.html"
    page.unlink()
    page.symlink_to("/dev/full")  # whoever writes there finds no room
    (book / "index.md").write_text("# Another page now\n")
    with pytest.raises(UserError, match="No space left on device. Make room on the disk"):
        build.build(book)
    assert not build.is_current(book)


def test_a_disk_that_is_full_while_the_pages_are_copied_is_said_in_words(
    book, without_sphinx, monkeypatch
):
    def fail(source, target):
        raise shutil.Error([("a.html", "b.html", "[Errno 28] No space left on device: 'b.html'")])

    (book / "index.md").write_text("# Page to copy\n")
    monkeypatch.setattr(shutil, "copytree", fail)
    with pytest.raises(UserError, match="b.html: No space left on device. Make room"):
        build.build(book)


@each_row
def test_what_a_child_says_of_a_locked_folder_is_followed_by_advice(said, advice):
    assert advice in build_messages.warning_lines(said).splitlines()[-1]
    assert "Give yourself" not in build_messages.warning_lines(
        "ERROR: OSError: [Errno 5] Input/output error"
    )


def test_two_builds_at_once_take_turns(book, monkeypatch):
    inside, most = [], []

    def pretend(root, output, *, files):
        inside.append(output)
        most.append(len(inside))
        time.sleep(0.1)
        write_site(root, output, files=files)
        inside.pop()

    monkeypatch.setattr(build, "check_and_run", lambda root: None)
    monkeypatch.setattr(build, "run_jupyter_book", pretend)
    for number in range(2):
        (book / "index.md").write_text(f"# Page {number}\n")
        threads = [threading.Thread(target=build.build, args=(book,)) for _ in range(2)]
        for thread in threads:
            thread.start()
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
    monkeypatch.setattr(build, "check_and_run", fail)
    with pytest.raises(UserError, match=message):
        build.build(book)
    assert not build.is_current(book)


def test_another_fault_of_the_system_is_not_explained_away(book, monkeypatch):
    def fail(*_, **__):
        raise OSError(errno.EIO, "Input/output error")

    (book / "index.md").write_text("# Another page\n")
    monkeypatch.setattr(build, "check_and_run", fail)
    with pytest.raises(OSError, match="Input/output"):
        build.build(book)


def test_a_conflict_marker_in_a_page_is_named():
    text = "# Page\n\n<<<<<<< here\nOne.\n=======\nAnother.\n>>>>>>> there\n"
    found = list(prose.faults(parse_page(text, ROOT), register()))
    assert [line for line, _ in found] == [3, 5, 7]
    assert "choose one version and delete the markers" in found[0][1]


def test_faulty_data_make_no_book_and_the_fault_is_named(book):
    line = change(book / "data", "facts", "visits-missed-2030", value="39")
    with pytest.raises(UserError, match=f"facts.csv, row {line}, fragment .*38") as caught:
        build.build(book)
    assert "WARNING" not in str(caught.value)
    assert not build.is_current(book)
    write_package(book / "data")
    del caught
    gc.collect()  # a pipe left open is named here, not in whichever test comes next
