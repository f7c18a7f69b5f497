"""Runtimes are fetched whole, with the bytes of the lock, or not at all, and that is said."""

import base64
import dataclasses
import hashlib
import io
import shutil
import tarfile
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from inspections.errors import UserError
from publishing.core import runtimes as files
from tools import fetch_runtimes

CONTENT = {"package/dist/a.js": b"a" * 3000, "package/dist/help.gz": b"no", "package/LICENSE": b"l"}


def packed(contents):
    """An archive as npm would fetch it."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as archive:
        for name, content in contents.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return whole.getvalue()


@pytest.fixture
def registry(tmp_path, monkeypatch):
    """One runtime in the lock, and an npm that hands over what ``archive`` holds."""
    archive = tmp_path / "archive"
    archive.write_bytes(packed(CONTENT))

    def npm(arguments, *, cwd, **_):
        there = arguments[-1] == "made@1.2.3" and archive.exists()
        if there:
            shutil.copy(archive, cwd / "made-1.2.3.tgz")
        return CompletedProcess(arguments, 0 if there else 1, stderr="offline")

    def node(arguments, **_):
        (Path(arguments[1]) / fetch_runtimes.LIBRARY).write_text("compiled\n")
        return CompletedProcess(arguments, 0, stderr="")

    monkeypatch.setattr(fetch_runtimes, "npm", npm)
    monkeypatch.setattr(fetch_runtimes, "node", node)
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    one = files.Runtime(
        name="one",
        title="One",
        package="made",
        version="1.2.3",
        integrity=f"sha512-{digest}",
        licence="",
        source="",
        folder="dist/",
        loaded=["a.js"],
        later=["../LICENSE"],
    )
    for module in (files, fetch_runtimes):
        monkeypatch.setattr(module, "runtimes", lambda: {"one": one})
    return archive


def test_only_the_files_that_a_page_needs_are_kept_and_nothing_is_fetched_twice(registry, tmp_path):
    assert files.present(tmp_path) == {}
    assert fetch_runtimes.fetch(tmp_path) == "runtimes: One: fetched"
    place = tmp_path / "_build" / "runtimes"
    assert sorted(path.name for path in place.rglob("*")) == ["LICENSE", "a.js", "one", files.READY]
    gzipped, plain = files.present(tmp_path)["one"].sizes(tmp_path)
    assert plain == 3000  # the licence is not part of a first answer
    assert gzipped < 100
    registry.unlink()
    assert fetch_runtimes.fetch(tmp_path) == "runtimes: One: is here"


def test_other_bytes_than_those_of_the_lock_are_refused_and_nothing_is_kept(registry, tmp_path):
    registry.write_bytes(packed(CONTENT | {"package/dist/a.js": b"b" * 3000}))
    with pytest.raises(UserError, match=r"made 1\.2\.3: its bytes are not those of the lock"):
        fetch_runtimes.fetch(tmp_path)
    assert list((tmp_path / "_build" / "runtimes").iterdir()) == []
    assert files.present(tmp_path) == {}


def test_a_library_that_compiles_to_other_bytes_is_refused(registry, tmp_path, monkeypatch):
    one = files.runtimes()["one"]
    right = base64.b64encode(hashlib.sha512(b"compiled\n").digest()).decode()
    for digest in ("sha512-other", f"sha512-{right}"):
        compiled = dataclasses.replace(one, compiled=digest)
        monkeypatch.setattr(fetch_runtimes, "runtimes", lambda given=compiled: {"one": given})
        if digest == "sha512-other":
            with pytest.raises(UserError, match=r"made, python_stdlib\.zip compiled: its bytes"):
                fetch_runtimes.fetch(tmp_path)
        else:
            assert fetch_runtimes.fetch(tmp_path) == "runtimes: One: fetched"


def test_a_registry_out_of_reach_is_said_in_words(registry, tmp_path):
    registry.unlink()
    with pytest.raises(
        UserError, match=r"made@1\.2\.3: npm could not fetch it: offline: .*reachable"
    ):
        fetch_runtimes.fetch(tmp_path)


def test_a_file_that_the_package_lacks_is_named(registry, tmp_path, monkeypatch):
    one = files.runtimes()["one"]
    one.loaded.append("gone.js")
    with pytest.raises(UserError, match=r"has no file dist/gone\.js: correct .*runtimes\.toml"):
        fetch_runtimes.fetch(tmp_path)
    assert files.present(tmp_path) == {}


def test_a_changed_lock_makes_what_is_here_stale(registry, tmp_path):
    fetch_runtimes.fetch(tmp_path)
    files.runtimes()["one"].later.append("../other")
    assert files.present(tmp_path) == {}


def test_no_lock_names_a_registry():
    text = (files.HERE / "runtimes.toml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if "://" in line and "source =" not in line] == []
    assert text.count("integrity = ") == len(files.runtimes.__wrapped__()) == 2
