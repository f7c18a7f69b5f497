"""The site on this machine while someone writes."""

from __future__ import annotations

import socket

import pytest

from publishing.core import execution
from tests.copies import run
from tests.site import ROOT
from tools.site import build as building
from tools.site import server
from tools.site.build import BuildFailed

FAULT = "chapters/about.md:3: this sentence is too long"


@pytest.fixture
def writer(monkeypatch):
    """A person whose book is in these states, one a second; a ``broken`` one cannot be built.

    ``this then that``: while this is built, that is written.
    """

    def write(states):
        rest, built, port = iter(states), [], []
        now = next(rest)

        def inputs(root):
            return now

        def build():
            nonlocal now
            found, _, edited_meanwhile = now.partition(" then ")
            built.append(found)
            now = edited_meanwhile or found
            if found == "broken":
                raise BuildFailed(FAULT)

        def sleep(seconds):
            nonlocal now
            now = next(rest, None)
            if now is None:
                raise KeyboardInterrupt

        listen = server.ThreadingHTTPServer

        def listening(address, handler):
            server = listen(address, handler)
            port.append(server.server_address[1])
            return server

        monkeypatch.setattr(server, "inputs", inputs)
        monkeypatch.setattr(server, "build", build)
        monkeypatch.setattr(server.time, "sleep", sleep)
        monkeypatch.setattr(server, "ThreadingHTTPServer", listening)
        server.serve(port=0)
        with socket.socket() as door:  # it is closed
            assert door.connect_ex(("127.0.0.1", *port)) != 0
        return built

    return write


def test_a_change_is_built_anew_and_a_build_that_fails_is_told_and_not_the_end(writer, capsys):
    built = writer(["as it was", "as it was", "better", "broken", "mended", "mended"])
    assert built == ["as it was", "better", "broken", "mended"]
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("The book is at http://localhost:")
    assert said[1:] == ["rebuilt", FAULT, "rebuilt"]


def test_a_first_build_that_fails_is_told_and_mended_without_starting_anew(writer, capsys):
    assert writer(["broken", "mended"]) == ["broken", "mended"]
    said = capsys.readouterr().out.splitlines()
    assert (said[0], said[-1]) == (FAULT, "rebuilt")


def test_what_is_edited_while_the_first_build_runs_is_built_next(writer):
    assert writer(["old then new", "new", "new"]) == ["old", "new"]


def test_an_interrupt_in_the_first_build_closes_the_door(monkeypatch):
    def build():
        raise KeyboardInterrupt

    monkeypatch.setattr(server, "build", build)
    monkeypatch.setattr(server, "inputs", str)
    server.serve(port=0)  # a socket left open would be a warning, and so an error


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


@pytest.mark.parametrize("port", ["web", "70000", "-1"])
def test_a_port_that_is_none_is_refused_in_words(port):
    done = run(ROOT, "tools", "serve", "--", port)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"'{port}' is no port: write, for instance, PORT=8001\n"


def test_what_an_editor_leaves_for_a_moment_is_no_input(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "facts.csv").write_text("fact_id\n")
    before = building.inputs(tmp_path)
    for name in (".facts.csv.swp", "facts.csv~", ".#facts.csv"):
        (tmp_path / "data" / name).write_text("half written")
    assert building.inputs(tmp_path) == before
    (tmp_path / "data" / "facts.csv").write_text("fact_id\none\n")
    assert building.inputs(tmp_path) != before


def test_a_file_that_vanishes_before_it_is_read_is_no_input(tmp_path):
    (tmp_path / "here").write_text("one")
    files = [tmp_path / "here"]
    assert execution.digest(tmp_path, [*files, tmp_path / "4913"]) == execution.digest(
        tmp_path, files
    )
