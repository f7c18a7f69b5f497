"""Every page is valid HTML by the W3C's own checker."""

import re
import shutil
from pathlib import Path

from tests import node
from tests.java import run
from tests.site import all_pages

CHECKER = Path(__file__).parents[1] / "html_checker"
"""The lock of the checker: the one that Python packages carry is older than much of HTML."""


def faults(folder):
    """What the checker finds in the pages of a folder, a line each."""
    program = node.install(CHECKER) / "vnu-jar" / "build" / "dist" / "vnu.jar"
    found = run(program, "--errors-only", "--skip-non-html", "--format", "gnu", str(folder))
    return [line for line in (found.stdout + found.stderr).splitlines() if line.strip()]


def test_every_page_is_valid_html(site, record_property):
    assert faults(site) == []
    record_property("pages that are valid HTML", len(all_pages(site)))


def test_a_planted_fault_is_found_and_so_is_any_other_unknown_attribute(site, tmp_path):
    shutil.copy(site / "index.html", tmp_path / "a.html")
    page = tmp_path / "a.html"
    text = page.read_text(encoding="utf-8")
    assert " popover" in text
    assert faults(tmp_path) == []
    page.write_text(text.replace("<h1>", "<h1 popup>", 1), encoding="utf-8")
    (fault,) = faults(tmp_path)
    assert re.search(r"a\.html.*error: Attribute “popup” not allowed on element “h1”", fault)
