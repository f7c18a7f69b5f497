"""An edition has one number, and is made only of what is built and described."""

import hashlib
import json
import os
import shutil
import subprocess
import zipfile

import pytest
import yaml

from inspections.errors import UserError
from inspections.package import tables
from inspections.register import Register
from publishing.core.project import ROOT
from tests import programs
from tests.copies import copy_of_book, edit
from tools import release
from tools.approval import approved_pages
from tools.approval.approved_outputs import APPROVED_TEXTS
from tools.site import build

DAY = "2031-05-09"
CHANGES = """\
# Changelog

## Next release

### Numbers

### Text

- Words.

### Code

## 0.0.1, 2021-03-04
"""


def git(root, *arguments):
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True)


def renumber(root):
    """Make ``root`` edition 99.1.0 as a maintainer does: two values and a heading."""
    home = root / "data" / "datapackage.json"
    package = json.loads(home.read_text(encoding="utf-8"))
    package |= {"version": "99.1.0", "created": f"{DAY}T00:00:00Z"}
    home.write_text(json.dumps(package, ensure_ascii=False, indent=2), encoding="utf-8")
    edit(root / "CHANGELOG.md", "## Next release", f"## 99.1.0, {DAY}")


@pytest.fixture
def book(tmp_path):
    names = ("data", "CITATION.cff", "CHANGELOG.md", "pyproject.toml")
    root = copy_of_book(tmp_path, names)
    (root / "CHANGELOG.md").write_text(CHANGES)  # after a release, our own has nothing to say
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Begin")
    return root


def test_the_number_is_written_in_the_data_alone(book):
    renumber(book)
    assert release.changes(book, "99.1.0") == "### Text\n\n- Words."
    assert "version" not in yaml.safe_load((ROOT / "CITATION.cff").read_text())


def test_an_edition_of_another_number_and_day_reads_as_approved(book):
    """Catches a release that makes its own tests fail."""
    renumber(book)
    known = Register(tables.load(book / "data"))
    assert known.package.descriptor["version"] == "99.1.0"
    pages = approved_pages.approved_texts(known)
    assert len(pages) >= 8
    for name, text in pages.items():
        assert text == (APPROVED_TEXTS / name).read_text(encoding="utf-8"), name


def test_an_edition_without_an_entry_in_the_changelog_is_refused(edition):
    (edition / "CHANGELOG.md").write_text("# Changes\n\n## 99.1.0\n\n### Text\n\n## 0.1\n")
    with pytest.raises(UserError, match="no text under '## 99.1.0': give the heading"):
        release.files(edition, tag="v99.1.0")


@pytest.fixture
def edition(book):
    """The book as edition 99.1.0, with a site of two pages, its files, a volume and a worksheet."""
    renumber(book)
    (book / "_build" / "html" / "chapters").mkdir(parents=True)
    for name in ("index.html", "two-inspections.pdf", "two-inspections.epub"):
        (book / "_build" / "html" / name).write_text(name)
    (book / "_build" / "html" / "two-inspections-student.pdf").write_text("volume")
    (book / "_build" / "html" / "chapters" / "worksheet.pdf").write_text("sheet")
    stamp(book)
    return book


def stamp(book, *, clean=True, files=("pdf", "epub")):
    """Say that the site was made of the files that are here now."""
    made_from = build._stamp(book, clean=clean, files=files)
    (book / build.STAMP).write_text("\n".join(made_from))


def test_each_file_of_a_release_has_a_name_and_a_sum_and_is_the_same_each_time(edition):
    found = {path.name: path.read_bytes() for path in release.files(edition, tag="v99.1.0")}
    assert set(found) == {
        "SHA256SUMS",
        "two-inspections-99.1.0-data.zip",
        "two-inspections-99.1.0-site.zip",
        "two-inspections-99.1.0.pdf",
        "two-inspections-99.1.0.epub",
        "two-inspections-99.1.0-student.pdf",
        "two-inspections-99.1.0-worksheet.pdf",
    }
    assert found["two-inspections-99.1.0.pdf"] == b"two-inspections.pdf"
    assert found["two-inspections-99.1.0-student.pdf"] == b"volume"
    assert found["two-inspections-99.1.0-worksheet.pdf"] == b"sheet"
    sums = dict(line.split("  ")[::-1] for line in found["SHA256SUMS"].decode().splitlines())
    assert set(sums) == set(found) - {"SHA256SUMS"}
    assert all(hashlib.sha256(found[name]).hexdigest() == value for name, value in sums.items())
    packed = zipfile.ZipFile(
        edition / release.RELEASE_FILES_DIR / "two-inspections-99.1.0-data.zip"
    )
    assert packed.read("facts.csv") == (edition / "data" / "facts.csv").read_bytes()
    packed = zipfile.ZipFile(
        edition / release.RELEASE_FILES_DIR / "two-inspections-99.1.0-site.zip"
    )
    assert packed.read("chapters/worksheet.pdf") == b"sheet"
    again = {path.name: path.read_bytes() for path in release.files(edition, tag="v99.1.0")}
    assert again == found


