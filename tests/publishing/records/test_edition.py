"""What is offered beside the pages: volumes only of a book in parts, and only with its PDF."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from sphinx_external_toc.parsing import parse_toc_yaml

from publishing.core.project import ROOT
from publishing.records import edition
from publishing.records.edition import VOLUMES, volumes_offered

CONTENTS = "format: jb-book\nroot: index\nparts:\n"
PART = "  - caption: {0}\n    chapters:\n      - file: chapters/{0}\n"


@pytest.fixture
def offered(tmp_path):
    """What a book with these contents offers, the site being made with these files."""

    def offer(contents, wanted):
        (tmp_path / "_toc.yml").write_text(contents)
        return volumes_offered(
            SimpleNamespace(
                external_site_map=parse_toc_yaml(tmp_path / "_toc.yml"), book_files=wanted.split()
            )
        )

    return offer


@pytest.mark.parametrize(
    ("contents", "volumes"),
    [
        (CONTENTS + PART.format("tale") + PART.format("rest"), VOLUMES),
        ((ROOT / "_toc.yml").read_text(encoding="utf-8"), VOLUMES),
        ((ROOT / "templates/new-book/_toc.yml").read_text(encoding="utf-8"), VOLUMES),
        (CONTENTS + PART.format("tale"), {}),
        ("format: jb-book\nroot: index\nchapters:\n  - file: chapters/tale\n", {}),
        ("format: jb-book\nroot: index\n", {}),
    ],
)
def test_a_book_of_two_parts_is_offered_in_volumes_where_it_has_a_pdf(offered, contents, volumes):
    assert offered(contents, "pdf epub") == volumes
    assert offered(contents, "epub") == offered(contents, "") == {}


def key(root):
    """The key of an edition, made anew."""
    package = SimpleNamespace(folder=root / "data", descriptor={"version": "1.2.3"})
    return edition.edition_key.__wrapped__(SimpleNamespace(package=package))


def test_the_key_of_an_edition_names_its_scripts_wherever_the_code_lies(tmp_path, monkeypatch):
    (installed := tmp_path / "installed" / "publishing" / "theme" / "static").mkdir(parents=True)
    monkeypatch.setattr(edition, "code_folder", lambda _: tmp_path / "installed")
    monkeypatch.setattr(edition, "input_files", lambda _: [])
    keys = []
    for name, text in {"a.js": "one", "b.js": "two", "b.css": "two", "b.js ": "three"}.items():
        (installed / name.strip()).write_text(text)
        keys.append(key(tmp_path))
    assert len(set(keys)) == 4
    listed = Path.glob
    monkeypatch.setattr(Path, "glob", lambda *given: reversed(list(listed(*given))))
    assert key(tmp_path) == keys[-1]
