"""What students take away: notebooks that run elsewhere, a spreadsheet, citations."""

import importlib.metadata
import io
import json
import os
import re
import venv
import zipfile
from pathlib import Path
from types import SimpleNamespace

import nbformat
import openpyxl
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pybtex.database import parse_string

from publishing.core.project import ROOT
from publishing.downloads import bundle, citations, notebooks, spreadsheet
from publishing.records.edition import file_name
from tests import programs
from tests.book import register
from tests.by_hand import says
from tests.site import article

USED = "domestic-abuse-information-used-2024"
JUPYTER = ("ipykernel", "nbclient")
"""What runs a notebook, of all that ``jupyterlab`` in the archive's requirements would install."""

BLOCK = """\
import socket

def refuse(self, address, *_):
    if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1"):
        raise OSError(f"no network here: {address}")

socket.socket.connect = socket.socket.connect_ex = refuse
"""
"""Lets the kernel talk to its client on this machine, and to nobody else."""


# --- a clean environment -----------------------------------------------------------------------


def closure(names):
    """The installed distributions that these need, themselves included, as the lock has them."""
    found, waiting = {}, list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found[name] = importlib.metadata.distribution(name)
            for text in found[name].requires or ():
                needed = Requirement(text)
                if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                    waiting.append(needed.name)
    return found


@pytest.fixture(scope="module")
def clean_python(tmp_path_factory, unpacked_folder):
    """A Python with the archive's requirements and what these need; nothing else, and no network.

    Libraries are links to those of this environment, so none is fetched; what the archive holds
    itself is unpacked, as an installer does with a wheel.
    """
    needed = (unpacked_folder / "requirements.txt").read_text("utf-8").splitlines()
    libraries = [each.partition("==")[0] for each in needed if "==" in each]
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    linked = 0
    for distribution in closure([*JUPYTER, *libraries]).values():
        for top in {Path(file.parts[0]) for file in distribution.files or ()}:
            here = Path(distribution.locate_file(top))
            if top.parts[0] != ".." and here.exists() and not (packages / top).exists():
                (packages / top).symlink_to(here.resolve())
                linked += 1
    (packages / "sitecustomize.py").write_text(BLOCK)
    for wheel in (each for each in needed if each.startswith("./")):
        zipfile.ZipFile(unpacked_folder / wheel).extractall(packages)
    assert linked > 30
    return folder / "bin" / "python"


def test_the_clean_environment_is_clean_and_the_wheel_reads_its_own_data(clean_python, tmp_path):
    foreign = ("publishing", "tools", "sphinx", "frictionless", "openpyxl", "pytest")
    code = f"""
import importlib.util, socket
from inspections.package import tables
print(tables.load(tables.default_folder()).folder)
print([each for each in {foreign} if importlib.util.find_spec(each)])
import pandas, altair
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
except OSError as problem:
    print(problem)
"""
    result = programs.run(clean_python, "-c", code, cwd=tmp_path, env=bare())
    (packages,) = clean_python.parents[1].glob("lib/python*/site-packages")
    assert result.stdout.splitlines() == [
        str(packages / "inspections" / "data"),
        "[]",
        "no network here: ('192.0.2.1', 80)",
    ], result.stderr


def bare():
    """The environment variables of a shell in which nobody set anything for Python."""
    return {key: each for key, each in os.environ.items() if not key.startswith("PYTHON")}


@pytest.fixture(scope="module")
def unpacked_folder(site, tmp_path_factory):
    """The download, unpacked as a reader does, far from the repository."""
    folder = tmp_path_factory.mktemp("reader")
    with zipfile.ZipFile(site / "downloads" / "notebooks-and-data.zip") as archive:
        archive.extractall(folder)
    return folder


RUN = """
import sys
from pathlib import Path
import nbformat
from nbclient import NotebookClient

for name in sys.argv[1:]:
    path = Path(name)
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
    nbformat.write(book, path)
"""


def run(paths, python):
    """Run notebooks with that Python, each in its own folder; return them with their outputs.

    Raises ``AssertionError`` with what Python said when one fails.
    """
    result = programs.run(python, "-c", RUN, *paths, env=bare())
    assert result.returncode == 0, result.stderr
    return {path.name: nbformat.read(path, as_version=4) for path in paths}


def printed(book):
    """What the code cells of a notebook show, as plain text."""
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    return "\n".join(
        output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs
    )


