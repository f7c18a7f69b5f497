"""What a maintainer types: no word that nobody reads, and what cannot be read is named first."""

import dataclasses
import sys

import pytest

from publishing.core.project import ROOT
from tests.tables import each_row
from tools import __main__ as commands
from tools.site import server


def typed(monkeypatch, *words):
    monkeypatch.setattr(sys, "argv", ["tools", *words])
    return commands.main()


def instead(monkeypatch, name, function):
    """Let a command call another function."""
    monkeypatch.setitem(
        commands.COMMANDS, name, dataclasses.replace(commands.COMMANDS[name], does=function)
    )


@each_row
def test_words_that_nobody_would_read_are_refused(monkeypatch, capsys, words, message):
    called = []
    instead(monkeypatch, words[0], called.append)
    with pytest.raises(SystemExit):
        typed(monkeypatch, *words)
    assert message in capsys.readouterr().err
    assert called == []


@pytest.mark.parametrize("words", [["correct", "--reason", "\udcff"], ["release-files", "v\0"]])
def test_a_word_that_is_no_text_is_refused(monkeypatch, capsys, words):
    instead(monkeypatch, words[0], lambda *_: 1 / 0)
    with pytest.raises(SystemExit):
        typed(monkeypatch, *words)
    assert "has characters that are not UTF-8, or a NUL: type it again" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "٣٣", "²", "-1", "eighty", "65536", "9" * 5000])
def test_what_is_no_port_is_refused(monkeypatch, capsys, port):
    monkeypatch.setattr(server, "serve", lambda *_: 1 / 0)
    assert typed(monkeypatch, "serve", port) == 1
    assert "is no port: write, for instance, PORT=8001" in capsys.readouterr().err


@pytest.mark.parametrize("where", ["/etc/passwd/x", "/proc/x", "x" * 300])
def test_a_folder_that_cannot_be_made_is_told(monkeypatch, capsys, where):
    if where[0] == "x":
        where = f"{ROOT.parent}/{where}"
    assert typed(monkeypatch, "new-book", "Essex North", where) == 1
    said = capsys.readouterr().err
    assert said.startswith("nothing was begun: ")
    assert "give FOLDER=" in said


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A book of one page, in whose folder somebody works, with an allow-list that lacks a part."""
    (tmp_path / "_config.yml").write_text("title: One\n")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "index.md").write_text("# One\n")
    (tmp_path / "allowed_words.toml").write_text("[[number]]\nwords = '42'\n")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "command", [name for name, each in commands.COMMANDS.items() if each.checked]
)
def test_each_command_says_first_which_file_cannot_be_read(book, monkeypatch, capsys, command):
    instead(monkeypatch, command, lambda root: 1 / 0)
    assert typed(monkeypatch, command) == 1
    assert capsys.readouterr().err.startswith("allowed_words.toml: '42' needs reason: ")
