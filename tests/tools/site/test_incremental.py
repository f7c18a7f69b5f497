"""What counts as an input of the build."""

from __future__ import annotations

import pytest

from tests.copies import FRAME, copy_of_book
from tools.site import build


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    root = copy_of_book(
        tmp_path_factory.mktemp("rewriting"),
        (*(name for name in FRAME if name != "templates"), "tests/reference/mutants"),
    )
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (root / "index.md").write_text("# A small book\n\nWords.\n")
    return root


def test_what_running_leaves_behind_is_no_input(book):
    before = build.inputs(book)
    profile = book / "src" / "tools" / "ipython" / "profile_default"
    (profile / "startup").mkdir(exist_ok=True)
    (profile / "startup" / "README").write_text("made by IPython")
    assert build.inputs(book) == before
    config = profile / "ipython_kernel_config.py"
    config.write_text(config.read_text() + "\n")
    assert build.inputs(book) != before
