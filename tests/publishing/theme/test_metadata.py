"""Every page can be found, shared and trusted: its head, its policy, its foot, the files beside."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from types import SimpleNamespace
from unittest.mock import patch
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from docutils.core import publish_doctree

from inspections.drawing.style import width_of
from inspections.register import Register
from publishing.core.project import ROOT
from publishing.core.runtimes import present
from publishing.core.share_image import HEIGHT, WIDTH
from publishing.downloads.data_files import TEXT_DOWNLOADS
from publishing.figures import share_images
from publishing.figures.svg import drawing
from publishing.records.edition import last_correction
from publishing.theme import book_share_image, json_ld, metadata, site_files
from tests.book import register
from tests.data import totals
from tests.inspections.charts.gallery import drawn as gallery, two_inspections
from tests.site import is_redirect, parsed
from tests.tables import each_row
from tools.site import process

BASE = "https://example.org/two-inspections/"
ONE_OF_EACH = {
    "title": "head > title",
    "canonical address": "link[rel=canonical]",
    "policy": "meta[http-equiv=Content-Security-Policy]",
    "favicon": "link[rel=icon]",
    "main heading": "h1",
    "edition": "footer .edition",
}
ONE_NAME = ("viewport", "description", "twitter:card")
ONE_PROPERTY = (
    *("og:title", "og:description", "og:type", "og:url", "og:site_name"),
    *("og:image", "og:image:alt"),
)
WRITTEN = ("search.html", "404.html", "units/places")
"""How pages begin whose descriptions are written for them, and are not words of the page."""
PROBED = ("index.html", "chapters/what-changed.html", "search.html?q=PDU")
"""Pages with a figure, with evidence, with a script that writes the page."""

LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def built(site):
    """Every page that was built, parsed, by its path."""
    # A card to embed is no page of the book; the tests of units read it.
    found = sorted(path for path in site.rglob("*.html") if path.name != "card.html")
    pages = {path.relative_to(site).as_posix(): parsed(path) for path in found}
    pages = {name: page for name, page in pages.items() if page.select_one("link[rel=canonical]")}
    assert len(pages) >= 17
    assert {"index.html", "search.html", "404.html"} <= set(pages)
    return pages


@pytest.fixture(scope="module")
def chapters(built):
    apart = ("search.html", "404.html")
    return {
        name: page
        for name, page in built.items()
        if name not in apart and not name.startswith("units/")  # see test_units.py
    }


def content(page, name, kind="name"):
    (found,) = page.select(f'meta[{kind}="{name}"]')
    return found["content"]


def linked_data(page):
    (script,) = page.select('script[type="application/ld+json"]')
    assert "<" not in script.string  # it cannot close its script
    found = json.loads(script.string)
    assert found["@context"] == "https://schema.org"
    return {each["@type"]: each for each in found["@graph"]}


def datasets(chapters, address):
    """The descriptions of one data set, on every page that has it."""
    found = [linked_data(page).get("Dataset") for page in chapters.values()]
    return [each for each in found if each and each["@id"] == f"{BASE}{address}"]


# --- head --------------------------------------------------------------------------------------


def test_every_page_of_the_site_has_our_head(site, built):
    assert {path.relative_to(site).as_posix() for path in site.glob("**/*.html")} >= set(built)
    plain = {path.name for path in site.glob("*.html")} - set(built)
    plain |= {path.name for path in site.glob("units/*.html")} - {
        name.removeprefix("units/") for name in built
    }
    assert plain == set()
    chapters = {path.relative_to(site).as_posix(): path for path in site.glob("chapters/*.html")}
    moved = {name for name, path in chapters.items() if is_redirect(path)}
    assert set(chapters) - set(built) == moved
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    assert moved == {f"{name}.html" for name in config["redirects"]}
    assert len(moved) >= 17
    assert not (site / "genindex.html").exists()  # an index that nobody uses


def counted(page):
    """How often each thing stands on a page that must stand there just once."""
    counts = {what: len(page.select(selector)) for what, selector in ONE_OF_EACH.items()}
    counts["charset"] = len(page.select("meta[charset]"))
    counts |= {each: len(page.select(f"meta[name='{each}']")) for each in ONE_NAME}
    return counts | {each: len(page.select(f"meta[property='{each}']")) for each in ONE_PROPERTY}


def test_every_page_has_exactly_one_of_each(built):
    looked_at = 0
    for name, page in built.items():
        counts = counted(page)
        assert {what: times for what, times in counts.items() if times != 1} == {}, name
        looked_at += len(counts)
    assert looked_at > 200


def test_a_second_description_and_a_lost_address_would_be_seen(site):
    page = parsed(site / "index.html")
    page.select_one("link[rel=canonical]").decompose()
    page.head.append(page.new_tag("meta", attrs={"name": "description", "content": "Again."}))
    wrong = {what: times for what, times in counted(page).items() if times != 1}
    assert wrong == {"canonical address": 0, "description": 2}


def test_descriptions_are_unique_short_and_end_with_a_whole_word(built):
    texts = {name: content(page, "description") for name, page in built.items()}
    assert [text for text, uses in Counter(texts.values()).items() if uses > 1] == []
    for name, text in texts.items():
        assert 40 <= len(text) <= 160, (name, text)
        assert text[-1] in ".?!…", (name, text)
        assert not re.search(r"[<>{}`*]|\[\[", text), (name, text)
        words = " ".join(built[name].select_one("body").get_text(" ").split())
        # A unit's description may end with "A, B, C, D and more.", which its page goes on to list.
        told = text.removesuffix(" and more.") if name.startswith("units/") else text
        last = re.findall(r"[\w’-]+", told)[-1]
        if name.startswith(WRITTEN):
            assert text[-1] == ".", (name, text)
            continue
        assert re.search(rf"\b{last}\b", words), (name, last)


def test_a_page_is_shared_under_its_own_title_and_address(chapters):
    titles = set()
    for name, page in chapters.items():
        address = BASE if name == "index.html" else BASE + name
        assert page.select_one("link[rel=canonical]")["href"] == address
        assert content(page, "og:url", "property") == address
        heading = page.select_one("h1")
        title = heading.get_text().removesuffix(heading.select_one(".headerlink").get_text())
        assert content(page, "og:title", "property") == title
        assert page.select_one("head > title").get_text() == f"{title} - Two inspections"
        assert content(page, "og:description", "property") == content(page, "description")
        assert content(page, "og:site_name", "property") == "Two inspections"
        kind = "website" if name == "index.html" else "article"
        assert content(page, "og:type", "property") == kind
        titles.add(title)
    assert len(titles) == len(chapters) >= 15


def test_the_description_is_the_first_paragraph():
    page = publish_doctree("Title\n=====\n\nFirst *words*\nhere.\n\nSecond.\n")
    assert metadata.description(page) == "First words here."
    assert metadata.description(publish_doctree("")) == ""


def test_pages_and_data_must_name_one_home():
    assert metadata.address_mismatch(BASE, register().package.descriptor["homepage"]) == ""
    for address, homepage in ((BASE, "https://example.org/"), (BASE[:-1], BASE[:-1]), ("", BASE)):
        assert "write the same address in both" in metadata.address_mismatch(address, homepage)


@each_row
def test_a_description_is_cut_between_sentences_or_words(text, expected):
    assert metadata.cut_to_length(text, 30) == expected
    assert len(expected) <= 30


def test_every_page_has_a_picture_to_be_shared_with(site, chapters):
    for name, page in chapters.items():
        address = content(page, "og:image", "property")
        assert address.startswith(BASE)
        picture = (site / address.removeprefix(BASE)).read_bytes()
        assert picture.startswith(b"\x89PNG"), name
        size = tuple(int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
        assert size == (1200, 630)
        assert size == tuple(
            int(content(page, f"og:image:{side}", "property")) for side in ("width", "height")
        )
        assert len(picture) < 300_000  # some services show no larger ones
    assert len(chapters) >= 17


def test_the_card_shows_the_grade_of_each_of_the_latest_inspections():
    known = register()
    card = book_share_image.book_image("A & B", "About a unit", list(known.subject_inspections))
    words = [element.text for element in ElementTree.fromstring(card).iter() if element.text]
    assert words == ["A & B", "About a unit", "2022  Requires improvement", "2024  Inadequate"]
    many = [*known.subject_inspections] * 2
    drawn = ElementTree.fromstring(book_share_image.book_image("A", "B", many))
    texts = [element for element in drawn.iter() if element.tag.endswith("text")]
    assert len(texts) == 2 + book_share_image.MOST
    assert all(int(text.get("y")) < HEIGHT for text in texts)


@each_row
def test_a_title_of_any_length_stays_on_the_card(title, sizes):
    drawn = ElementTree.fromstring(book_share_image.book_image(title, "", []))
    lines = [element for element in drawn.iter() if element.tag.endswith("text")]
    assert " ".join(line.text for line in lines[::-1]) == title
    assert [line.get("font-size") for line in lines] == sizes
    for each in lines:
        size = float(each.get("font-size"))
        assert 80 + 1.1 * width_of(each.text, size=size) < WIDTH  # bold is wider
        assert size < float(each.get("y")) < 200


def test_a_page_can_name_a_picture_of_its_own():
    shown = [SimpleNamespace(figure_id="fig-x", title="Most fell short")]
    lost = {"share_image": "gone", "figures": shown}
    env = SimpleNamespace(metadata={"a": {"share_image": "x", "figures": shown}, "lost": lost})
    app = SimpleNamespace(env=env, config=SimpleNamespace(project="Book"))
    assert book_share_image.share_image_of(app, "a") == ("share/x.png", "Chart: Most fell short")
    whole = (book_share_image.BOOK, "Book: the grade of each inspection")
    assert book_share_image.share_image_of(app, "b") == whole
    with patch.object(book_share_image.logger, "warning") as warned:
        assert book_share_image.share_image_of(app, "lost") == whole
    (said,) = warned.call_args.args
    assert said.startswith("lost: no figure of this page is named 'gone'")


def test_a_card_holds_the_title_and_the_drawing_within_its_frame():
    figure = gallery(two_inspections())[0]
    card = ElementTree.fromstring(
        share_images.share_image(figure.payload, book_title="Book & more")
    )
    said = [each.text for each in card.iter() if each.tag.endswith("}text") and each.get("y")]
    assert (card.get("width"), card.get("height")) == (str(WIDTH), str(HEIGHT))
    assert figure.title.split()[0] in said[0]
    assert "Book & more" in said[-1]
    (group,) = [each for each in card if each.tag.endswith("}g")]
    top, scale = map(float, re.findall(r"[\d.]+", group.get("transform"))[1:])
    height = float(drawing(figure.wide, prefix="card").get("height"))
    assert 100 < top < top + scale * height < HEIGHT - 50


def test_the_pages_most_shared_show_a_figure_of_their_own(chapters):
    own = {name: content(page, "og:image:alt", "property") for name, page in chapters.items()}
    shown = {name for name, alt in own.items() if alt.startswith("Chart: ")}
    own_pages = ("index.html", "chapters/keeping-people-safe.html", "chapters/your-area.html")
    assert shown == set(own_pages)


DRAW = """
import hashlib, sys, vl_convert
from publishing.theme.book_share_image import book_image
card = book_image("What happened?", "Book", [])
for family in sys.argv[1:]:
    picture = vl_convert.svg_to_png(card.replace("Liberation Sans", family))
    print(len(picture), hashlib.sha256(picture).hexdigest())
