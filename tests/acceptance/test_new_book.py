"""The book of another unit is one command: checked, built and named as its own from the start.

Essex North is begun from the data of this book, with facts; the others, of ratings made up here,
have one inspection or three and no fact.
"""

import os
import re
import sys

import pytest

from inspections.errors import UserError
from inspections.package import tables
from publishing.core.project import ROOT
from tests import programs
from tests.acceptance import new_books
from tests.site import article, parsed
from tools.tasks import new_book, unit_subset

TEXTS = {".html", ".json", ".csv", ".xml", ".txt", ".bib", ".svg", ".atom", ".js", ".ipynb"}
OURS = re.compile(r"northampton|two[ -]inspections", re.IGNORECASE)
"""This book's unit and name."""


@pytest.fixture(scope="module")
def essex(tmp_path_factory):
    """Essex North: two inspections, a grade that rose, five facts."""
    return new_books.begun(tmp_path_factory.mktemp("new") / "essex", "Essex North")


@pytest.fixture(scope="module")
def essex_site(essex):
    return new_books.built(essex)


def made_up(folder, ratings):
    """The book of a unit that this book has no rating of, with these by year."""
    root = new_books.with_ratings(folder / "from", "Oxfordshire", ratings)
    return new_books.begun(folder / "new", "Oxfordshire", root=root)


def words(page):
    return " ".join(article(page).get_text(" ").split())


def test_the_code_is_an_installed_package(essex):
    assert not list(essex.rglob("*.py"))
    where = "import inspections, publishing, tools; print(publishing.__file__)"
    found = new_books.run(essex, "timeit", "-n", "1", "-r", "1", where)
    assert found.stdout.startswith(f"{new_books.code(essex)}/publishing"), found.stderr


def test_the_check_is_green_and_lists_what_is_to_be_written(essex):
    listed = new_books.to_write(essex)
    assert len(listed) == 2 + 2 * 5 + 1 + 2  # front page, two inspections, comparison, two ledgers
    facts = (
        "assessment-safe-essex-north-2024, essex-north-delivery-inadequate-2024, "
        "officers-in-post-essex-north-2024, vacancy-rate-essex-north-2024, "
        "essex-north-rating-2024, essex-north-strategy-2024"
    )
    assert any(f"The data has {facts}. Then delete" in line for line in listed)


def test_an_edition_is_refused_until_that_is_written(essex):
    done = new_books.run(essex, "tools", "release-files", "v0.1.0")
    assert done.returncode == 1
    assert "index.md:3: to write: the news in two sentences" in done.stderr
    assert done.stderr.strip().endswith("The edition was not made: write these first.")


@pytest.mark.parametrize(
    ("year", "rating", "date"),
    [(2022, "Inadequate", "17 May 2022"), (2024, "Requires improvement", "August 2024")],
)
def test_each_inspection_has_its_page(essex_site, year, rating, date):
    page = essex_site / "chapters" / f"inspection-{year}.html"
    assert f"What did inspectors find in {year}?" in words(page)
    assert re.search(rf"{date}( \((day|month|year) worked out by us\))? {rating}", words(page))
    assert article(page).select_one(f"a[href$='#rating-essex-north-pdu-{year}']")


def test_the_comparison_says_that_the_grade_rose(essex_site):
    page = article(essex_site / "chapters" / "what-changed.html")
    assert "Overall ratings of Essex North, 2022 and 2024." in page.select_one("figure").get_text()
    assert page.select_one(".evidence-claim .evidence-link").get_text() == "rose"


def test_the_ledger_holds_its_figures_and_those_that_words_need(essex_site):
    page = article(essex_site / "chapters" / "every-number.html")
    ids = {each["id"] for each in page.select("[id^='fact-']")}
    assert {"fact-essex-north-standards-inadequate-2022", "fact-rating-grades"} <= ids
    assert not {"fact-domestic-abuse-information-used-2024", "fact-new-officers-pledged-2024"} & ids
    assert "8 of 9 standards" in words(essex_site / "chapters" / "every-number.html")


