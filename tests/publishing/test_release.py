"""An edition has one number, and is made only of what is committed and described."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tomllib
import zipfile
from datetime import date

import pytest
import yaml

from publishing import release
from publishing.execution import ROOT
from tests.copies import copy_of_book, edit

DAY = date(2031, 5, 9)


def git(root, *arguments):
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True)


def numbers(root):
    return {
        json.loads((root / "data" / "datapackage.json").read_text())["version"],
        yaml.safe_load((root / "CITATION.cff").read_text())["version"],
        tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"],
    }


@pytest.fixture
def book(tmp_path):
    names = ("data", "CITATION.cff", "CHANGELOG.md", "pyproject.toml")
    root = copy_of_book(tmp_path, names)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Begin")
    return root


def test_the_book_has_one_version_number():
    assert len(numbers(ROOT)) == 1


def test_a_release_writes_the_number_and_the_day_everywhere(book):
    said = release.changes(book)
    release.release(book, "7.1.0", today=DAY)
    assert numbers(book) == {"7.1.0"}
    assert yaml.safe_load((book / "CITATION.cff").read_text())["date-released"] == "2031-05-09"
    assert release.changes(book, "7.1.0") == said
    assert release.changes(book) == ""
    assert "## 7.1.0, 2031-05-09\n" in (book / "CHANGELOG.md").read_text()
    git(book, "commit", "--quiet", "--all", "-m", "Edition")
    edit(book / "CHANGELOG.md", "### Code\n\n## 7.1.0", "### Code\n\n- More.\n\n## 7.1.0")
    git(book, "commit", "--quiet", "--all", "-m", "More")
    release.release(book, "7.2.0", today=DAY)
    assert (book / "CITATION.cff").read_text().count("date-released") == 1


@pytest.mark.parametrize(
    ("wanted", "message"),
    [("one", "'one' is no version"), ("0.0.1", "give a higher version"), ("", "is no version")],
)
def test_a_version_that_is_none_is_refused(book, wanted, message):
    with pytest.raises(release.NoRelease, match=message):
        release.release(book, wanted, today=DAY)


def test_a_dirty_tree_is_refused(book):
    edit(book / "CITATION.cff", "type: software", "type: dataset")
    with pytest.raises(release.NoRelease, match="not committed: commit them first\n.*CITATION"):
        release.release(book, "7.1.0", today=DAY)


def test_an_empty_changelog_is_refused(book):
    (book / "CHANGELOG.md").write_text("# Changes\n\n## Next release\n\n### Text\n\n## 0.1\n")
    git(book, "commit", "--quiet", "--all", "-m", "Empty")
    with pytest.raises(release.NoRelease, match="says nothing under 'Next release'"):
        release.release(book, "7.1.0", today=DAY)
    assert numbers(book) == numbers(ROOT)


def test_a_folder_without_history_is_refused_in_words(tmp_path):
    root = copy_of_book(tmp_path, ("data", "CHANGELOG.md"))
    with pytest.raises(release.NoRelease, match="git says: "):
        release.release(root, "7.1.0", today=DAY)


def test_the_files_of_a_release_are_summed_and_the_same_each_time(book):
    release.release(book, "7.1.0", today=DAY)
    site = book / "_build" / "html"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<p>A page")
    (site / "book.pdf").write_bytes(b"%PDF")
    found = {path.name: path.read_bytes() for path in release.files(book, tag="v7.1.0")}
    assert set(found) == {
        "NOTES.md",
        "SHA256SUMS",
        "two-inspections-7.1.0-data.zip",
        "two-inspections-7.1.0-site.zip",
        "two-inspections-7.1.0.pdf",
    }
    sums = dict(line.split("  ")[::-1] for line in found["SHA256SUMS"].decode().splitlines())
    assert len(sums) == 3
    assert all(hashlib.sha256(found[name]).hexdigest() == value for name, value in sums.items())
    packed = zipfile.ZipFile(book / release.FILES / "two-inspections-7.1.0-data.zip")
    assert packed.read("facts.csv") == (book / "data" / "facts.csv").read_bytes()
    again = {path.name: path.read_bytes() for path in release.files(book, tag="v7.1.0")}
    assert again == found


@pytest.mark.parametrize(
    ("tag", "message"), [("v9.9.9", "is not the edition's"), ("", "site has not been made")]
)
def test_files_of_another_edition_or_of_no_site_are_refused(book, tag, message):
    with pytest.raises(release.NoRelease, match=message):
        release.files(book, tag=tag or f"v{release.version(book)}")
