"""Units as readers get them: page, answer, card, data, feed; and one rating more by one row."""

import gzip
import json
import re
from itertools import chain
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from inspections.arithmetic.counting import RATINGS
from inspections.book import Book
from inspections.charts.strip import strip
from inspections.register import Register
from inspections.register.gazetteer import SMALL, Gazetteer
from publishing.core.project import ROOT
from publishing.downloads import unit_files
from publishing.downloads.data_files import TEXT_DOWNLOADS
from publishing.pages import look_up_index, ratings_tables, unit_context, unit_pages
from publishing.records.load_register import gazetteer_of
from publishing.theme import json_ld
from publishing.theme.metadata import LONGEST
from tests.book import register
from tests.data.totals import INSPECTIONS, UNITS
from tests.tables import each_row
from tools.approval import approved_pages

BASE = "https://example.org/book/"
APP = SimpleNamespace(
    srcdir=ROOT,
    config=SimpleNamespace(html_baseurl=BASE),
    builder=SimpleNamespace(name="html"),
    env=SimpleNamespace(get_domain=lambda _: SimpleNamespace(page_of="page of {}".format)),
)
"""What the pages ask of a build."""
ATOM = "{http://www.w3.org/2005/Atom}"


def rendered(template: str, unit_id: str, known: Gazetteer | None = None) -> BeautifulSoup:
    known = known or gazetteer_of(ROOT)
    shown = unit_context.view(known.unit(unit_id), known)
    loader = Environment(loader=FileSystemLoader(unit_context.TEMPLATES))
    html = loader.get_template(template).render(
        unit_view=shown, root="../", base=BASE, book="A book", heading=True
    )
    return BeautifulSoup(html, "html5lib")


def text_of(found: BeautifulSoup) -> str:
    return " ".join(found.get_text(" ").split())


def test_an_answer_leads_to_the_page_a_neighbour_and_the_source():
    links = [each["href"] for each in rendered("unit-answer.html", "northamptonshire").select("a")]
    assert {"../units/northamptonshire.html", "../units/norfolk.html"} <= set(links)
    assert any(link.startswith("https://hmiprobation") for link in links)


def test_each_step_of_the_ladder_is_named_and_the_grade_is_marked():
    ladders = rendered("unit-answer.html", "northamptonshire").select("ol.ladder")
    assert len(ladders) == 2
    for each, step in zip(ladders, ["0", "1"], strict=True):  # the latest report first
        assert [name.get_text() for name in each.select("li")] == list(RATINGS[::-1])
        (here,) = each.select("[aria-current]")
        assert here["data-step"] == step
        assert here.select_one("strong")


@each_row
def test_a_part_of_a_page_says_in_this_order_what_is_known_and_no_more(
    template, unit, said, unsaid
):
    text, place = text_of(rendered(f"unit-{template}.html", unit)), 0
    for words in said:
        assert words in text[place:], words
        place = text.index(words, place) + len(words)
    assert [words for words in unsaid if words in text] == []


@each_row
def test_a_name_that_is_not_clear_says_so_at_each_unit(name, words):
    entries = chain(*look_up_index.names_with_units(gazetteer_of(ROOT)))
    (units,) = (units for each, units in entries if each == name)
    assert len(units) == 2
    assert words in " ".join(remark for _, remark in units)


def test_every_unit_has_a_page_with_title_description_and_its_data():
    known = gazetteer_of(ROOT)
    titles, descriptions = set(), set()
    for unit in known.units.values():
        shown = unit_context.view(unit, known)
        name, context, template = unit_pages.unit_page(APP, shown)
        assert (name, template) == (f"units/{unit.unit_id}", "unit.html")
        assert len(context["about"]) <= LONGEST
        assert context["list_of_units"] == "page of regions-and-units"
        titles.add(context["title"])
        descriptions.add(context["about"])
        linked = json.loads(context["linked"])
        assert linked["url"] == f"{BASE}units/{unit.unit_id}.html"
        assert linked["about"]["name"].startswith(unit.name)
    assert len(known.units) == len(titles) == len(descriptions) == 113
    assert "Leeds: probation rated Inadequate (2024 or early 2025)" in titles
    assert "York: probation rating not in our list" in titles
    assert unit_pages.page_names(APP)[-1] == "units/places"


