"""The list of ratings as readers get it: table, figure, data package; and one inspection more."""

from __future__ import annotations

import csv
import json
import re
import shutil

import pytest
from inspections.charts.national import ratings_by_region

from inspections.checks import check
from inspections.language.wording import say
from inspections.package import tables
from inspections.register import Register
from publishing.downloads import data_files
from publishing.pages import ratings_tables
from publishing.theme import json_ld
from tests.book import register
from tests.data import totals
from tests.site import article
from tools.approval import approved_pages

PAGE = "look-up-your-area"


# --- the page -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(site):
    return article(site / "chapters" / f"{PAGE}.html")


def test_every_inspection_stands_on_the_page_in_order_with_its_source(page):
    rows = page.select("table.ratings-table tr.entry")
    assert len(rows) == len(register().inspections) == totals.INSPECTIONS
    tables_of_page = page.select("table.ratings-table")
    of = [totals.OF_UNITS, totals.OF_REGIONS, totals.OF_THE_NATION]
    assert [len(each.select("tr.entry")) for each in tables_of_page] == of
    names = [row.th.get_text(" ", strip=True) for row in tables_of_page[0].select("tr.entry")]
    assert names == sorted(names)
    for row in rows:
        assert row.select('td:last-child a[href^="http"]'), row.get_text(" ")
    links = {link["href"] for link in page.select("td:last-child a")}
    for each in register().inspections.values():
        assert each.citations[0].link in links


def test_every_unit_has_one_anchor_to_share(page):
    anchors = {row["id"] for row in page.select("tr.entry[id]")}
    assert {"unit-essex-north", "unit-northamptonshire", "region-wales"} <= anchors
    units = {each for each in anchors if each.startswith("unit-")}
    assert len(units) == 64
    assert all(page.select(f'th a[href="#{each}"]') for each in anchors)
    ids = {node["id"] for node in page.select("td[id]")}
    assert {f"rating-{name}" for name in register().inspections} <= ids


def test_what_was_worked_out_says_so(page):
    def cells(anchor):
        row = page.select_one(f"#{anchor}")
        return [" ".join(cell.get_text().split()) for cell in row.select("th, td")][:4]

    assert cells("unit-gwent") == [
        "Gwent",
        "Wales",
        "Requires improvement",
        "February 2022 (worked out), programme 2021 to 2023",
    ]
    assert cells("unit-norfolk")[1] == "East of England (worked out)"
    assert cells("unit-doncaster")[3] == ("October 2024 (worked out), programme from October 2023")
    assert cells("unit-wigan")[3] == "25 May 2023, programme 2021 to 2023"
    assert cells("region-wales")[3].startswith("no date seen, ")


def test_what_was_worked_out_is_seen_as_a_dagger_that_the_page_explains(browser, address):
    tab = browser.new_page()
    tab.goto(f"{address}/chapters/{PAGE}.html")
    marks = tab.locator("#unit-norfolk .worked-out")
    assert marks.count() >= 1
    seen = marks.first.evaluate("each => getComputedStyle(each, '::before').content")
    assert seen.startswith('"†"')
    assert marks.first.bounding_box()["width"] < 12
    above = tab.locator("article section > p", has_text="†")
    assert "“Worked out”, or a dagger (†), means" in above.first.inner_text()
    tab.close()


def test_two_links_to_one_publisher_in_a_row_can_be_told_apart(page):
    told = 0
    for row in page.select("tr.entry"):
        words = [each.get_text() for each in row.select("td:last-child a")]
        assert len(words) == len(set(words)), words
        told += "a second page of it" in words
    assert told == 8