def test_nothing_of_it_speaks_of_this_book(essex, essex_site):
    files = [path for path in essex.rglob("*") if path.is_file()]
    assert [path.name for path in files if OURS.search(path.name)] == []
    own = [path for path in files if "_build" not in path.relative_to(essex).parts]
    shown = [path for path in essex_site.rglob("*") if path.suffix in TEXTS]
    assert {path.suffix for path in shown} == TEXTS
    assert {path.suffix for path in own} >= {
        ".md",
        ".yml",
        ".toml",
        ".cff",
        ".csv",
        ".json",
        ".whl",
    }
    texts = {
        path: path.read_text(encoding="utf-8") for path in own + shown if path.suffix != ".whl"
    }
    assert len(texts) > 80
    assert [path.name for path, text in texts.items() if OURS.search(text)] == []
    assert "@misc{essex-north," in (essex_site / "downloads" / "citations.bib").read_text()
    front = parsed(essex_site / "index.html")
    assert front.title.get_text().endswith("? - Probation in Essex North")
    assert "The authors of Probation in Essex North" in front.select_one("footer").get_text()


ONE = {"2031": "Outstanding"}
THREE = {"2029": "Good", "2031": "Outstanding", "2033": "Outstanding"}


def test_one_inspection_without_a_fact_is_checked_and_lists_what_is_to_be_written(tmp_path):
    listed = new_books.to_write(made_up(tmp_path, ONE))
    assert len(listed) == 2 + 5 + 2
    assert any("The data has none yet." in line for line in listed)


def test_three_inspections_are_checked_and_list_a_comparison_too(tmp_path):
    assert len(new_books.to_write(made_up(tmp_path, THREE))) == 2 + 3 * 5 + 1 + 2


@pytest.mark.weekly
def test_one_outstanding_inspection_makes_a_book(tmp_path):
    site = new_books.built(made_up(tmp_path, ONE))
    assert "has been inspected once" in words(site / "index.html")
    assert "March 2031 (month worked out by us) Outstanding" in words(site / "index.html")
    assert not (site / "chapters" / "what-changed.html").exists()


@pytest.mark.weekly
def test_three_inspections_make_a_book(tmp_path):
    site = new_books.built(made_up(tmp_path, THREE))
    assert "has been inspected three times" in words(site / "index.html")
    assert len(list(site.glob("chapters/inspection-*.html"))) == 3
    changed = article(site / "chapters" / "what-changed.html")
    said = [each.get_text() for each in changed.select(".evidence-claim .evidence-link")]
    assert said == ["rose", "stayed the same"]
    assert len(changed.select("figure tbody tr")) == 3
    assert "rules changed" not in changed.get_text()  # one rule book judged all of them


@pytest.mark.weekly
def test_its_makefile_makes_the_environment_and_the_whole_book(essex):
    environment = {name: value for name, value in os.environ.items() if name[:6] != "PYTHON"}
    done = programs.run("make", f"PYTHON={sys.executable}", "book", cwd=essex, env=environment)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"[-4000:]
    assert (essex / "_build" / "html" / "essex-north.epub").is_file()


def test_a_number_of_it_is_corrected_by_its_command(essex):
    given = ("--fact", "vacancy-rate-essex-north-2024", "--value", "58", "--reason", "For a test.")
    done = new_books.run(essex, "tools", "correct", *given)
    assert "written: data/facts.csv, data/corrections.csv" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the unit is needed, as inspections.csv names it"),
        (["Essex Nort"], "'Essex Nort' is no unit with a rating: did you mean \"Essex North\"?"),
        (["Oxfordshire"], "'Oxfordshire' is no unit with a rating: "),
        (["Northamptonshire"], "this is the book of Northamptonshire"),
        (["Essex North", str(ROOT / "_build" / "x")], "lies in this book: give FOLDER="),
        (["Essex North", str(ROOT.parent)], "is there already: give FOLDER="),
    ],
)
def test_what_cannot_be_begun_is_refused_before_anything_is_written(arguments, said):
    with pytest.raises(UserError, match=re.escape(said)):
        new_book.begin(ROOT, *arguments)
    assert not (ROOT.parent / "essex-north").exists()


def test_units_of_the_list_have_packages_that_name_no_other():
    package = tables.load(ROOT / "data")
    rated = {row["unit"] for row in package.rows["inspections"] if row["unit_kind"] == "unit"}
    tried = sorted(rated - {package.subject["unit"]})[::6]  # all take ten seconds
    assert len(tried) > 9
    for unit in tried:
        rows = unit_subset.unit_tables(package, unit)
        assert {row["unit"] for row in rows["inspections"]} == {unit}
        assert len(rows["terms"]) > 30
        cells = [cell for of_table in rows.values() for row in of_table for cell in row.values()]
        assert [cell for cell in cells if OURS.search(cell) or "unit of this book" in cell] == []
