"""What a maintainer types: the book that is meant, and no word that nobody reads."""

import sys
from pathlib import Path

import pytest

from publishing.core import file_cache
from publishing.core.project import ROOT
from tools import __main__ as commands
from tools.lint import prose
from tools.site import server


def typed(monkeypatch, *words):
    monkeypatch.setattr(sys, "argv", ["tools", *words])
    return commands.main()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check", "--book", "/x"], "check does not take '--book /x'; --book goes before check"),
        (["serve", "8001", "x"], "serve does not take 'x'"),
        (["rename-page", "a", "b", "c"], "rename-page does not take 'c'"),
        (["book-clean", "now"], "book-clean does not take 'now'"),
        (["--book", "/nowhere", "check"], "--book: there is no folder /nowhere"),
    ],
)
def test_words_that_nobody_would_read_are_refused(monkeypatch, capsys, words, message):
    called = []
    monkeypatch.setitem(commands.COMMANDS, words[0], called.append)
    with pytest.raises(SystemExit):
        typed(monkeypatch, *words)
    assert message in capsys.readouterr().err
    assert called == []


@pytest.mark.parametrize("words", [["correct", "--reason", "\udcff"], ["release-files", "v\0"]])
def test_a_word_that_is_no_text_is_refused(monkeypatch, capsys, words):
    monkeypatch.setitem(commands.COMMANDS, words[0], lambda *_: 1 / 0)
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
def elsewhere(tmp_path, monkeypatch):
    """A book of one page, and a folder beside it in which somebody works."""
    book = tmp_path / "book"
    for folder in (book, tmp_path / "elsewhere"):
        folder.mkdir()
    (book / "_config.yml").write_text("title: One\n")
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (book / "index.md").write_text("# One\n")
    (book / "allowed_words.toml").write_text("[[number]]\nwords = '42'\nreason = 'Ours.'\n")
    monkeypatch.chdir(tmp_path / "elsewhere")
    return book


def test_a_command_on_another_book_reads_and_draws_there(elsewhere, monkeypatch):
    def command(root):
        assert (root, Path.cwd()) == (elsewhere, elsewhere)
        assert prose.allowed(root) == {"number": ("42",)}
        file_cache.kept("kind", "recipe", lambda: b"drawn")

    monkeypatch.setitem(commands.COMMANDS, "readability", command)
    assert typed(monkeypatch, "--book", "../book", "readability") == 0
    (drawn,) = (elsewhere / file_cache.PLACE).iterdir()
    assert drawn.read_bytes() == b"drawn"


@pytest.mark.parametrize("command", sorted(set(commands.COMMANDS) - set(commands.UNCHECKED)))
def test_each_command_says_first_which_file_cannot_be_read(elsewhere, monkeypatch, capsys, command):
    (elsewhere / "allowed_words.toml").write_text("[[number]]\nwords = '42'\n")
    monkeypatch.setitem(commands.COMMANDS, command, lambda root: 1 / 0)
    assert typed(monkeypatch, "--book", str(elsewhere), command) == 1
    assert capsys.readouterr().err.startswith("allowed_words.toml: '42' needs reason: ")
