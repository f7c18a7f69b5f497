"""The long pages made from the data: what an entry is about stands out, and groups are in reach."""

from dataclasses import replace

from inspections.register import Register
from publishing.pages import ledgers, open_questions
from tests.book import register
from tests.by_hand import says
from tests.site import article
from tests.tables import each_row
from tools.approval.approved_pages import page_text

USED = "domestic-abuse-information-used-2024"
NUMBERS = "chapters/every-number.html"


def page_of(site, name):
    return article(site / "chapters" / f"{name}.html")


@each_row
def test_a_row_of_links_leads_to_every_group_of_entries(site, name, groups):
    page = page_of(site, name)
    links = [(a["href"], a.get_text()) for a in page.select("p.jump a")]
    wanted = [
        (f"#{each['id']}", each.find(["h2", "h3"]).get_text().removesuffix("¶"))
        for each in page.select(groups)
    ]
    assert len(wanted) >= 3
    assert links == wanted


def test_every_letter_of_the_glossary_leads_to_its_first_word(site):
    page = page_of(site, "glossary")
    links = {a.get_text(): a["href"].removeprefix("#") for a in page.select("p.jump a")}
    terms = [(each["id"], each.h2.get_text()) for each in page.select("section[id^=term-]")]
    assert len(terms) > 30
    first = {}
    for anchor, title in terms:
        first.setdefault(title[0], anchor)
    assert links == first
    assert list(links) == sorted(links)


def test_the_number_of_an_entry_is_set_large_and_its_labels_small(open_page):
    page = open_page(NUMBERS)
    entry = page.locator(f"#fact-{USED}")
    styles = "each => { const s = getComputedStyle(each); return [s.fontSize, s.fontWeight]; }"
    number, next_value = entry.locator("dd").all()[:2]
    assert number.inner_text() == f"{says(USED)} cases"
    assert number.evaluate(styles) == ["21.6px", "700"]
    assert next_value.evaluate(styles) == ["17px", "400"]
    assert entry.locator("dt").first.evaluate(styles) == ["14px", "400"]
    starts = page.locator("dl.record > dd").evaluate_all(
        "all => [...new Set(all.slice(0, 60).map(each => each.getBoundingClientRect().left))]"
    )
    assert len(starts) == 1, "labels of all entries have one width"


def test_an_entry_says_what_its_number_is_counted_among(site):
    entry = page_of(site, "every-number").select_one("#fact-domestic-abuse-information-used-2024")
    assert [each.get_text() for each in entry.select("dt")][:3] == [
        "Figure",
        "Out of",
        "Inspection",
    ]
    rating = page_of(site, "every-number").select_one("#rating-northamptonshire-pdu-2022")
    labels = [each.get_text() for each in rating.select("dt")]
    assert labels[0] == "Rating"
    assert "Kind" not in labels


def test_an_entry_leads_to_the_figures_that_use_its_record(site):
    entry = page_of(site, "every-number").select_one(f"#fact-{USED}")
    assert entry.select(".fold a[href$='index.html#fig-seventy-cases']")


def test_one_source_is_no_list_and_two_are(site):
    page = page_of(site, "every-number")
    counts = {}
    for entry in page.select("section.entry[id^=fact-]"):
        for label in entry.select("dt"):
            if label.get_text() == "Source":
                value = label.find_next_sibling("dd")
                shown = len(value.select("a"))
                counts.setdefault(shown, set()).add(len(value.select("li")))
    assert counts[1] == {0}
    assert counts[2] == {2}


def test_a_group_without_an_entry_has_no_heading():
    package = register().package.with_rows("offices", []).with_rows("recommendations", [])
    elsewhere = [row for row in package.rows["findings"] if not row["office_id"]]
    known = Register(package.with_rows("findings", elsewhere))
    text = page_text(ledgers.every_finding(known))
    assert "Leadership" in text
    assert "Offices" not in text
    assert "What was recommended" not in text
    known = Register(package.with_rows("findings", []))
    assert page_text(ledgers.every_finding(known)).count("\n") == 1


def with_conflict(**changes):
    """The register with one difference between sources, changed."""
    package = register().package
    row = dict(package.records("conflicts")[0]) | changes
    return Register(package.with_rows("conflicts", [row]))


@each_row
def test_a_difference_between_sources_says_each_thing_once(changes, counted):
    text = page_text(open_questions.where_sources_differ(with_conflict(**changes)))
    assert {words: text.count(words) for words in counted} == counted


def test_questions_that_a_full_report_could_settle_stand_under_a_heading_that_says_so():
    known = register()
    asked = {
        "mappa-screening-meaning": True,  # The national guidance … and the full 2024 report.
        "caseload-2022": True,  # The inspectorate’s full report on the unit of May 2022 …
        "points-possible-2024": True,  # … or any full report of that programme.
        "police-account-2024": True,  # Northamptonshire Police, or the inspectorate’s full report …
        "release-after-a-third": False,  # The Ministry of Justice.
        "standards-of-other-units": False,  # The ratings page of each report.
    }
    found = {}
    for group in open_questions.what_is_not_known(known)[1:]:
        for entry in group[1:]:
            name = entry["ids"][0].removeprefix("unknown-")
            found[name] = group[0].astext().endswith("full report could answer")
    assert len(found) == len(known.package.rows["unknowns"])
    assert {name: found[name] for name in asked} == asked


def test_the_questions_asked_first_come_first_then_those_on_the_latest_report():
    groups = open_questions.what_is_not_known(register())[1:]
    first, *others = groups
    assert first[0].astext() == "What readers may ask first"
    assert [entry["ids"] for entry in first[1:4]] == [
        ["unknown-later-inspection"],
        ["unknown-age-of-police-backlog"],
        ["unknown-after-the-lowest-grade"],
    ]
    begun = [group[0].astext().partition(":")[0] for group in others]
    places = [begun.index(name) for name in ("Northamptonshire 2024", "Northamptonshire 2022")]
    assert places == sorted(places)
    assert begun[-1] == "The wider system"
    known = register()
    no_first = known.package.descriptor | {"asked_first": []}
    plain = Register(replace(known.package, descriptor=no_first))
    assert len(open_questions.what_is_not_known(plain)) == len(others) + 1


def test_a_record_that_no_page_uses_says_so_like_one_that_is_used(open_page):
    found = 0
    for name in ("every-number", "every-finding"):
        page = open_page(f"chapters/{name}.html")
        alone = page.locator(".entry > .used-nowhere")
        used = page.locator(".entry > .fold > summary").first
        styles = "each => { const s = getComputedStyle(each); return [s.fontSize, s.color]; }"
        for each in alone.all()[:3]:
            assert each.inner_text() == "Marked on no other page; never corrected"
            assert each.evaluate(styles) == used.evaluate(styles)
            found += 1
    assert found >= 1