def test_a_date_and_a_rating_stay_on_one_line(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(f"{address}/chapters/{PAGE}.html")
    lines = tab.locator("tr.entry .whole").evaluate_all(
        "all => all.map(each => each.getClientRects().length)"
    )
    assert len(lines) > 160
    heights = tab.locator("tr.entry td:nth-child(3) p").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert len(heights) == 83
    assert max(heights) < 40
    tab.close()


def test_the_page_says_how_new_it_is_and_that_inspections_were_paused(page, site):
    for name in (PAGE, "northamptonshire-among-units"):
        text = " ".join(article(site / "chapters" / f"{name}.html").get_text(" ").split())
        assert "The reports in the list are from 2022 to October 2025." in text
        assert "of units were paused" in text
        assert "October 2025" in text.partition("of units were paused")[0]


def control(tab, title):
    """The choice of this title above the table."""
    labels = tab.locator(".entries-filter label")
    return labels.filter(has_text=re.compile(f"^{title} ")).locator("select")


def test_readers_can_narrow_search_and_sort_and_share(browser, address):
    tab = browser.new_page()
    tab.goto(f"{address}/chapters/{PAGE}.html")
    shown = tab.locator("tr.entry:visible")
    status = tab.locator(".entries-filter [role=status]")
    assert shown.count() == 83
    tab.get_by_role("searchbox", name="Name").fill("essex")
    assert shown.locator("th").all_inner_texts() == ["Essex North", "Essex North", "Essex South"]
    assert status.inner_text() == "3 of 83 entries shown"
    tab.get_by_role("searchbox", name="Name").fill("north")
    names = shown.locator("th").all_inner_texts()
    assert "Essex North" in names
    assert all("north" in each.lower() for each in names)  # not Blackburn, in the North West
    tab.get_by_role("searchbox", name="Name").fill("")
    control(tab, "Rating").select_option(label="Good")
    assert shown.locator("th").all_inner_texts() == ["South Tyneside and Gateshead"]
    control(tab, "Rating").select_option(label="all")
    control(tab, "Region").select_option(label="Wales")
    assert shown.count() == 9  # two of the first programme, six of the second, the region
    control(tab, "Region").select_option(label="all")
    control(tab, "Sort by").select_option(label="report")
    dates = tab.locator("tr.entry .entry-mark").evaluate_all(
        f"marks => marks.slice(0, {totals.OF_UNITS}).map(mark => mark.dataset.reportOrder)"
    )
    assert dates == sorted(dates)
    assert tab.locator('th[aria-sort="ascending"]').first.inner_text() == "Report"
    tab.get_by_role("searchbox", name="Name").fill("nothing of this name")
    assert shown.count() == 0
    assert status.inner_text() == "No entry fits. Try another word, or show all again."
    tab.get_by_role("button", name="Show all").click()
    assert shown.count() == 83
    assert status.inner_text() == "83 of 83 entries shown"
    assert tab.get_by_role("searchbox", name="Name").input_value() == ""
    tab.get_by_role("searchbox", name="Name").fill("nothing of this name")
    tab.evaluate("location.hash = 'unit-essex-north'")
    tab.locator("#unit-essex-north").wait_for(state="visible")
    assert shown.count() == 83
    tab.close()


def test_a_phone_shows_rows_as_cards_without_scrolling_sideways(browser, address):
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=True)
    tab = context.new_page()
    tab.goto(f"{address}/chapters/{PAGE}.html")
    for wrapper in tab.locator(".table-wrapper:has(.ratings-table)").all():
        assert wrapper.evaluate("each => each.scrollWidth <= each.clientWidth + 1")
    row = tab.locator("#unit-essex-north")
    assert row.evaluate("each => getComputedStyle(each).display") == "block"
    for field in tab.locator(".entries-filter :is(input, select, button)").all():
        assert field.bounding_box()["height"] >= 44
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    context.close()


# --- one inspection more ------------------------------------------------------------------------