def drawings(book):
    """The SVG drawings that a notebook shows."""
    shown = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    return [each.data["image/svg+xml"] for each in shown if "image/svg+xml" in each.get("data", {})]


def names(site):
    return sorted(path.name for path in (site / notebooks.NOTEBOOKS_DIR).glob("*.ipynb"))


DAILY = ("keeping-people-safe.ipynb", "use-the-data.ipynb")
"""One notebook with drawings, and the one that leads through the data; the rest run weekly."""


@pytest.fixture(scope="module")
def ran(unpacked_folder, clean_python):
    """The daily notebooks of the download, run."""
    return run([unpacked_folder / "notebooks" / name for name in DAILY], clean_python)


def test_every_chapter_with_code_is_a_notebook_and_leads_to_it(site):
    chapters = {path.stem for path in Path("tests/reference").glob("*.json")} - {"index"}
    found = {name.removesuffix(".ipynb") for name in names(site)}
    assert found == chapters & {path.stem for path in (site / "chapters").glob("*.html")}
    assert len(found) >= 6
    listed = article(site / "chapters" / "use-the-data.html")
    for stem in found:
        page = article(site / "chapters" / f"{stem}.html")
        assert page.select_one(f".take-notebook a[href='../notebooks/{stem}.ipynb']"), stem
        assert listed.select(f".from-data a[href='../notebooks/{stem}.ipynb']"), stem


def figures_drawn(site, ran):
    """How many figures the pages of notebooks that were run have: each notebook draws as many."""
    drawn = 0
    for name, book in ran.items():
        page = article(site / "chapters" / name.replace(".ipynb", ".html"))
        wanted = page.select(".book-figure-wide svg")
        assert len(drawings(book)) >= len(wanted), name
        assert not [drawing for drawing in drawings(book) if "<svg" not in drawing]
        assert "cdn" not in json.dumps(book).lower(), name
        drawn += len(wanted)
    return drawn


def test_a_notebook_runs_offline_and_draws_each_figure_of_its_page(site, ran):
    assert set(ran) == set(DAILY)
    assert figures_drawn(site, ran) >= 2


@pytest.mark.weekly
def test_so_does_every_other_notebook(site, unpacked_folder, clean_python):
    others = [unpacked_folder / "notebooks" / name for name in names(site) if name not in DAILY]
    assert len(others) >= 4
    assert figures_drawn(site, run(others, clean_python)) >= 6


def test_a_drawing_holds_the_words_of_the_figure_on_the_page(site, ran):
    book = ran["keeping-people-safe.ipynb"]
    page = article(site / "chapters" / "keeping-people-safe.html")
    figure = page.select_one(".book-figure-wide svg")
    words = [line for each in figure.select("text") for line in each.stripped_strings]
    assert len(words) > 5
    assert any(all(f">{word}<" in drawing for word in words) for drawing in drawings(book))


def test_the_chapter_on_data_claims_what_the_book_does(ran):
    text = printed(ran["use-the-data.ipynb"])
    assert "in the cases inspected: True" in text
    assert "shown for all cases, if these are like a random sample: False" in text


def test_a_notebook_that_needs_the_book_would_be_caught(clean_python, tmp_path):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import publishing")])
    path = tmp_path / "bad.ipynb"
    nbformat.write(book, path)
    with pytest.raises(AssertionError, match="No module named 'publishing'"):
        run([path], clean_python)


