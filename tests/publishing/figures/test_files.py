"""What a reader takes away of a figure: its numbers, its drawing, a picture with its words."""

import csv
import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from PIL import Image

from inspections.drawing import style
from publishing.figures import files
from publishing.figures.nodes import BookFigure
from publishing.figures.standalone_svg import standalone_svg
from tests.book import register
from tests.by_hand import STATED, case, says
from tests.contrast import contrast
from tests.site import approved_figures, parsed
from tests.tables import each_row

SVG = "{http://www.w3.org/2000/svg}"
BOOK = "Two inspections"


@pytest.fixture(scope="module")
def figures():
    """Every figure of the book once, by name."""
    return {each["name"]: each for page in approved_figures().values() for each in page}


@pytest.fixture(scope="module")
def drawn(figures):
    """Those that have a drawing."""
    found = {name: payload for name, payload in figures.items() if payload["wide"]}
    assert len(found) >= 5
    return found


def rows_of(site, name):
    """The rows of a figure's CSV as dictionaries."""
    with (site / "figures" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- links -------------------------------------------------------------------------------------


SAID = {
    "csv": "{content} of figure {number} (CSV)",
    "svg": "Figure {number}: drawing (SVG)",
    "png": "Figure {number}: picture (PNG)",
}


def test_every_figure_offers_its_files_that_are_there_each_by_a_name_of_its_own(site):
    offered = 0
    for page, figures in approved_figures().items():
        shown = parsed(site / page).select("figure.book-figure")
        assert len(shown) == len(figures)
        for number, (figure, payload) in enumerate(zip(shown, figures, strict=True), start=1):
            assert figure.select_one(".book-figure-number").get_text() == f"Figure {number}"
            kinds = SAID if payload["wide"] else ["csv"]
            content = "The numbers" if payload["wide"] else "The entries"
            links = figure.select(".book-figure-downloads a[download]")
            assert [each.get_text() for each in links] == [
                SAID[kind].format(number=number, content=content) for kind in kinds
            ]
            for link, kind in zip(links, kinds, strict=True):
                file = (site / page).parent / link["href"]
                assert file.resolve() == (site / "figures" / f"{payload['name']}.{kind}").resolve()
                assert file.is_file()
                offered += 1
    assert offered >= 15


# --- numbers -----------------------------------------------------------------------------------


def test_the_numbers_are_those_of_the_table_on_the_page(site):
    compared = 0
    for page, figures in approved_figures().items():
        shown = parsed(site / page).select("figure.book-figure")
        for table, payload in (
            (figure.select_one(".book-figure-table"), payload)
            for figure, payload in zip(shown, figures, strict=True)
            if payload["wide"]
        ):
            header = [each.get_text() for each in table.select("thead th")]
            shown = [
                [cell.get_text() for cell in row.select("th, td")]
                for row in table.select("tbody tr")
            ]
            linked = table.select("tbody th > a[href*='#']")
            assert len(linked) == (0 if payload["name"] == "tile-map" else len(shown))
            rows = rows_of(site, payload["name"])
            assert [[row[name] for name in header] for row in rows] == shown
            assert [row["record_id"] for row in rows] == payload["row_ids"]
            compared += len(rows)
    assert compared >= 14


def test_a_row_says_value_unit_qualifier_and_the_words_of_its_source(site):
    """The values are those of the newspaper's report, read there."""
    rows = {row["record_id"]: row for row in rows_of(site, "backlogs")}
    waiting = rows["mappa-discussions-waiting-2024"]
    assert (waiting["Number"], waiting["Counted as"]) == ("almost 200", "discussions")
    assert (waiting["value"], waiting["qualifier"], waiting["unit"]) == (
        "200",
        "almost",
        "discussions",
    )
    assert waiting["source_1_source"] == "Northampton Chronicle & Echo, 2024"
    assert waiting["source_1_fragment"] == "backlog of almost 200"
    assert "#:~:text=" in waiting["source_1_link"]
    told = {
        row["Cases"]: (row["value"], row["total"], row["counts"])
        for row in rows_of(site, "seventy-cases")
    }
    assert told == {
        says(name): (*map(str, case(name)), STATED[name].counts)
        for name in ("domestic-abuse-information-used-2024", "domestic-abuse-not-requested-2024")
    }


def test_every_row_names_a_source_and_a_fact_its_qualifier(site, figures):
    named, elsewhere = 0, set()
    known = register()
    for name in figures:
        for row in rows_of(site, name):
            fact = known.facts.get(row["record_id"])
            if fact is not None:
                assert row["qualifier"] == fact.qualifier
            if "source_1_link" not in row:
                elsewhere.add(name)
                continue
            assert row["source_1_link"].startswith(("https://", "http://")), (
                name,
                row["record_id"],
            )
            named += 1
    assert named >= 14
    # Only the map of all units has too many sources to name: its note says where they are.
    assert elsewhere == {"tile-map"}


def test_a_row_of_no_record_names_the_sources_of_its_figure(figures):
    payload = figures["backlogs"]
    cells = ["x" for _ in payload["columns"]]
    text = files.table_csv({**payload, "row_ids": ["of-none"], "rows": [cells]}, register())
    (row,) = csv.DictReader(text.splitlines())
    assert row["record_id"] == "of-none"
    assert "value" not in row
    source = register().sources[payload["source_ids"][0]]
    assert (row["source_1_title"], row["source_1_fragment"]) == (source.title, "")


# --- the drawing -------------------------------------------------------------------------------


def drawing_faults(text):
    """What keeps a drawing from standing alone."""
    root = ElementTree.fromstring(text)
    faults = [
        f"{element.tag}: {name}={value}"
        for element in root.iter()
        for name, value in element.attrib.items()
        if re.search(r"var\((?![^)]*,)|url\((?!#)|href", f"{name}={value}")
    ]
    said = {element.tag.removeprefix(SVG) for element in root.iter() if element.text}
    return faults + [f"no {name}" for name in ("title", "desc", "text") if name not in said]


def words(root):
    return " ".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))


