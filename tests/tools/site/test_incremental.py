"""A build that reads only what changed gives the same bytes as one from clean."""

from __future__ import annotations

import re

import pytest

from tests.copies import FRAME, copy_of_book
from tools.site import build

CHAPTERS = (
    "every-number",
    "system-numbers",
    "every-finding",
    "glossary",
    "what-is-not-known",
    "where-sources-differ",
)
FRONT = "# A small book\n\n{fact}`police-replies-owed-2024` replies.\n"
EDITS = {
    "a sentence": lambda text: text.replace("replies.", "replies were owed."),
    "a figure more": lambda text: text + "\n{fact}`offices-2024` offices.\n",
    "another heading": lambda text: text.replace("A small book", "Another small book"),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    root = copy_of_book(
        tmp_path_factory.mktemp("rewriting"),
        (*(name for name in FRAME if name != "templates"), "tests/reference/mutants"),
    )
    (root / "chapters").mkdir()
    for name in CHAPTERS:
        text = (build.ROOT / "chapters" / f"{name}.md").read_text()
        (root / "chapters" / f"{name}.md").write_text(text)
    pages = "".join(f"  - file: chapters/{name}\n" for name in CHAPTERS)
    (root / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{pages}")
    (root / "index.md").write_text(FRONT)
    build.build(root)
    return root


def files(site):
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_pages_read_alone_are_as_those_made_from_clean(book):
    text = FRONT
    for edit in EDITS.values():
        text = edit(text)
        (book / "index.md").write_text(text)
        step_by_step = files(build.build(book))
        assert not build.is_current(book, clean=True)
    glossary = book / "chapters" / "glossary.md"
    heading = glossary.read_text().split("# ", 1)[1].split("\n")[0]
    glossary.write_text(glossary.read_text().replace(f"# {heading}", "# Words of the field"))
    step_by_step = files(build.build(book))
    from_clean = files(build.build(book, clean=True))
    assert build.is_current(book, clean=True)
    assert len(step_by_step) > 20
    assert step_by_step == from_clean
    assert "use-fact-offices-2024-1" in from_clean["chapters/every-number.html"].decode()
    assert b"Words of the field" in from_clean["chapters/every-number.html"]


def test_only_the_page_that_changed_is_read_again(book, monkeypatch):
    (book / "index.md").write_text(FRONT)
    build.build(book)
    ledger = book / build.WORKSHOP / "_build" / "html" / "chapters" / "every-number.html"
    before = ledger.stat().st_mtime_ns
    (book / "index.md").write_text(EDITS["a sentence"](FRONT))
    page = build.build(book) / "index.html"
    assert re.search("replies were owed", page.read_text())
    assert ledger.stat().st_mtime_ns == before


def test_what_running_leaves_behind_is_no_input(book):
    before = build.inputs(book)
    profile = book / "src" / "tools" / "ipython" / "profile_default"
    (profile / "startup").mkdir(exist_ok=True)
    (profile / "startup" / "README").write_text("made by IPython")
    assert build.inputs(book) == before
    config = profile / "ipython_kernel_config.py"
    config.write_text(config.read_text() + "\n")
    assert build.inputs(book) != before