"""


def test_a_picture_uses_only_letters_that_come_with_the_drawing_program():
    """A family of the machine's own is not seen: its words are missing from the picture."""
    families = ("Liberation Sans", "No Such Letters", "DejaVu Sans", "Liberation Serif")
    said = subprocess.check_output(
        [sys.executable, "-c", DRAW, *families], env=process.environment(ROOT), text=True
    )
    ours, *others = (line.split() for line in said.splitlines())
    assert len(others) == 3
    assert len({digest for _, digest in others}) == 1
    assert int(others[0][0]) < int(ours[0])


# --- safety ------------------------------------------------------------------------------------


def test_every_page_is_safe_by_a_policy_that_allows_just_its_own_scripts_by_hash(built):
    inline, with_code = 0, []
    for name, page in built.items():
        first = page.select_one("head").find(True)  # before anything that it governs
        assert first.get("http-equiv") == "Content-Security-Policy", name
        policy = first["content"]
        allowed = set(re.findall(r"'(sha256-[^']+)'", policy))
        scripts = page.select("script:not([src]):not([type])")
        hashes = {
            "sha256-" + base64.b64encode(hashlib.sha256(script.string.encode()).digest()).decode()
            for script in scripts
        }
        assert hashes == allowed, name
        runs = bool(page.select(".page-code[data-runtime]"))
        with_code += [name] if runs else []
        wasm = " 'wasm-unsafe-eval'" if runs else ""
        worker = " worker-src 'self' blob:; connect-src 'self' blob:;" if runs else ""
        assert re.sub(r" 'sha256-[^']+'", "", policy) == (
            f"default-src 'self'; script-src 'self'{wasm};{worker} "
            "style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
        )
        assert bool(page.select("script[src*='page-code.js']")) == runs, name
        assert page.select("[onclick], [onload], [onerror], a[href^='javascript:']") == []
        assert content(page, "referrer") == "same-origin", name  # other sites hear nothing
        assert page.select("a[href*='genindex'], link[href*='genindex']") == [], name
        inline += len(scripts)
    assert inline == len(built)
    pages = ("exercises", "use-the-data", "what-a-sample-can-tell") if present(ROOT) else ()
    assert sorted(with_code) == [f"chapters/{name}.html" for name in pages]


