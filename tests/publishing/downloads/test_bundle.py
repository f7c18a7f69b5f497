"""What students take away: notebooks that run elsewhere, a spreadsheet, citations."""

from __future__ import annotations

import ast
import csv
import importlib.metadata
import io
import json
import os
import re
import subprocess
import venv
from pathlib import Path

import nbformat
import openpyxl
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pybtex.database import parse_string

from inspections.charts.cases import case_facts, wilson
from publishing.core.execution import ROOT
from publishing.core.zip_archive import unpacked
from publishing.downloads import bundle, citations, notebooks, spreadsheet
from tests.book import register
from tests.site import article
from tests.two import SECOND

NEEDED = ("pandas", "altair", "ipykernel", "nbclient")
"""What a reader installs: pandas, Altair, and of Jupyter what runs a notebook."""

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
def clean_python(tmp_path_factory):
    """A Python with pandas, Altair, a kernel and what these need; nothing else, and no network.

    The packages are links to those of this environment, so none is fetched.
    """
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    linked = 0
    for distribution in closure(NEEDED).values():
        for top in {Path(file.parts[0]) for file in distribution.files or ()}:
            here = Path(distribution.locate_file(top))
            if top.parts[0] != ".." and here.exists() and not (packages / top).exists():
                (packages / top).symlink_to(here.resolve())
                linked += 1
    (packages / "sitecustomize.py").write_text(BLOCK)
    assert linked > 30
    return folder / "bin" / "python"


def test_the_clean_environment_is_clean(clean_python):
    foreign = ("inspections", "publishing", "sphinx", "frictionless", "openpyxl", "pytest")
    code = f"""
import importlib.util, socket
print([each for each in {foreign} if importlib.util.find_spec(each)])
import pandas, altair
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
except OSError as problem:
    print(problem)
"""
    result = subprocess.run(
        [clean_python, "-c", code], capture_output=True, text=True, check=False, env=bare()
    )
    assert result.stdout.splitlines() == ["[]", "no network here: ('192.0.2.1', 80)"], result.stderr


def bare():
    """The environment variables of a shell in which nobody set anything for Python."""
    return {key: each for key, each in os.environ.items() if not key.startswith("PYTHON")}


@pytest.fixture(scope="module")
def unpacked_folder(site, tmp_path_factory):
    """The download, unpacked as a reader does, far from the repository."""
    folder = tmp_path_factory.mktemp("reader")
    files = unpacked((site / "downloads" / "notebooks-and-data.zip").read_bytes())
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
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
    command = [python, "-c", RUN, *map(str, paths)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=bare())
    assert result.returncode == 0, result.stderr
    return {path.name: nbformat.read(path, as_version=4) for path in paths}


def printed(book):
    """What the code cells of a notebook show, as plain text."""
    outputs = [each for cell in book.cells if cell.cell_type == "code" for each in cell.outputs]
    return "\n".join(
        each.get("text") or each.get("data", {}).get("text/plain", "") for each in outputs
    )


def charts(book):
    """The specifications of the charts that a notebook shows."""
    shown = [each for cell in book.cells if cell.cell_type == "code" for each in cell.outputs]
    htmls = [each.data["text/html"] for each in shown if "text/html" in each.get("data", {})]
    return [
        json.loads(found[1])
        for html in htmls
        if (found := re.search(r"\}\)\((\{.*?\}), \{\"mode\"", html, re.DOTALL))
    ]


def names(site):
    return sorted(path.name for path in (site / notebooks.FOLDER).glob("*.ipynb"))


@pytest.fixture(scope="module")
def ran(site, unpacked_folder, clean_python):
    """Every notebook of the download, run."""
    return run([unpacked_folder / "notebooks" / name for name in names(site)], clean_python)


def test_every_chapter_with_code_is_a_notebook_and_leads_to_it(site):
    chapters = {path.stem for path in Path("tests/reference").glob("*.json")} - {"index"}
    found = {name.removesuffix(".ipynb") for name in names(site)}
    assert found == chapters & {path.stem for path in (site / "chapters").glob("*.html")}
    assert len(found) >= 6
    listed = article(site / "chapters" / "work-with-the-data.html")
    for stem in found:
        page = article(site / "chapters" / f"{stem}.html")
        assert page.select_one(f".take-notebook a[href='../notebooks/{stem}.ipynb']"), stem
        assert listed.select(f".from-data a[href='../notebooks/{stem}.ipynb']"), stem