@pytest.mark.parametrize(("small", "most", "newports"), [(False, 1500, 3), (True, 4500, 6)])
def test_every_place_is_in_a_list_from_a_to_z(small, most, newports):
    letters = unit_pages.by_letter(gazetteer_of(ROOT), small=small)
    names = [entry["name"] for entries in letters.values() for entry in entries]
    places = gazetteer_of(ROOT).places
    assert set(names) == {place.name for place in places if (place.kind == SMALL) == small}
    assert len(names) == len(set(names)) > most
    (newport,) = (each for each in letters["N"] if each["name"] == "Newport")
    assert len(newport["units"]) == newports


def test_each_letter_has_a_page_of_its_small_places_to_which_the_list_of_towns_leads(monkeypatch):
    monkeypatch.setattr(unit_pages, "evidence_of", lambda _: APP.env.get_domain(""))
    (name, towns, _), *small = unit_pages.place_list_pages(APP, gazetteer_of(ROOT))
    assert name == "units/places"
    assert {address for *_, address in towns["sections"] if address} == {
        f"{each.partition('/')[2]}.html" for each, *_ in small
    }
    assert [*(each for each, *_ in small), name] == unit_pages.page_names(APP)[113:]
    (page,) = (context for each, context, _ in small if each == "units/places-a")
    ((_, names, _),) = page["sections"]
    (ashton,) = (each for each in names if each["name"] == "Ashton")
    assert [(unit["name"], unit["within"]) for unit in ashton["units"]] == [
        ("Cornwall and Isles of Scilly", "Cornwall"),
        ("Northamptonshire", "West Northamptonshire"),
        ("Tameside", ""),
    ]


def test_small_places_are_folded_on_the_page_of_their_unit_and_namesakes_say_where_they_are():
    groups = unit_context.places(gazetteer_of(ROOT).places_by_unit["northamptonshire"])
    assert [group["title"] for group in groups if group.get("is_folded")] == [groups[-1]["title"]]
    assert {"Ashton", "King's Cliffe"} <= {place.name for place in groups[-1]["places"]}
    assert "Kettering" not in {each.name for each in groups[-1]["places"]}


def test_a_card_runs_no_script_loads_nothing_and_names_source_and_date():
    card = rendered("unit-card.html", "leeds")
    assert card.select("script, img, link[rel=stylesheet], iframe") == []
    assert "default-src 'none'" in card.select_one("[http-equiv]")["content"]
    text = text_of(card)
    assert "HM Inspectorate of Probation, no date seen" in text
    assert "in a report of 2024 or early 2025 (year worked out by us)" in text
    links = card.select("a")
    assert links
    assert all(link["target"] == "_blank" for link in links)
    assert "no inspection rating" in text_of(rendered("unit-card.html", "oxfordshire"))


def hostile(part):
    """What a template is given, with markup at the end of every text."""
    if isinstance(part, dict):
        return {name: hostile(inner) for name, inner in part.items()}
    if isinstance(part, list | tuple):
        return [hostile(inner) for inner in part]
    return f'{part}<i>&"' if isinstance(part, str) else part


@pytest.mark.parametrize("name", ["answer", "card", "neighbours", "results"])
def test_texts_of_the_data_cannot_break_a_page(name):
    known = gazetteer_of(ROOT)
    loader = Environment(loader=FileSystemLoader(unit_context.TEMPLATES))
    shown = hostile(unit_context.view(known.unit("northamptonshire"), known))
    html = loader.get_template(f"unit-{name}.html").render(
        unit_view=shown, root="../", base=BASE, book="A book", heading=True
    )
    assert "&lt;i&gt;&amp;" in html
    assert "<i>" not in html


def test_names_from_the_data_cannot_break_what_machines_read():
    known = gazetteer_of(ROOT)
    assert "<" not in unit_pages.linked_data(
        APP, unit_context.view(known.unit("york"), known), BASE
    )


def test_a_page_tells_machines_of_places_that_are_its_units_alone():
    known = gazetteer_of(ROOT)
    for unit_id, own, shared in [
        ("york", "York", "North Yorkshire"),
        ("west-kent", "Sevenoaks", "Medway Towns"),
        ("derby-city", "Derby", "Derbyshire"),
    ]:
        shown = unit_context.view(known.unit(unit_id), known)
        served = json.loads(unit_pages.linked_data(APP, shown, BASE))["about"]["areaServed"]
        names = [each["name"] for each in served]
        assert own in names
        assert shared not in names