def test_notebooks_hold_the_prose_of_their_page(site):
    book = nbformat.read(site / "notebooks" / "keeping-people-safe.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    page = article(site / "chapters" / "keeping-people-safe.html")
    headings = [each.get_text().rstrip("¶#") for each in page.select("h1, h2, h3")]
    assert len(headings) > 8
    for heading in headings:
        assert f"# {heading}" in text
    ledger = "https://example.org/two-inspections/chapters/every-number.html"
    assert f"[{says(USED)}]({ledger}#fact-{USED})" in text


LEFT_OVER = re.compile(r"\{[\w-]+\}`|^:::|^```\{|\[\[|^% |\[\]\(", re.MULTILINE)


def test_no_notebook_shows_a_role_or_a_directive(site):
    checked = 0
    for name in names(site):
        book = nbformat.read(site / "notebooks" / name, as_version=4)
        for cell in book.cells:
            if cell.cell_type == "markdown":
                assert not LEFT_OVER.search(cell.source), name
                checked += 1
    assert checked > 30


def test_the_archive_says_how_to_run_it_and_what_is_allowed(site):
    with zipfile.ZipFile(site / "downloads" / bundle.ARCHIVE) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert list(files)[:4] == ["README.md", "requirements.txt", "LICENSE", "CITATION.cff"]
    needed = files["requirements.txt"].decode().splitlines()
    assert needed[0] == "jupyterlab"
    assert [re.match("[a-z-]+==[0-9]", each) is not None for each in needed[1:4]] == [True] * 3
    assert [each.removeprefix("./") in files for each in needed[4:]] == [True]
    text = files["README.md"].decode()
    assert "pip install -r requirements.txt" in text
    assert "{{" not in text
    assert {"data/facts.csv", "notebooks/keeping-people-safe.ipynb"} <= set(files)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            ":::{admonition} What we can't say\n:class: limits\nText.\n:::",
            "**What we can't say**\n\nText.",
        ),
        ("```{study-files}\n```\n\nAfter.", "After."),
        ("% To write: more\n(here)=\nText.", "Text."),
        (
            "{blank}`short` and {explain}`units <probation-delivery-unit>`",
            "______ and [units](https://a.example/words.html#term-probation-delivery-unit)",
        ),
        (
            "{fact}`domestic-abuse-information-used-2024`, by [[workers-2024]]",
            f"[{says(USED)}](https://a.example/front.html#fact-{USED}), by {says('workers-2024')}",
        ),
    ],
)
def test_myst_becomes_plain_markdown(source, expected):
    entries = SimpleNamespace(entries={"term-probation-delivery-unit": "words"})
    app = SimpleNamespace(
        config=SimpleNamespace(html_baseurl="https://a.example/", root_doc="front"),
        env=SimpleNamespace(get_domain={"evidence": entries}.__getitem__),
        srcdir=ROOT,
    )
    assert notebooks.markdown(app, "chapters/here", source) == expected


# --- the spreadsheet ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workbook(site):
    """The spreadsheet, opened."""
    content = (site / "downloads" / file_name(register(), "xlsx")).read_bytes()
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_spreadsheet_follows_the_checklist(workbook):
    assert workbook.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert workbook.properties.title
    checked = 0
    for sheet in workbook:
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert sheet["A1"].font.size > sheet["A3"].font.size >= 12
        if sheet.title in ("Cover", "Contents", "Notes"):
            continue
        (table,) = sheet.tables.values()
        area = sheet[table.ref]
        first = area[0][0].row  # headings stay in sight
        assert sheet.freeze_panes == f"B{first + 1}", sheet.title
        assert sheet.print_title_rows == f"${first}:${first}"
        head, *rows = [[cell.value for cell in row] for row in area]
        assert area[-1][-1].coordinate == sheet.dimensions.split(":")[1]  # nothing beside or below
        assert all(head)
        assert len(set(head)) == len(head)
        assert all(any(cell is not None for cell in row) for row in rows)
        assert all(any(row[place] is not None for row in rows) for place in range(len(head)))
        assert all(cell.alignment.wrap_text for row in area for cell in row)
        empty = any(cell is None for row in rows for cell in row)
        assert ("empty" in sheet["A2"].value) == empty, sheet.title
        checked += 1
    assert checked >= 9
    links = [cell.hyperlink.location for cell in workbook["Contents"]["A"] if cell.hyperlink]
    assert [re.search("'(.*)'", link)[1] for link in links] == workbook.sheetnames[3:]


def test_every_sheet_prints_one_page_wide_and_its_rows_are_as_high_as_their_text(workbook):
    assert "Units" in workbook.sheetnames
    wrapped = 0
    for sheet in workbook:
        assert sheet.freeze_panes, sheet.title
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_area.replace("$", "").endswith(f"!{sheet.dimensions}")
        widths = {
            place: dimension.width
            for dimension in sheet.column_dimensions.values()  # one for all alike side by side
            for place in range(dimension.min, dimension.max + 1)
        }
        for row in sheet.rows:
            height = sheet.row_dimensions[row[0].row].height
            assert height >= 15, (sheet.title, row[0].row)
            for cell in row:
                if cell.alignment.wrap_text and isinstance(cell.value, str):
                    lines = len(cell.value) / widths[cell.column]  # fewer than a reader sees
                    assert height >= min(390, 15 * lines), (sheet.title, cell.coordinate)
                    wrapped += lines > 2
    assert wrapped > 100


