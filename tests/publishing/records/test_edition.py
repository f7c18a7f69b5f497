"""What is offered beside the pages: volumes only of a book in parts, and only with its PDF."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from sphinx_external_toc.parsing import parse_toc_yaml

from publishing.core.project import ROOT, WANTED
from publishing.records.edition import VOLUMES, volumes_offered

CONTENTS = "format: jb-book\nroot: index\nparts:\n"
PART = "  - caption: {0}\n    chapters:\n      - file: chapters/{0}\n"


@pytest.fixture
def offered(tmp_path, monkeypatch):
    """What a book with these contents offers, the site being made with these files."""

    def offer(contents, wanted):
        monkeypatch.setenv(WANTED, wanted)
        (tmp_path / "_toc.yml").write_text(contents)
        return volumes_offered(
            SimpleNamespace(external_site_map=parse_toc_yaml(tmp_path / "_toc.yml"))
        )

    return offer


@pytest.mark.parametrize(
    "contents",
    [
        CONTENTS + PART.format("tale") + PART.format("rest"),
        (ROOT / "_toc.yml").read_text(encoding="utf-8"),
        (ROOT / "templates" / "new-book" / "_toc.yml").read_text(encoding="utf-8"),
    ],
)
def test_a_book_of_two_parts_is_offered_in_volumes_where_it_has_a_pdf(offered, contents):
    assert offered(contents, "pdf epub") == VOLUMES
    assert offered(contents, "epub") == {}
    assert offered(contents, "") == {}


@pytest.mark.parametrize(
    "contents",
    [
        CONTENTS + PART.format("tale"),
        "format: jb-book\nroot: index\nchapters:\n  - file: chapters/tale\n",
        "format: jb-book\nroot: index\n",
    ],
)
def test_a_book_of_one_part_or_none_has_no_volumes_to_offer(offered, contents):
    assert offered(contents, "pdf epub") == {}