def test_the_record_of_a_unit_has_ratings_places_sources_and_licence():
    known = gazetteer_of(ROOT)
    record = unit_files.unit_record(known.unit("northamptonshire"), known, BASE)
    assert [rating["overall_rating"] for rating in record["ratings"]] == [
        "Requires improvement",
        "Inadequate",
    ]
    assert "Kettering" in {place["place"] for place in record["places"]}
    assert "MIT licence" in record["licence"]
    assert record["page"] == f"{BASE}units/northamptonshire.html"
    assert "King's Cliffe" in {each["place"] for each in record["places"]}
    assert len(gzip.compress(unit_files.as_json(record).encode())) < 10_000


def test_the_record_of_a_unit_has_the_standards_and_figures_of_each_inspection():
    known = gazetteer_of(ROOT)
    record = unit_files.unit_record(known.unit("bradford-and-calderdale"), known, BASE)
    (rated,) = record["ratings"]
    assert {standard["standard"]: standard["rating"] for standard in rated["standards"]} == {
        "Assessment": "Inadequate",
        "Implementation and delivery": "Inadequate",
        "Leadership": "Inadequate",
        "Planning": "Inadequate",
        "Reviewing": "Inadequate",
        "Services": "Requires improvement",
        "Staffing": "Inadequate",
    }
    assert [figure["figure"] for figure in rated["figures"]] == ["33 per cent"]


def test_the_feed_is_atom_with_an_entry_for_each_rating_and_correction():
    known = gazetteer_of(ROOT).register
    root = ElementTree.fromstring(unit_files.feed(known))
    entries = root.findall(f"{ATOM}entry")
    corrections = list(known.package.records("corrections"))
    assert len(entries) == len(known.inspections) + len(corrections)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", moment) for moment in moments)
    assert root.findtext(f"{ATOM}updated") == moments[0]


@each_row
def test_the_feed_dates_no_report_before_its_visit(inspection, day):
    root = ElementTree.fromstring(unit_files.feed(gazetteer_of(ROOT).register))
    moments = {
        (each.findtext(f"{ATOM}id") or "").partition("#rating-")[2]: each.findtext(f"{ATOM}updated")
        for each in root.findall(f"{ATOM}entry")
    }
    assert moments[inspection] == f"{day}T00:00:00Z"


YEAR = int(max(each.year for each in register().inspections.values())) + 1
ADDED = f"oxfordshire-pdu-{YEAR}"


@pytest.fixture(scope="module")
def more() -> Gazetteer:
    """The data with one rating more, of a unit that had none, and no other edit."""
    package = register().package
    model = next(row for row in package.rows["inspections"] if row["unit"] == "Leeds")
    row = {
        **model,
        "inspection_id": ADDED,
        "unit": "Oxfordshire",
        "region": "South Central",
        "report_date": f"{YEAR}-09-01",
        "date_basis": "stated",
        "overall_rating": "Good",
        "fragment": "rated as ‘Good’",
    }
    rows = sorted([*package.rows["inspections"], row], key=lambda each: each["inspection_id"])
    return Gazetteer(Register(package.with_rows("inspections", rows)))


def test_a_rating_more_is_one_row_and_page_look_up_totals_data_and_feed_follow(more):
    before = gazetteer_of(ROOT)
    assert before.inspections(before.unit("oxfordshire")) == ()
    shown = unit_context.view(more.unit("oxfordshire"), more)
    assert unit_context.title(shown) == f"Oxfordshire: probation rated Good ({YEAR})"
    answer = text_of(rendered("unit-answer.html", "oxfordshire", more))
    assert f"Good in a report of 1 September {YEAR}" in answer
    assert "“rated as ‘Good’”" in answer
    assert "We found no rated report" not in answer
    neighbour = text_of(rendered("unit-answer.html", "east-berkshire", more))
    assert f"Oxfordshire : Good, {YEAR}" in neighbour
    assert f'"Oxfordshire","Good, {YEAR}"' in look_up_index.contents(more)[look_up_index.FILE]
    assert look_up_index.address(more) != look_up_index.address(before)
    one_more = {
        "rated-units": (1, None),
        "rated-inspections": (1, None),
        "rated-inspections-good": (1, 1),
        "rated-inadequate-2023-programme": (0, 1),
    }
    for name, grown in one_more.items():
        old, new = before.register.fact(name), more.register.fact(name)
        assert (new.value - old.value, new.total and new.total - old.total) == grown, name
    (unit_row,) = (
        row for row in unit_files.unit_rows(more.register) if row["unit_id"] == "oxfordshire"
    )
    assert (unit_row["inspections"], unit_row["latest_rating"]) == (1, "Good")
    rated = re.findall(r"#rating-([\w-]+)", unit_files.feed(more.register))
    # The newest, but for the report without a date, which stands at the day of the data.
    assert ADDED in rated[:2]