YEAR = int(max(each.year for each in register().inspections.values())) + 1
NAME = f"york-pdu-{YEAR}"
ALL = totals.OF_UNITS + 1
LOW = totals.BY_RATING["Inadequate"] + totals.BY_RATING["Requires improvement"]
MORE = f"{totals.INSPECTIONS + 1} inspections of {totals.UNITS + 1} units"
SOURCE = {
    "source_id": "hmip-york-2026",
    "publisher": "HM Inspectorate of Probation",
    "title": "An inspection of York",
    "kind": "inspectorate",
    "url": "https://inspectorate.example/york",
    "published": f"{YEAR}-02-03",
    "published_basis": "stated",
    "licence": "Open Government Licence v3.0",
}
INSPECTION = {
    "inspection_id": NAME,
    "unit": "York",
    "unit_kind": "unit",
    "region": "Yorkshire and the Humber",
    "region_basis": "stated",
    "report_date": f"{YEAR}-02-03",
    "date_basis": "stated",
    "programme_id": "programme-2023",
    "overall_rating": "Good",
    "source_id": "hmip-york-2026",
    "fragment": "York was rated ‘Good’",
    "checked": "one reading",
}


def add(folder, name, row):
    """Add a row to a table of a package, in its place."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted([*rows, row], key=lambda each: each[columns[0]]))


@pytest.fixture(scope="module")
def more(tmp_path_factory):
    """The register of a copy of the data with a row and a source more, and no other edit."""
    folder = tmp_path_factory.mktemp("more") / "data"
    shutil.copytree(tables.DATA, folder)
    add(folder, "sources", SOURCE)
    add(folder, "inspections", INSPECTION)
    assert check(folder) == []
    return Register(tables.load(folder))


def test_one_inspection_more_changes_the_table_and_the_date_of_evidence(more):
    text = approved_pages.page_text(ratings_tables.look_up(more))
    line = f"York <#unit-york> | Yorkshire and the Humber | Good | 3 February {YEAR}"
    rest = (
        "programme from October 2023 | HM Inspectorate of Probation <https://inspectorate.example"
    )
    assert f"{line}, {rest}/york" in text
    assert "York <#unit-york>" not in approved_pages.page_text(ratings_tables.look_up(register()))
    dated = approved_pages.page_text(ratings_tables.date_of_evidence(more))
    assert dated == f"The reports in the list are from 2022 to February {YEAR}.\n"


def test_one_inspection_more_changes_the_totals(more):
    assert say(more.fact("rated-inspections")) == f"{ALL}"
    assert say(more.fact("rated-units")) == f"{totals.UNITS + 1}"
    assert say(more.fact("rated-inspections-good")) == f"{totals.BY_RATING['Good'] + 1} of {ALL}"
    later = totals.LATER_PROGRAMME
    inadequate = say(more.fact("rated-inadequate-2023-programme"))
    assert inadequate == f"{later['Inadequate']} of {later['all'] + 1}"
    taken = approved_pages.page_text(ratings_tables.take_away(more))
    assert MORE in taken


def test_one_inspection_more_changes_the_figure(more):
    figure = ratings_by_region(more)
    assert figure.title == (
        f"Of {ALL} rated inspections of units, {LOW} ended in one of the two lowest grades"
    )
    assert f"reports of 2022 to {YEAR}" in figure.subtitle
    row = figure.table.loc["yorkshire-and-the-humber"]
    assert row.iloc[2] == "7 Inadequate, 2 Requires improvement, 1 Good"
    before = json.dumps(ratings_by_region(register()).wide)
    mark = '"shape": "Good"'
    assert json.dumps(figure.wide).count(mark) == before.count(mark) + 1


def test_one_inspection_more_changes_the_downloads(more):
    rows = json.loads(data_files.FILES["inspection-ratings.json"](more))
    (row,) = (each for each in rows if each["inspection_id"] == NAME)
    assert (row["overall_rating"], row["region"]) == ("Good", "Yorkshire and the Humber")
    assert row["sources"][0]["link"].startswith("https://inspectorate.example/york#:~:text=York")
    assert f"{NAME},York,unit" in data_files.FILES["inspection-ratings.csv"](more)


def test_one_inspection_more_changes_the_metadata(more):
    said = json_ld.ratings_dataset(more, "https://book.example/", {"author": "somebody"})
    assert said["temporalCoverage"] == f"2022/{YEAR}-02-03"
    assert MORE in said["description"]