def test_a_script_that_changes_from_page_to_page_cannot_be_allowed_by_hash():
    assert "'sha256-" in metadata.policy("<script>let a = 1;</script><script src='b.js'></script>")
    with pytest.raises(ValueError, match="not constant"):
        metadata.policy("<script>let page = '{{ pagename }}';</script>")


def watched(tab, url, script=""):
    """Load a page; return what its policy refused, what the console said, and whether it ran."""
    said = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.add_init_script(LISTEN)
    tab.goto(url)
    tab.wait_for_load_state("networkidle")
    if script:
        tab.evaluate(script)
        tab.wait_for_timeout(100)
    theme = tab.evaluate("document.body.dataset.theme")
    return tab.evaluate("window.violations"), said, theme


@pytest.mark.parametrize("page", PROBED)
def test_no_page_breaks_its_own_policy(address, new_page, page):
    refused, said, theme = watched(new_page(), f"{address}/{page}")
    assert refused == []
    assert said == []
    assert theme == "auto"  # set by the one inline script: its hash holds


def test_the_policy_holds_from_a_folder_too(site, new_page):
    refused, said, theme = watched(new_page(), (site / PROBED[1]).as_uri())
    assert (refused, said, theme) == ([], [], "auto")


def test_a_script_put_into_a_page_does_not_run(address, new_page):
    plant = """
      const script = document.createElement("script");
      script.textContent = "document.body.dataset.theme = 'planted'";
      document.body.append(script);
      const picture = document.createElement("img");
      picture.src = "https://elsewhere.invalid/a.png";
      document.body.append(picture);
    """
    refused, said, theme = watched(new_page(), f"{address}/index.html", plant)
    assert any(each.startswith("script-src") for each in refused)
    assert any(each.startswith("img-src") for each in refused)
    assert len(said) >= 2
    assert theme == "auto"


