"""The same code tells another unit's story: Essex North, whose grade rose, from its own package.

Ratings and figures are those of the inspectorate's pages on Essex North; nothing in ``src/`` is
edited, and no chapter of this book is taken but the pages that are made from the data alone.
"""

from __future__ import annotations

import json
import re
import shutil

import pytest

from publishing.core.project import ROOT, pages
from publishing.records.register import register_of
from tests.copies import FRAME, copy_of_book, edit, run
from tests.inspections.fixtures import columns, table_names, write_rows
from tests.site import article, parsed
from tools.lint import plain_english, prose, truth_rules

UNIT = ROOT / "tests" / "other_unit"
GENERATED = ("every-number", "every-finding", "open-questions", "glossary")
OWN = {
    "name": "essex-north",
    "title": "Essex North: the data",
    "homepage": "https://example.org/essex-north/",
    "subject": {"unit": "Essex North", "unit_name": "Essex North Probation Delivery Unit"},
}
"""What the descriptor says of this book."""


NAME = re.compile("(?<!about-the-)two-inspections")
"""This book's name, but not the words of a heading."""
TEXTS = {".html", ".json", ".csv", ".xml", ".txt", ".bib", ".svg"}
CITED = 'title: "Two inspections: the Northamptonshire Probation Delivery Unit, explained"'


def write_data(folder):
    """Write the unit's package: its tables as they are, the others empty."""
    descriptor = json.loads((folder / "datapackage.json").read_text())
    for name in table_names():
        table = UNIT / f"{name}.csv"
        if table.exists():
            shutil.copy(table, folder / f"{name}.csv")
        else:
            write_rows(folder, name, columns=columns(name), rows=[])
    ratings_list = {**descriptor["ratings_list"], "gaps": []}
    units_list = {**descriptor["units_list"], "not_rated": ""}
    own = {**descriptor, **OWN, "ratings_list": ratings_list, "units_list": units_list}
    (folder / "datapackage.json").write_text(json.dumps(own))


@pytest.fixture(scope="module")
def essex(tmp_path_factory):
    """The site of the other unit, and the code that it was made with."""
    root = copy_of_book(tmp_path_factory.mktemp("essex"), FRAME)
    write_data(root / "data")
    for name in ("index.md", "_toc.yml", "chapters"):
        found = UNIT / name
        shutil.copytree(found, root / name) if found.is_dir() else shutil.copy(found, root / name)
    for name in GENERATED:
        shutil.copy(ROOT / "chapters" / f"{name}.md", root / "chapters")
    edit(root / "_config.yml", "\ntitle: Two inspections\n", "\ntitle: Essex North\n")
    edit(root / "_config.yml", "    project: Two inspections\n", "    project: Essex North\n")
    edit(root / "_config.yml", "https://example.org/two-inspections/", OWN["homepage"])
    edit(root / "CITATION.cff", CITED, 'title: "Essex North"')
    assert run(root, "tools", "new-page").returncode == 0
    for page in root.glob("chapters/inspection-*.md"):
        lines = page.read_text().split("\n")
        page.write_text("\n".join(each for each in lines if not each.startswith("% To write")))
    checked = run(root, "inspections", "check")
    assert checked.returncode == 0, checked.stdout
    built = run(root, "tools", "build")
    assert built.returncode == 0, built.stderr
    return root


def test_no_code_was_edited(essex):
    modules = [path.relative_to(ROOT) for path in ROOT.glob("src/**/*.py")]
    assert len(modules) > 50
    assert all((essex / path).read_bytes() == (ROOT / path).read_bytes() for path in modules)


def test_its_pages_obey_the_rules_for_prose(essex):
    known, files = register_of(essex), pages(essex)
    assert len(files) >= 8
    faults = []
    for page in files:
        text, name = page.read_text(encoding="utf-8"), page.name
        faults += [*prose.faults(text, name, known), *plain_english.faults(text, name, known)]
    assert [*map(str, faults), *truth_rules.check(essex)] == []


@pytest.mark.parametrize(
    ("year", "rating", "date"),
    [
        (2022, "Inadequate", "May 2022"),
        (2024, "Requires improvement", "August 2024 (date worked out)"),
    ],
)
def test_each_inspection_has_its_rating_page(essex, year, rating, date):
    page = article(essex / "_build" / "html" / "chapters" / f"inspection-{year}.html")
    text = " ".join(page.get_text(" ").split())
    assert f"What did inspectors find in {year}?" in text
    assert f"{date} {rating}" in text
    assert page.select_one(f"a[href$='every-number.html#rating-essex-north-pdu-{year}']")


def test_the_comparison_says_that_the_grade_rose(essex):
    page = article(essex / "_build" / "html" / "chapters" / "what-changed.html")
    figure = page.select_one("figure").get_text()
    assert "From the lowest grade to the second-lowest" in figure
    assert "Essex North" in figure
    assert page.select_one(".evidence-claim .evidence-link").get_text() == "rose"


def test_the_ledger_holds_its_figures_and_no_other(essex):
    page = article(essex / "_build" / "html" / "chapters" / "every-number.html")
    text = " ".join(page.get_text().split())
    assert "8 of 9 standards" in text
    assert "83 per cent" in text
    assert [each["id"] for each in page.select("[id^='fact-']")] == [
        "fact-standards-inadequate-2022",
        "fact-oversight-insufficient-2024",
    ]


def test_no_page_of_it_names_this_books_unit(essex):
    site = essex / "_build" / "html"
    pages = sorted(site.rglob("*.html"))
    assert len(pages) >= 10
    for page in pages:
        assert "Northamptonshire" not in parsed(page).get_text(), page.name
    assert "Essex North" in parsed(site / "index.html").get_text()


def test_no_file_of_it_bears_this_books_name(essex):
    site = essex / "_build" / "html"
    files = [path for path in site.rglob("*") if path.is_file()]
    assert "essex-north.xlsx" in {path.name for path in files}
    assert [path.name for path in files if "two-inspections" in path.name] == []
    texts = [path for path in files if path.suffix in TEXTS]
    assert {path.suffix for path in texts} == TEXTS
    assert [path.name for path in texts if NAME.search(path.read_text())] == []
    assert "@misc{essex-north," in (site / "downloads" / "citations.bib").read_text()