def test_the_drawing_stands_alone_and_has_all_words_of_the_figure(site, drawn):
    for name, payload in drawn.items():
        text = (site / "figures" / f"{name}.svg").read_text(encoding="utf-8")
        assert drawing_faults(text) == [], name
        root = ElementTree.fromstring(text)
        assert root.findtext(f"{SVG}title") == payload["title"]
        assert root.findtext(f"{SVG}desc") == payload["description"]
        for said in (payload["title"], payload["subtitle"], payload["note"], BOOK):
            assert said in words(root), (name, said)
        assert "Source: ." not in words(root), name
        assert register().package.descriptor["homepage"] in words(root)
        for source_id in payload["source_ids"]:
            assert register().sources[source_id].publisher in words(root)
        references = {root.get("aria-labelledby"), root.get("aria-describedby")}
        assert references == {"title", "words"} <= {element.get("id") for element in root.iter()}


@each_row
def test_a_drawing_that_does_not_stand_alone_would_be_seen(fault, said):
    text = f'<svg xmlns="{SVG[1:-1]}"><title>a</title><desc>b</desc>{fault}</svg>'
    assert any(said in each for each in drawing_faults(text))


def test_what_comes_from_the_data_is_escaped_on_the_sheet(drawn):
    payload = {**next(iter(drawn.values())), "title": "<b>&", "note": "<i>"}
    root = ElementTree.fromstring(standalone_svg(payload, credit=["<u>"], dark=True))
    assert {"<b>&", "<i>", "<u>"} <= {element.text for element in root.iter(f"{SVG}text")}


LOOK = """() => {
    const svg = document.documentElement;
    const frame = svg.getBoundingClientRect();
    const inks = [...svg.querySelectorAll("[fill], [stroke]")].map(each => {
        const look = getComputedStyle(each);
        return [each.tagName, each.getAttribute("fill") ? look.fill : "none",
            each.getAttribute("stroke") ? look.stroke : "none", parseFloat(look.strokeWidth)];
    });
    const out = [...svg.querySelectorAll("text")].filter(each => {
        const box = each.getBoundingClientRect();
        return box.left < frame.left + 8 || box.right > frame.right - 8
            || box.top < frame.top || box.bottom > frame.bottom;
    }).map(each => each.textContent);
    return [getComputedStyle(svg.querySelector("rect")).fill, inks, out];
}"""


def as_hex(colour):
    """'rgb(1, 2, 3)' as '#010203'."""
    return "#" + "".join(f"{int(each):02x}" for each in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_opened_by_itself_the_drawing_can_be_read_in_light_and_dark(site, drawn, new_page, scheme):
    ground = {"light": style.LIGHT_PAGE, "dark": style.DARK_PAGE}[scheme]
    ornament = {getattr(each, scheme) for each in style.ORNAMENT}
    page = new_page(color_scheme=scheme, offline=True)
    read = outlined = 0
    for name in drawn:
        page.goto((site / "figures" / f"{name}.svg").as_uri())
        behind, inks, outside = page.evaluate(LOOK)
        assert as_hex(behind) == ground
        assert outside == [], name
        for tag, fill, stroke, width in inks:
            shown = [
                colour
                for colour in (fill, stroke)
                if colour != "none" and as_hex(colour) not in ornament | {ground}
            ]
            least = 4.5 if tag in ("text", "tspan") else 3
            clear = [contrast(as_hex(each), ground) >= least for each in shown]
            if fill in shown and stroke in shown and width >= 1 and least == 3:
                # Its outline shows a shape whose fill is pale.
                outlined += not clear.pop(0)
            assert all(clear), (name, tag, fill, stroke)
            read += len(shown)
    assert read > 100
    assert outlined > 0


# --- the picture -------------------------------------------------------------------------------


def test_the_picture_has_two_pixels_for_each_of_the_drawing_on_white_and_is_light(site, drawn):
    for name in drawn:
        picture = Image.open(site / "figures" / f"{name}.png")
        root = ElementTree.parse(site / "figures" / f"{name}.svg").getroot()
        assert list(picture.size) == [2 * int(root.get(side)) for side in ("width", "height")]
        assert picture.mode == "P"
        assert picture.convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 255)
        assert (site / "figures" / f"{name}.png").stat().st_size < 150_000


# --- names -------------------------------------------------------------------------------------


def test_two_unlike_figures_of_one_name_are_a_warning(figures, monkeypatch):
    payload = next(iter(figures.values()))

    def book(*shown):
        pages = {f"page-{place}": BookFigure("", payload=each) for place, each in enumerate(shown)}
        about = {name: {"figures": [payload["name"]]} for name in pages}
        environment = SimpleNamespace(metadata=about, get_doctree=pages.__getitem__)
        return SimpleNamespace(env=environment)

    warned = []
    monkeypatch.setattr(files.logger, "warning", lambda said, **_: warned.append(said))
    assert files.payloads(book(payload, payload)) == [payload]
    assert warned == []
    files.payloads(book(payload, {**payload, "title": "Another"}))
    assert len(warned) == 1
    assert payload["name"] in warned[0]
    assert "page-1" in warned[0]