@pytest.mark.parametrize("name", ["index.html", "two-inspections.pdf", "two-inspections.epub"])
def test_a_site_that_lacks_a_file_makes_no_release(edition, name):
    (edition / "_build" / "html" / name).unlink()
    with pytest.raises(UserError, match=f"not been made whole .{name}.: run make test"):
        release.files(edition, tag="v99.1.0")


def test_a_site_whose_pages_run_code_is_released_only_with_what_runs_it(edition):
    (edition / "chapters").mkdir()
    (edition / "chapters" / "code.md").write_text("{.runs-in-page}\n")
    with pytest.raises(UserError, match="the site lacks Python and R: run make runtimes"):
        release.files(edition, tag="v99.1.0")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda book: (book / "index.md").write_text("# Written after the site was made\n"),
        lambda book: stamp(book, clean=False),
        lambda book: stamp(book, files=["epub"]),
        lambda book: (book / build.STAMP).unlink(),
    ],
)
def test_a_site_of_other_files_or_not_from_clean_makes_no_release(edition, spoil):
    spoil(edition)
    with pytest.raises(UserError, match="not made, from clean, of what is here now: run"):
        release.files(edition, tag="v99.1.0")
    assert not (edition / release.RELEASE).exists()


PUBLISHING = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text())
GH = """\
#!/bin/sh
printf '%s\\n' "$@" >> asked
"""


def test_all_files_with_sums_are_uploaded_and_no_other(edition, tmp_path):
    release.files(edition, tag="v99.1.0")
    (kept,) = (
        step["with"]["path"]
        for step in PUBLISHING["jobs"]["build"]["steps"]
        if step.get("with", {}).get("name") == "release-files"
    )
    job = tmp_path / "job"
    shutil.copytree(edition / kept, job / "release")
    (job / "gh").write_text(GH)
    (job / "gh").chmod(0o755)
    (command,) = (step["run"] for step in PUBLISHING["jobs"]["release"]["steps"] if "run" in step)
    variables = {"PATH": f"{job}:/usr/bin:/bin", "GITHUB_REF_NAME": "v99.1.0"}
    subprocess.run(["bash", "-e", "-c", command], cwd=job, env=variables, check=True)
    asked = (job / "asked").read_text().splitlines()
    assert asked[:5] == ["release", "create", "v99.1.0", "--verify-tag", "--notes-file"]
    assert (job / asked[5]).read_text() == release.changes(edition, "99.1.0") + "\n"
    sums = (job / "release" / "files" / "SHA256SUMS").read_text().splitlines()
    assert len(sums) == 6
    wanted = {line.split("  ")[1] for line in sums} | {"SHA256SUMS"}
    assert {each.removeprefix("release/files/") for each in asked[6:]} == wanted


@pytest.mark.parametrize(("branch", "status"), [("main", 0), ("aside", 1)])
def test_a_tag_that_does_not_lie_on_main_is_not_published(book, tmp_path, branch, status):
    git(book, "branch", "--force", "--move", "main")
    git(book, "checkout", "--quiet", "-b", "aside")
    git(book, "commit", "--quiet", "--allow-empty", "-m", "Not on main")
    git(book, "tag", "v99.1.0", branch)
    git(tmp_path, "clone", "--quiet", str(book), "clone")
    clone = tmp_path / "clone"
    git(clone, "checkout", "--quiet", "v99.1.0")
    commit = subprocess.check_output(["git", "-C", clone, "rev-parse", "HEAD"], text=True)
    first, *_ = (step["run"] for step in PUBLISHING["jobs"]["build"]["steps"] if "run" in step)
    variables = {**os.environ, "GITHUB_SHA": commit.strip(), "GITHUB_REF_NAME": "v99.1.0"}
    done = programs.run("bash", "-e", "-c", first, cwd=clone, env=variables)
    assert done.returncode == status, done.stderr
    assert ("The tag v99.1.0 is not on main" in done.stdout) == (status == 1)


@pytest.mark.parametrize(
    ("tag", "message"), [("v9.9.9", "is not the edition's"), ("", "has no text under")]
)
def test_files_of_another_edition_or_without_an_entry_are_refused(book, tag, message):
    with pytest.raises(UserError, match=message):
        release.files(book, tag=tag or f"v{tables.read_descriptor(book / 'data')['version']}")
