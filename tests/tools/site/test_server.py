"""The site on this machine while someone writes."""

import socket

import pytest

from inspections.errors import UserError
from publishing.core import project
from tests.copies import copy_of_book, run
from tests.inspections import fixtures
from tests.site import ROOT
from tests.tables import each_row
from tools.site import build as building, build_messages, server

FAULT = "chapters/about.md:3: this sentence is too long"


@pytest.fixture
def writer(monkeypatch):
    """A person who makes changes, one a second; the builds numbered in ``broken`` fail.

    ``None``: nothing is changed in that second.
    """

    def write(changes, broken=()):
        built, port = [], []

        def watch(*_, **__):
            for change in [None, *changes]:
                yield {change} if change else set()
            raise KeyboardInterrupt

        def build(root):
            built.append(len(built) + 1)
            if built[-1] in broken:
                raise UserError(FAULT)

        listen = server.ThreadingHTTPServer

        def listening(address, handler):
            server = listen(address, handler)
            port.append(server.server_address[1])
            return server

        monkeypatch.setattr(server.watchfiles, "watch", watch)
        monkeypatch.setattr(server, "build", build)
        monkeypatch.setattr(server, "ThreadingHTTPServer", listening)
        server.serve(ROOT, port=0)
        with socket.socket() as door:  # it is closed
            assert door.connect_ex(("127.0.0.1", *port)) != 0
        return built

    return write


def test_each_change_is_built_and_a_build_that_fails_is_told_and_not_the_end(writer, capsys):
    assert writer([None, "one", "two", None, "three"], broken=[1, 3]) == [1, 2, 3, 4]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("The book is at http://localhost:")
    assert lines[1:] == [FAULT, FAULT]


def test_a_change_during_the_first_build_is_built_next(tmp_path, monkeypatch):
    """With the real watcher, and a book of one file."""
    (tmp_path / "index.md").write_text("old")
    texts = []

    def build(root):
        texts.append((tmp_path / "index.md").read_text())
        if len(texts) == 2:
            raise KeyboardInterrupt
        (tmp_path / "_build").mkdir(exist_ok=True)
        (tmp_path / "_build" / "page.html").write_text("no reason to build again")
        (tmp_path / "index.md").write_text("new")

    monkeypatch.setattr(server, "build", build)
    server.serve(tmp_path, port=0)
    assert texts == ["old", "new"]


@each_row
def test_only_changes_of_the_book_count(path, counts):
    change = server.watchfiles.Change.modified
    assert server.book_files(ROOT)(change, str(ROOT / path)) is counts


def test_an_interrupt_in_the_first_build_closes_the_door(monkeypatch):
    def build(root):
        raise KeyboardInterrupt

    monkeypatch.setattr(server, "build", build)
    server.serve(ROOT, port=0)  # a socket left open would be a warning, and so an error


def test_a_port_that_is_taken_says_what_to_do():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = run(ROOT, "tools", "serve", port)
    assert done.returncode == 1
    assert f"Port {port} of this machine cannot be used (Address already in use)" in done.stderr
    assert "make serve PORT=8001" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_vanishes_before_it_is_read_is_no_input(tmp_path):
    (tmp_path / "here").write_text("one")
    files = [tmp_path / "here"]
    assert project.digest(tmp_path, [*files, tmp_path / "4913"]) == project.digest(tmp_path, files)


@pytest.fixture
def book(tmp_path):
    return copy_of_book(tmp_path, ("data", "index.md"))


def test_each_build_reads_the_allow_list_and_the_data_as_they_are(book, monkeypatch, capsys):
    """One process builds many times, and both change between."""
    monkeypatch.setattr(server, "build", building.check_prose)
    said = []
    (book / "index.md").write_text("# One\n\nThere were 4,242 in 97 rows.\n")

    def build():
        server._build(book)
        said.append(capsys.readouterr().out.splitlines()[:-1])

    build()
    (book / "allowed_words.toml").write_text("[[number]]\nwords = '97 rows'\nreason = 'Ours.'\n")
    fixtures.change(book / "data", "facts", "police-replies-owed-2024", value="4242")
    build()
    assert ["no fact has this value" in line for line in said[0]] == [True, True]
    assert [line.partition("facts with this value: ")[2][:24] for line in said[1]] == [
        "police-replies-owed-2024"
    ]


@pytest.mark.parametrize("problem", [KeyError("an odd thing"), OSError(5, "Input/output error")])
def test_an_error_that_nobody_foresaw_is_told_and_is_not_the_end(monkeypatch, capsys, problem):
    def build(root):
        raise problem

    monkeypatch.setattr(server, "build", build)
    server._build(ROOT)
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{type(problem).__name__}: ")
    assert second == build_messages.REPORT


def test_a_page_that_vanishes_before_it_is_read_is_no_page(book, monkeypatch):
    there, gone = book / "index.md", book / "chapters" / "gone.md"
    monkeypatch.setattr(building, "prose_files", lambda root: [there, gone])
    building.check_prose(book)
    there.write_text("There were 97.\n")
    with pytest.raises(UserError, match="index.md:1: typed number '97'"):
        building.check_prose(book)