def records(sheet):
    """The rows of a sheet's table, by what stands in the first column."""
    (table,) = sheet.tables.values()
    head, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def test_the_units_are_all_there_with_their_latest_grade(workbook):
    found = records(workbook["Units"])
    assert len(found) == len(register().package.records("units")) > 100
    assert found["northamptonshire"]["latest_rating"] == "Inadequate"


def test_no_cell_of_the_spreadsheet_is_a_formula(workbook):
    cells = [cell for sheet in workbook for row in sheet.rows for cell in row]
    assert len(cells) > 5000
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_a_label_that_begins_as_a_formula_stays_text(monkeypatch):
    label = '=HYPERLINK("https://evil.example","click")'
    planted = spreadsheet.Sheet("Planted", "One row", lambda known: [{"label": label}])
    monkeypatch.setattr(spreadsheet, "SHEETS", (spreadsheet.SHEETS[0], planted))
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet.spreadsheet(register())))
    (cell,) = (each for row in book["Planted"].rows for each in row if each.value == label)
    assert cell.data_type == "s"


def test_the_spreadsheet_holds_every_number_with_its_qualifier(workbook):
    found = records(workbook["Numbers"])
    facts = register().facts
    assert set(found) == set(facts)
    assert len(found) > 80
    for name, fact in facts.items():
        assert found[name]["value"] == pytest.approx(fact.value)
        assert found[name]["total"] == fact.total
        assert found[name]["qualifier"] == fact.qualifier
    almost = found["mappa-discussions-waiting-2024"]
    told = (almost["value"], almost["qualifier"], almost["figure"])
    assert told == (200, "almost", "almost 200 discussions")
    assert not any(
        "[[" in str(cell.value) for each in workbook for row in each.rows for cell in row
    )


# --- citations ---------------------------------------------------------------------------------

GIVEN = {
    "authors": [{"name": "The Example project"}],
    "title": "Two visits: a book",
}


def words(found):
    return "".join(each.astext() for each in found)


PACKAGE = {
    "name": "two-visits",
    "version": "1.2.0",
    "title": "Data",
    "homepage": "https://a.example/",
}


def test_citations_in_each_style_as_written_by_hand():
    book = citations.book(GIVEN, PACKAGE, year="2031")
    assert words(book.harvard) == (
        "The Example project (2031) Two visits: a book, version 1.2.0. "
        "Available at: https://a.example/ (Accessed: the day you read it)."
    )
    assert words(book.apa) == (
        "The Example project. (2031). Two visits: a book (Version 1.2.0). https://a.example/"
    )
    page = citations.page_pattern(book)
    assert words(page.harvard) == (
        "The Example project (2031) ‘Title of the page’, in Two visits: a book, version 1.2.0. "
        "Available at: https://a.example/… (the address of the page) "
        "(Accessed: the day you read it)."
    )
    assert words(page.apa) == (
        "The Example project. (2031). Title of the page. In Two visits: a book (Version 1.2.0). "
        "https://a.example/… (the address of the page)"
    )
    data = citations.data(book, PACKAGE)
    (entry,) = parse_string(citations.bibtex([data]), "bibtex").entries.items()
    assert entry[0] == "two-visits-data"
    assert dict(entry[1].fields) == {
        "title": "{Data [data set]}",
        "year": "2031",
        "version": "1.2.0",
        "url": "https://a.example/data/datapackage.json",
    }


def test_without_a_date_citations_say_so():
    book = citations.book(GIVEN, PACKAGE, year="")
    assert "(n.d.)" in words(book.harvard)
    assert "year" not in citations.bibtex([book])


def test_one_file_cites_the_book_the_data_and_every_source(site):
    text = (site / "downloads" / "citations.bib").read_text("utf-8")
    entries = parse_string(text, "bibtex").entries
    name = register().package.descriptor["name"]
    assert list(entries)[:2] == [name, f"{name}-data"]
    assert set(list(entries)[2:]) == set(register().sources)
    assert len(entries) > 150
    for source in register().sources.values():
        assert source.url in entries[source.source_id].fields["url"].replace("\\", "")


def test_the_pages_show_how_to_cite_and_every_source(site):
    page = article(site / "chapters" / "use-the-data.html")
    text = " ".join(page.get_text(" ").split())
    version = register().package.descriptor["version"]
    for style in ("Harvard", "APA", "BibTeX"):
        assert style in text
    assert text.count(f"ersion {version}") >= 6
    links = article(site / "chapters" / "about.html").select("a[href]")
    wanted = {source.url for source in register().sources.values()}
    assert len(wanted) > 50
    assert wanted - {link["href"] for link in links} == set()