def test_a_rating_more_changes_date_of_evidence_figure_downloads_and_metadata(more):
    dated = approved_pages.page_text(ratings_tables.date_of_evidence(more.register))
    assert dated == f"The reports in the list are from 2022 to September {YEAR}.\n"
    old, new = (
        strip(Book(known.package).ratings, unit="Northamptonshire")
        for known in (register(), more.register)
    )
    assert len(new.table) == len(old.table) + 1
    assert new.title != old.title  # it counts the units that were rated Good
    assert "Oxfordshire" in new.table.to_string()
    assert f"{ADDED},Oxfordshire,unit" in TEXT_DOWNLOADS["inspection-ratings.csv"](more.register)
    rows = json.loads(TEXT_DOWNLOADS["inspection-ratings.json"](more.register))
    (row,) = (each for each in rows if each["inspection_id"] == ADDED)
    assert (row["overall_rating"], row["region"]) == ("Good", "South Central")
    assert row["sources"][0]["link"].endswith("#:~:text=rated%20as%20%E2%80%98Good%E2%80%99")
    said = json_ld.ratings_dataset(more.register, BASE, {"author": "somebody"})
    assert said["temporalCoverage"] == f"2022/{YEAR}-09-01"
    assert f"{INSPECTIONS + 1} inspections of {UNITS + 1} units" in said["description"]


def test_a_figure_stands_with_what_its_source_said_of_it():
    page = rendered("unit-results.html", "northamptonshire")
    items = [text_of(item) for item in page.select("li") if "40 per cent" in text_of(item)]
    assert len(items) == 1
    assert items[0].endswith(
        "called the vacancy rate of probation officers, 40 per cent, an improvement."
    )


def test_a_report_that_may_be_of_the_next_year_says_so_on_its_page_and_in_each_list():
    """Leeds was visited from July to October 2024; its report was seen without a date."""
    lists = [rendered("unit-answer.html", unit) for unit in ("kirklees", "york", "wakefield")]
    for each in lists:
        item = each.select_one('.unit-neighbours a[href="../units/leeds.html"]').parent
        assert text_of(item) == "Leeds : Inadequate, 2024 or early 2025"


def test_the_record_of_a_unit_has_what_its_source_says_in_words():
    known = gazetteer_of(ROOT)
    ratings = unit_files.unit_record(known.unit("derby-city"), known, BASE)["ratings"]
    kinds = [[finding["kind"] for finding in rated["findings"]] for rated in ratings]
    assert kinds == [[], ["strength", "concern"]]


def test_the_counts_of_cases_come_first():
    page = rendered("unit-results.html", "northamptonshire")
    items = [text_of(item) for item in page.select("li")]
    counted = [" of " in item.partition(":")[2].partition(",")[0] for item in items[:5]]
    assert counted == [True] * 5
    assert "40 per cent" in items[5]


def test_official_lists_are_named_by_their_months():
    known = gazetteer_of(ROOT)
    listed = {
        name: unit_context.view(known.unit(name), known)["listed"]
        for name in ("york", "tameside", "stockport-and-tameside")
    }
    assert listed == {
        "york": "The unit is in both official lists, of April 2023 and July 2026.",
        "tameside": "The unit is in the official list of April 2023; that of July 2026 no longer "
        "has it.",
        "stockport-and-tameside": "The unit is not in the official list of April 2023, but in that "
        "of July 2026.",
    }


def test_what_is_said_of_two_figures_of_a_unit_is_said_once():
    text = text_of(rendered("unit-results.html", "northamptonshire"))
    assert text.count("five of them for improvements at a local level") == 1


def test_what_a_grade_cannot_show_stands_only_where_there_is_a_grade():
    assert rendered("unit-answer.html", "leeds").select("ul.unit-limits")
    answer = rendered("unit-answer.html", "oxfordshire")
    assert not answer.select("ul.unit-limits")
    assert answer.select_one("summary").get_text() == "Neighbours"
