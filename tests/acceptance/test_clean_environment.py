"""The locked packages and the book's folder are enough for Jupyter Book, and for Sphinx alone.

A clean environment takes minutes, so this runs weekly.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from publishing.core.project import ROOT
from tests import programs
from tests.copies import FRAME, PAGES, copy_of_book
from tests.site import all_pages, article

pytestmark = pytest.mark.weekly
CHANGED_BY_FILES = {"teach-with-this.html"}
"""Pages that offer the PDF and the EPUB, which plain Jupyter Book does not make."""


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    """A copy of the book, with a clean environment that ``pip install -r`` has filled."""
    root = copy_of_book(tmp_path_factory.mktemp("clean"), (*FRAME, *PAGES))
    subprocess.run([sys.executable, "-m", "venv", root / ".venv"], check=True)
    run(root, "pip", "install", "--quiet", "-r", "requirements.txt")
    return root


def run(root: Path, program: str, *arguments: str, **variables: str) -> None:
    """Run a program of the clean environment in the book's folder; it must succeed."""
    inherited = {name: value for name, value in os.environ.items() if name != "IPYTHONDIR"}
    environment = {k: v for k, v in inherited.items() if not k.startswith("PYTHON")} | variables
    program = root / ".venv" / "bin" / program
    done = programs.run(program, *arguments, cwd=root, env=environment)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"[-4000:]


def assert_same_words(built: Path, site: Path) -> None:
    """Every page says what it says in the site."""
    pages = [name for name in all_pages(site) if (built / name).is_file()]
    assert len(pages) >= 17
    for name in pages:
        if Path(name).name not in CHANGED_BY_FILES:
            assert article(built / name).get_text() == article(site / name).get_text(), name


def test_plain_jupyter_book_makes_the_same_pages_and_cleans_up(book, site):
    run(book, "jupyter-book", "build", ".", "-W", "-n", "--keep-going")
    built = book / "_build" / "html"
    assert {path.name for path in built.rglob("*.html")} == {
        path.name for path in site.rglob("*.html") if "teaching" not in path.parts
    }
    assert_same_words(built, site)
    run(book, "jupyter-book", "clean", ".")
    assert not built.exists()


def test_sphinx_alone_makes_the_same_pages(book, site):
    run(book, "jupyter-book", "config", "sphinx", ".")
    options = ("-W", "-n", "--keep-going")
    run(book, "sphinx-build", *options, ".", "_build/sphinx", PYTHONPATH="src")
    assert_same_words(book / "_build" / "sphinx", site)


def test_make_book_needs_no_browser_and_no_home(book, monkeypatch, tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("make", "bash", "cat", "cksum", "tr", "sed", "rm", "mkdir", "uname"):
        (tools / name).symlink_to(shutil.which(name))
    (tools / "python3").symlink_to(sys.executable)
    shutil.copy(ROOT / "Makefile", book)
    shutil.rmtree(book / ".venv")
    kept = [name for name in os.environ if name.startswith(("PIP_", "UV_", "SSL_"))]
    kept += [name for name in os.environ if name.endswith("_proxy")]
    environment = {name: os.environ[name] for name in kept}
    environment |= {"PATH": str(tools), "HOME": "/proc"}
    done = programs.run("make", "book", cwd=book, env=environment)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"[-4000:]
    assert (
        "The book has no PDF, which a browser prints: to have one, install Chromium" in done.stdout
    )
    front = (book / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    assert ".epub" in front
    assert ".pdf" not in front