# --- linked data -------------------------------------------------------------------------------


def test_the_front_page_describes_the_book_with_its_parts_and_licence(chapters):
    book = linked_data(chapters["index.html"])["Book"]
    descriptor = register().package.descriptor
    assert book["license"] == descriptor["licenses"][0]["path"]
    assert book["version"] == descriptor["version"]
    assert book["about"]["name"] == descriptor["subject"]["unit_name"]
    assert [part["name"] for part in book["hasPart"]][:2] == ["The story", "The evidence"]
    listed = {each["@id"] for part in book["hasPart"] for each in part["hasPart"]}
    assert listed == {BASE + name for name in chapters if name != "index.html"}


def test_every_chapter_describes_itself_as_a_part_of_the_book(chapters):
    seen = 0
    for name, page in chapters.items():
        if name == "index.html":
            continue
        article = linked_data(page)["Article"]
        assert article["url"] == article["@id"] == BASE + name
        assert article["headline"] == content(page, "og:title", "property")
        assert article["description"] == content(page, "description")
        assert article["isPartOf"] == {"@id": BASE + "#book"}
        assert article["license"].startswith("https://creativecommons.org/")
        seen += 1
    assert seen >= 14


def test_the_data_are_described_with_licence_columns_and_every_file(site, chapters):
    sets = datasets(chapters, "#data")
    assert sets
    descriptor = register().package.descriptor
    for data in sets:
        assert data["name"] == descriptor["title"]
        assert len(data["description"]) >= 50  # what search engines ask for
        assert data["license"]["url"] == descriptor["licenses"][0]["path"]
        assert data["license"]["name"] == descriptor["licenses"][0]["title"]
        columns = {each["name"] for each in data["variableMeasured"]}
        assert columns == {
            f"{resource['name']}.{field['name']}"
            for resource in descriptor["resources"]
            for field in resource["schema"]["fields"]
        }
        assert all(each["description"] for each in data["variableMeasured"])
        files = {each["contentUrl"].removeprefix(BASE) for each in data["distribution"]}
        wanted = {f"data/{resource['path']}" for resource in descriptor["resources"]}
        wanted |= {f"downloads/{name}" for name in TEXT_DOWNLOADS}
        wanted |= {"data/datapackage.json"}
        assert files == wanted
        assert all((site / name).is_file() for name in files)
        names = {each["name"] for each in data["distribution"]}
        assert {resource["name"] for resource in descriptor["resources"]} <= names