def test_every_notebook_runs_where_the_book_is_not_installed(ran):
    assert len(ran) >= 6
    for name, book in ran.items():
        code = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")
        imported = {
            alias.name if isinstance(node, ast.Import) else node.module
            for node in ast.walk(ast.parse(code))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        assert imported <= {"json", "pathlib", "statistics", "altair", "pandas"}, name
        drawn_here = [each for each in re.findall(r"figures\" / \"(.+?)\.json", code)]
        assert len(charts(book)) >= len(drawn_here), name
        assert drawn_here or printed(book), name


def test_a_notebook_draws_and_prints_the_numbers_of_its_page(site, ran):
    compared = 0
    for name, book in ran.items():
        page = article(site / "chapters" / name.replace(".ipynb", ".html"))
        figures = page.select(".book-figure")
        if name == "work-with-the-data.ipynb":
            continue
        for figure in figures:
            stem = figure["id"].removeprefix("fig-")
            rows = figure.select("tbody tr")
            if figure.select("svg"):
                text = (site / "figures" / f"{stem}.json").read_text(encoding="utf-8")
                rows_drawn = drawn(json.loads(text))
                assert rows_drawn in [drawn(each) for each in charts(book)], f"{name}: {stem}"
            else:  # a board: words in columns, whose notebook has just its table
                assert stem in "".join(cell.source for cell in book.cells)
                continue
            path = site / "figures" / f"{stem}.csv"
            with path.open(encoding="utf-8", newline="") as file:
                given = list(csv.reader(file))[1:]
            cells = [[each.get_text() for each in row.select("th, td")] for row in rows]
            assert [row[: len(cells[0])] for row in given] == cells, f"{name}: {stem}"
            compared += 1
    assert compared >= 8


def drawn(specification):
    """The rows that a specification draws, whatever its data sets are called."""
    sets = dict(specification.get("datasets", {}))

    def walk(value):
        if isinstance(value, dict):
            if isinstance(value.get("values"), list):
                sets[str(len(sets))] = value["values"]
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk({key: each for key, each in specification.items() if key != "datasets"})
    return sorted(json.dumps(rows, sort_keys=True) for rows in sets.values())


def test_the_chapter_on_data_draws_and_claims_what_the_book_does(ran):
    book = ran["work-with-the-data.ipynb"]
    text, shown = printed(book), charts(book)
    known = register()
    facts = case_facts(known, known.inspection(SECOND), counts="success")
    (findings,) = (each for each in shown if "layer" in each)
    rows = {row["fact_id"]: row for rows in findings["datasets"].values() for row in rows}
    assert list(rows) == [fact.fact_id for fact in facts]
    for fact in facts:
        interval, row = wilson(fact.share), rows[fact.fact_id]
        assert (row["percent"], row["low"], row["high"]) == pytest.approx(
            (fact.share.percent, interval.low, interval.high), abs=1e-9
        )
    (groups,) = (each for each in shown if "layer" not in each)
    bars = {row["value"] for rows in groups["datasets"].values() for row in rows}
    assert bars == {1297, 648, 666}  # as the newspaper has them
    assert "in the cases read: True" in text
    assert "in all cases, if these are like a random sample: False" in text


def test_a_notebook_that_needs_the_book_would_be_caught(clean_python, tmp_path):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import inspections")])
    path = tmp_path / "bad.ipynb"
    nbformat.write(book, path)
    with pytest.raises(AssertionError, match="No module named 'inspections'"):
        run([path], clean_python)


def test_notebooks_hold_the_prose_of_their_page(site):
    book = nbformat.read(site / "notebooks" / "keeping-people-safe.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    page = article(site / "chapters" / "keeping-people-safe.html")
    headings = [each.get_text().rstrip("¶#") for each in page.select("h1, h2")]
    assert len(headings) > 8
    for heading in headings:
        assert f"# {heading}" in text
    assert "22 of 70" in text
    assert not re.search(r"\{(?:fact|finding|explain|claim|doc)\}", text)
    assert "[]" not in text


# --- the spreadsheet ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workbook(site):
    """The spreadsheet, opened."""
    content = (site / "downloads" / bundle.spreadsheet_name(register())).read_bytes()
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_spreadsheet_follows_the_checklist(workbook):
    assert workbook.sheetnames[:2] == ["Cover", "Notes"]
    assert workbook.properties.title
    assert workbook.properties.language == "en-GB"
    checked = 0
    for sheet in workbook:
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert sheet["A1"].value
        assert sheet["A1"].font.size > sheet["A2"].font.size >= 12
        assert not sheet.freeze_panes
        assert sheet.sheet_view.selection[0].activeCell == "A1"
        if sheet.title == "Cover":
            continue
        (table,) = sheet.tables.values()
        area = sheet[table.ref]
        head, *rows = [[cell.value for cell in row] for row in area]
        assert area[-1][-1].coordinate == sheet.dimensions.split(":")[1]  # nothing beside or below
        assert all(head)
        assert len(set(head)) == len(head)
        assert all(any(cell is not None for cell in row) for row in rows)
        assert all(any(row[place] is not None for row in rows) for place in range(len(head)))
        assert all(cell.alignment.wrap_text for row in area for cell in row)
        empty = any(cell is None for row in rows for cell in row)
        said = [str(cell.value) for cell in sheet["A"][: area[0][0].row - 1]]
        assert any("empty" in each for each in said) == empty, sheet.title
        checked += 1
    assert checked >= 10
    links = [
        cell.hyperlink.location or cell.hyperlink.target
        for cell in workbook["Cover"]["A"]
        if cell.hyperlink
    ]
    assert [re.search("'(.*)'", each)[1] for each in links] == workbook.sheetnames[1:]


def test_the_spreadsheet_holds_every_number_with_its_qualifier(workbook):
    sheet = workbook["Numbers"]
    (table,) = sheet.tables.values()
    head, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    found = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    facts = register().facts
    assert set(found) == set(facts)
    assert len(found) > 80
    for name, fact in facts.items():
        assert found[name]["value"] == pytest.approx(fact.value)
        assert found[name]["total"] == fact.total
        assert found[name]["qualifier"] == fact.qualifier
    almost = found["mappa-discussions-waiting-2024"]
    assert (almost["value"], almost["qualifier"], almost["figure"]) == (
        200,
        "almost",
        "almost 200 discussions",
    )
    assert not any(
        "[[" in str(cell.value) for each in workbook for row in each.rows for cell in row
    )


def test_the_spreadsheet_is_the_same_each_time(site):
    written = (site / "downloads" / bundle.spreadsheet_name(register())).read_bytes()
    assert spreadsheet.spreadsheet(register()) == written


# --- citations ---------------------------------------------------------------------------------

GIVEN = {
    "authors": [{"name": "The Example project"}],
    "title": "Two visits: a book",
    "version": "1.2.0",
}


def words(found):
    return "".join(each.astext() for each in found)


def test_citations_in_each_style_as_written_by_hand():
    book = citations.book(GIVEN, name="two-visits", home="https://a.example/", year="2031")
    assert words(book.harvard) == (
        "The Example project (2031) Two visits: a book, version 1.2.0. "
        "Available at: https://a.example/ (Accessed: the day you read it)."
    )
    assert words(book.apa) == (
        "The Example project. (2031). Two visits: a book (Version 1.2.0). https://a.example/"
    )
    page = citations.part(
        book, kind="page", name="why", title="Why?", address="https://a.example/why.html"
    )
    assert words(page.harvard) == (
        "The Example project (2031) ‘Why?’, in Two visits: a book, version 1.2.0. "
        "Available at: https://a.example/why.html (Accessed: the day you read it)."
    )
    assert words(page.apa) == (
        "The Example project. (2031). Why? In Two visits: a book (Version 1.2.0). "
        "https://a.example/why.html"
    )
    assert page.bibtex == (
        "@incollection{two-visits-why,\n  author = {{The Example project}},\n"
        "  title = {{Why?}},\n  booktitle = {{Two visits: a book}},\n  year = {2031},\n"
        "  version = {1.2.0},\n  url = {https://a.example/why.html},\n}\n"
    )
    assert page.ris == (
        "TY  - CHAP\nAU  - The Example project\nTI  - Why?\nT2  - Two visits: a book\n"
        "PY  - 2031\nET  - 1.2.0\nUR  - https://a.example/why.html\nER  - \n"
    )


def test_without_a_date_citations_say_so():
    book = citations.book(GIVEN, name="two-visits", home="https://a.example/", year="")
    assert "(n.d.)" in words(book.harvard)
    assert "year" not in book.bibtex
    assert "PY" not in book.ris


def test_two_versions_are_a_fault():
    assert citations.two_versions("0.2.0", "0.2.0") == ""
    assert "write the same version in both" in citations.two_versions("0.2.0", "0.1.0")


def test_every_page_figure_and_source_can_be_cited(site):
    pages = sorted(site.glob("chapters/*.html"))
    figures = [each for page in pages for each in article(page).select(".book-figure")]
    own = parse_string((site / "downloads" / "citations.bib").read_text("utf-8"), "bibtex").entries
    assert len(own) == 2 + len(pages) + len(figures) > 30
    ris = (site / "downloads" / "citations.ris").read_text("utf-8")
    assert ris.count("TY  - ") == ris.count("ER  - ") == len(own)
    anchors = {
        page.relative_to(site).as_posix(): set(
            re.findall(r' id="([^"]+)"', page.read_text("utf-8"))
        )
        for page in pages
    }
    for entry in own.values():
        address = entry.fields["url"].removeprefix(register().package.descriptor["homepage"])
        path, _, anchor = address.partition("#")
        assert not path or (site / path).is_file(), address
        if anchor:
            assert anchor in anchors[path], address
    given = parse_string((site / "downloads" / "sources.bib").read_text("utf-8"), "bibtex").entries
    assert set(given) == {name.lower() for name in register().sources} or set(given) == set(
        register().sources
    )


def test_the_page_shows_every_citation_and_every_source(site):
    page = article(site / "chapters" / "how-to-cite.html")
    text = " ".join(page.get_text(" ").split())
    version = citations.citation_file(ROOT)["version"]
    assert version == register().package.descriptor["version"]
    for style in ("Harvard", "APA", "BibTeX", "RIS"):
        assert style in text
    assert text.count(f"ersion {version}") > 20
    for source in register().sources.values():
        assert page.select(f'a[href="{source.url}"]'), source.source_id
    assert len(register().sources) > 50


# --- the sampling picture, explored ------------------------------------------------------------


def test_the_explored_picture_works_out_what_statistics_does(address, browser):
    from inspections.arithmetic.statistics import Share, chances
    from inspections.charts.sampling import Setting, as_low, spread

    tab = browser.new_page()
    tab.goto(f"{address}/chapters/what-a-sample-can-tell.html")
    figure = tab.locator(".book-figure").first
    figure.locator(".book-figure-explore").click()
    figure.locator(".book-explore svg").wait_for()
    sliders = figure.locator(".book-explore-inputs input")
    assert sliders.count() == 2
    read = 0
    for percent, size in ((30, 70), (50, 70), (31, 34), (5, 41), (95, 59), (77, 200), (50, 5)):
        for place, value in enumerate((percent, size)):
            sliders.nth(place).evaluate(
                "(each, value) => { each.value = value; each.dispatchEvent(new Event('input'));"
                "each.dispatchEvent(new Event('change', {bubbles: true})); }",
                str(value),
            )
        setting = Setting(percent, size)
        low, high = spread(setting)
        said = figure.locator(".book-figure-status")
        usual = f"95 in 100 samples: {low:.1f} to {high:.1f} per cent"
        said.get_by_text(usual, exact=True).wait_for(timeout=5000)
        seldom = f"As low as 22 of 70: {as_low(setting, Share(22, 70)):.1f} in 100"
        assert said.get_by_text(seldom, exact=True).count() == 1
        each = chances(size, share=percent / 100)
        figure.get_by_role("button", name="Next").click()
        said.get_by_text("Result: ").wait_for()
        lines = said.locator("p").all_inner_texts()
        result, chance = lines[0].removeprefix("Result: "), lines[1].rpartition(" ")[2]
        count = int(result.split()[0])
        assert result == f"{count} of {size}"
        assert float(chance) == pytest.approx(100 * each[count], abs=0.0051)
        assert float(lines[2].rpartition(" ")[2]) == pytest.approx(
            100 * sum(each[: count + 1]), abs=0.0051
        )
        read += 1
    assert read == 7
    tab.close()