def test_the_list_of_ratings_is_described_with_period_columns_and_files(site, chapters):
    (data,) = datasets(chapters, "#probation-inspection-ratings")
    descriptor = register().package.descriptor
    assert data["name"] == "Ratings of probation inspections in England and Wales"
    assert f"{totals.INSPECTIONS} inspections of {totals.UNITS} units" in data["description"]
    assert (data["version"], data["dateModified"]) == (descriptor["version"], "2026-11-28")
    columns = {each["name"] for each in data["variableMeasured"]}
    assert {"unit", "overall_rating", "fragment", "date_basis"} < columns
    files = {each["contentUrl"].removeprefix(BASE) for each in data["distribution"]}
    assert files == {"downloads/inspection-ratings.csv", "downloads/inspection-ratings.json"}
    assert all((site / name).is_file() for name in files)


def test_every_dataset_says_whose_it_is_and_when_and_where_it_is_about():
    known, common = register(), {"author": {"@type": "Organization", "name": "A"}}
    found = [make(known, BASE, common) for make in (json_ld.dataset, json_ld.ratings_dataset)]
    assert len(found) == 2
    for data in found:
        assert data["creator"]["name"] == "A"
        assert "probation" in data["keywords"]
        assert data["temporalCoverage"] == f"2022/{totals.LATEST[0]}"
        assert data["spatialCoverage"]["name"] == "England and Wales"


# --- files beside the pages --------------------------------------------------------------------


def test_the_sitemap_lists_exactly_the_pages(site, chapters):
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    names = [each.text for each in ElementTree.fromstring(text).iter() if each.tag.endswith("loc")]
    assert len(names) == len(set(names))
    assert {name for name in names if "/units/" not in name} == {
        page.select_one("link[rel=canonical]")["href"] for page in chapters.values()
    }
    assert "lastmod" not in text
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_a_sitemap_is_well_formed_whatever_an_address_holds():
    found = ElementTree.fromstring(site_files.sitemap(["https://example.org/?a=1&b=2"]))
    assert found[0][0].text == "https://example.org/?a=1&b=2"


def test_every_link_of_the_missing_page_resolves_from_any_depth(site, built):
    base = urlsplit(BASE).path
    checked = 0
    for node in built["404.html"].select("[href], [src], [action]"):
        link = node.get("href") or node.get("src") or node.get("action")
        if link.startswith(("#", "https:")):
            continue
        assert link.startswith(base), link
        path = site / (urlsplit(link).path.removeprefix(base) or "index.html")
        assert path.is_file(), link
        checked += 1
    assert checked > 20
    ways = {a["href"].removeprefix(base) for a in built["404.html"].select("article a")}
    assert ways == {"index.html", "search.html"}


def test_a_host_that_runs_jekyll_leaves_nothing_out(site):
    assert (site / ".nojekyll").read_bytes() == b""
    assert (site / "_static" / "style.css").is_file()


def test_the_address_of_a_page_that_moved_leads_on_and_keeps_the_anchor(site, address, new_page):
    tab = new_page()
    tab.goto(f"{address}/chapters/what-worked.html#there")
    tab.wait_for_url("**/what-changed.html#there")
    page = parsed(site / "chapters" / "what-worked.html")
    refresh = page.select_one("noscript meta[http-equiv=refresh]")
    assert refresh["content"] == "0; url=what-changed.html"
    assert page.select_one("main a")["href"] == "what-changed.html"


# --- foot --------------------------------------------------------------------------------------


def test_every_page_says_its_edition_its_licence_and_whose_it_is_not(built):
    version = register().package.descriptor["version"]
    for name, page in built.items():
        text = " ".join(page.select_one("footer .edition").get_text().split())
        assert "Sources last searched on 28 November 2026." in text, name
        assert f"Two inspections, version {version}; no corrections yet." in text, name
        assert "not produced by the inspectorate" in text
        assert page.select_one(".edition a[rel=license]").get_text() == "CC BY 4.0"
        assert page.select("footer a[href*='pradyunsg/furo']"), name


def test_the_foot_gives_the_day_of_the_last_correction():
    row = dict.fromkeys(("concerns", "before", "after", "reason"), "x")
    rows = [
        row | {"correction_id": "a", "date": "2030-02-01"},
        row | {"correction_id": "b", "date": "2030-11-03"},
        row | {"correction_id": "c", "date": "2029-12-31"},
    ]
    known = register().package
    assert last_correction(Register(known.with_rows("corrections", []))) == "no corrections yet"
    found = last_correction(Register(known.with_rows("corrections", rows)))
    assert found == "last corrected on 3 November 2030"
