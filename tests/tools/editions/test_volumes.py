"""Volumes of the PDF: the book's pages and words in two, each tagged, outlined and linked alone."""

from __future__ import annotations

import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from publishing.core.project import ROOT
from publishing.records.edition import VOLUMES, file_name
from tests.book import register
from tests.pdfs import A4, made_in_thread, outline, small, text_of
from tests.site import parsed
from tools.editions import volumes
from tools.editions.html_chapters import site_pages

WHOLE, STUDENT, REFERENCE = "", "-student", "-reference"
KEPT = "a tag is kept that is not in the tree"


def listed(value):
    return list(value) if isinstance(value, Array) else [value]


def within(tag):
    """The tags and links in a tag."""
    return [part for part in listed(tag.get("/K", Array())) if isinstance(part, Dictionary)]


def tags_of(pdf):
    """Every tag, by its number, that is reached from the root."""
    found, waiting = {}, [pdf.Root.StructTreeRoot.K]
    while waiting:
        each = waiting.pop()
        if each.get("/Type") == "/StructElem" and each.objgen not in found:
            found[each.objgen] = each
            waiting += within(each)
    return found


def tag_faults(pdf):
    """What tags and pages say of each other that is not so."""
    here, tags = {page.obj.objgen for page in pdf.pages}, tags_of(pdf)
    links = {link.objgen for page in pdf.pages for link in page.get("/Annots", [])}
    named, linked = set(), set()
    for tag in tags.values():
        below = within(tag)
        named |= {each.Pg.objgen for each in [tag, *below] if "/Pg" in each}
        linked |= {each.Obj.objgen for each in below if "/Obj" in each}
    found = ["a tag names a page that is not there"] * bool(named - here)
    found += ["a page has no tag"] * bool(here - named)
    found += ["a tag names a link that is not there"] * bool(linked - links)
    found += ["a link has no tag"] * bool(links - linked)
    tree = pdf.Root.StructTreeRoot
    parents = dict(pikepdf.NumberTree(tree.ParentTree).items())
    entries = [each for value in parents.values() for each in listed(value)]
    entries += pikepdf.NameTree(tree.IDTree).values() if "/IDTree" in tree else []
    found += [KEPT] * any(e.objgen not in tags for e in entries)
    keys = {int(page.StructParents) for page in pdf.pages}
    keys |= {int(link.StructParent) for page in pdf.pages for link in page.get("/Annots", [])}
    return found + ["pages and tags are not joined"] * (keys != parents.keys())


def way_faults(pdf):
    """What in outline and links leads to a page that is not there."""
    here, places = {page.obj.objgen for page in pdf.pages}, pdf.Root.Dests
    found = [f"{name} is no page" for name, place in places.items() if place[0].objgen not in here]
    for page in pdf.pages:
        links = page.get("/Annots", [])
        inside = [str(link.Dest) for link in links if "/Dest" in link]
        outside = [str(link.A.URI) for link in links if "/Dest" not in link]
        found += [f"a link leads to {name}" for name in inside if name not in places]
        found += [f"a link leads to {each}" for each in outside if not each.startswith("http")]
    with pdf.open_outline() as opened:
        waiting = list(opened.root)
        while waiting:
            item = waiting.pop()
            waiting += item.children
            if item.destination[0].objgen not in here:
                found.append(f"the outline leads to {item.title}")
    return found


def left_over(pdf):
    """How many pages and tags are in the file that nobody reaches."""
    kinds = [str(each.get("/Type")) for each in pdf.objects if isinstance(each, Dictionary)]
    return kinds.count("/Page") - len(pdf.pages), kinds.count("/StructElem") - len(tags_of(pdf))


# --- the book -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(site):
    """The whole book and its volumes, as published."""
    names = {each: file_name(register(), "pdf", each) for each in (WHOLE, *VOLUMES)}
    assert list(names) == [WHOLE, STUDENT, REFERENCE]
    return {each: site / name for each, name in names.items()}


@pytest.fixture(scope="module")
def texts(files):
    return {volume: text_of(file) for volume, file in files.items()}


def test_the_volumes_have_every_page_of_the_book_once_behind_covers_of_their_own(texts):
    student, reference = texts[STUDENT][1:], texts[REFERENCE][1:]
    assert student + reference == texts[WHOLE][1:]
    last = [page.part for page in site_pages(ROOT) if page.part][-1]
    assert len(student) > 50
    assert str(len(student) + 2) in reference[0].split()
    assert f" {last} " in reference[0]
    for volume, (title, what) in VOLUMES.items():
        assert texts[volume][0].startswith("Two inspections How inspectors judged")
        assert f"{title}: {what}. Pages are numbered as in the whole book." in texts[volume][0]
        assert title not in texts[WHOLE][0]


@pytest.mark.parametrize("volume", [WHOLE, STUDENT, REFERENCE])
def test_each_is_tagged_outlined_and_linked_and_has_nothing_left_over(files, volume):
    with pikepdf.open(files[volume]) as pdf:
        assert len(tags_of(pdf)) > 10_000
        assert tag_faults(pdf) == []
        assert way_faults(pdf) == []
        assert left_over(pdf) == (0, 0)
        assert str(pdf.Root.Lang) == "en-GB"
        assert {tuple(round(float(each)) for each in page.mediabox[2:]) for page in pdf.pages} == {
            A4
        }


def test_together_they_weigh_little_more_than_the_book(files):
    sizes = {volume: file.stat().st_size for volume, file in files.items()}
    assert sizes[STUDENT] + sizes[REFERENCE] < 1.05 * sizes[WHOLE]


def test_the_outline_of_the_book_is_divided_between_them(files):
    found = {}
    for volume, file in files.items():
        with pikepdf.open(file) as pdf:
            found[volume] = [(title, depth) for title, depth, _ in outline(pdf)]
    cover = ("Two inspections", 0)
    parts = [page.part for page in site_pages(ROOT) if page.part]
    cut = found[WHOLE].index((parts[-1], 0))
    assert found[STUDENT] == found[WHOLE][:cut]
    assert found[REFERENCE] == [cover, *found[WHOLE][cut:]]
    assert found[STUDENT][0] == cover


@pytest.mark.parametrize("page", ["index.html", "chapters/about.html"])
def test_every_page_offers_them_with_their_pages(site, texts, page):
    offered = " ".join(parsed(site / page).select_one(".take-away").get_text().split())
    for volume, (title, what) in VOLUMES.items():
        told = rf"{title} \(PDF, {len(texts[volume])} pages, [\d.]+ MB\): {what}\."
        assert re.search(told, offered), title
    assert f"PDF, to print ({len(texts[WHOLE])} pages, " in offered


def test_a_teacher_finds_the_student_edition_with_the_pack(site, files, texts):
    page = parsed(site / "chapters" / "teach-with-this.html")
    (leads,) = page.select(f'article a[href$="{files[STUDENT].name}"]')
    told = " ".join(leads.parent.get_text().split())
    title, what = VOLUMES[STUDENT]
    assert told.startswith(f"Beside the pack: {title} (PDF) ({len(texts[STUDENT])} pages, ")
    assert told.endswith(f"): {what}.")


# --- planted -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chapters():
    """Pages 3 to 7: two lead to the last part, and the last leads back."""
    return [
        small("one", leads=["two"]),
        small("two", "A part", leads=["one", "five"]),
        small("three"),
        small("four", "Last", leads=["five", "one"]),
        small("five"),
    ]


@pytest.fixture(scope="module")
def made(chapters, edition, tmp_path_factory):
    """The files of a small book, with how many pages each has, by what their names add to its."""
    found = made_in_thread(chapters, tmp_path_factory.mktemp("volumes"), edition)
    return {file.stem.removeprefix(edition.name): (file, size) for file, size in found.items()}


def test_the_last_part_is_cut_off_with_its_numbers_and_the_title_says_which_it_is(made):
    assert {volume: size for volume, (_, size) in made.items()} == {
        WHOLE: 7,
        STUDENT: 5,
        REFERENCE: 3,
    }
    labels, titles = {}, {}
    for volume, (file, size) in made.items():
        with pikepdf.open(file) as pdf:
            assert len(pdf.pages) == size
            labels[volume] = [page.label for page in pdf.pages]
            titles[volume] = str(pdf.docinfo.Title)
            assert tag_faults(pdf) == way_faults(pdf) == []
            assert left_over(pdf) == (0, 0)
            names = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
            assert len(names) == {WHOLE: 5, STUDENT: 3, REFERENCE: 2}[volume]
    assert labels == {
        WHOLE: ["1", "2", "3", "4", "5", "6", "7"],
        STUDENT: ["1", "2", "3", "4", "5"],
        REFERENCE: ["1", "6", "7"],
    }
    assert titles == {
        WHOLE: "Two inspections",
        STUDENT: "Two inspections: student edition",
        REFERENCE: "Two inspections: reference volume",
    }
    assert "Chapter three" in text_of(made[STUDENT][0])[-1]
    assert "Last Chapter four" in text_of(made[REFERENCE][0])[1]
    assert "Chapter five" in text_of(made[REFERENCE][0])[-1]


def test_a_link_to_the_other_volume_becomes_words_and_keeps_its_page_number(made):
    file, _ = made[STUDENT]
    assert "To one (p. 3) To five (p. 7)" in text_of(file)[3]
    with pikepdf.open(file) as pdf:
        inside = [[str(link.Dest) for link in page.get("/Annots", [])] for page in pdf.pages[1:]]
        kinds = [str(tag.S) for tag in tags_of(pdf).values()]
    assert inside == [["/one", "/two", "/three"], ["/two"], ["/one"], []]
    assert kinds.count("/Span") == 3, "two lines of the contents, and the link to five"


def test_a_book_of_one_part_is_one_file(edition, tmp_path):
    one = [small("one"), small("two", "A part"), small("three")]
    (file,) = made_in_thread(one, tmp_path, edition)
    texts = text_of(file)
    assert len(texts) == 5
    assert "edition" not in texts[0]


def test_the_same_book_gives_the_same_volumes_at_any_time_and_place(
    made, chapters, edition, tmp_path, monkeypatch
):
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    (tmp_path / "deeper").mkdir()
    again = made_in_thread(chapters, tmp_path / "deeper", edition)
    assert [file.read_bytes() for file in again] == [file.read_bytes() for file, _ in made.values()]


def test_header_cells_are_named_by_their_order_and_cells_lead_to_them(made):
    with pikepdf.open(made[WHOLE][0]) as pdf:
        named = {str(name) for name, _ in pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree).items()}
        assert named == {f"tag{place:08}" for place in range(1, 6)}  # one in each chapter
        heads = [
            str(head)
            for tag in tags_of(pdf).values()
            for kind in listed(tag.get("/A", Array()))
            for head in listed(kind.get("/Headers", Array()))
        ]
        assert sorted(heads) == sorted(named)
        assert {str(tag.ID) for tag in tags_of(pdf).values() if "/ID" in tag} == named


def plant_page(pdf):
    gone = pdf.make_indirect(Dictionary(Type=Name.Page))
    tag = Dictionary(Type=Name.StructElem, S=Name.P, Pg=gone, K=0)
    pdf.Root.StructTreeRoot.K.K.append(pdf.make_indirect(tag))


def plant_tag(pdf):
    del pdf.Root.StructTreeRoot.K.K[0]


def plant_link(pdf):
    del pdf.pages[1].Annots[0]


def plant_untagged_link(pdf):
    link = pikepdf.Dictionary(Type=Name.Annot, Subtype=Name.Link, StructParent=99)
    pdf.pages[1].Annots.append(pdf.make_indirect(link))


@pytest.mark.parametrize(
    ("plant", "faults"),
    [
        (plant_page, ["a tag names a page that is not there"]),
        (plant_tag, ["a page has no tag", "a link has no tag", KEPT]),
        (plant_link, ["a tag names a link that is not there", "pages and tags are not joined"]),
        (plant_untagged_link, ["a link has no tag", "pages and tags are not joined"]),
    ],
)
def test_tags_that_do_not_fit_are_seen(made, plant, faults):
    with pikepdf.open(made[STUDENT][0]) as pdf:
        plant(pdf)
        assert tag_faults(pdf) == faults


@pytest.mark.parametrize(
    ("step", "faults"),
    [
        ("_cut_links", [KEPT, "pages and tags are not joined"]),
        ("_cut_ids", [KEPT]),
    ],
)
def test_a_step_of_the_cut_left_out_is_seen(chapters, edition, tmp_path, monkeypatch, step, faults):
    monkeypatch.setattr(volumes, step, lambda _: None)
    _, student, _ = made_in_thread(chapters, tmp_path, edition)
    with pikepdf.open(student) as pdf:
        assert tag_faults(pdf) == faults
        assert left_over(pdf) != (0, 0)


def test_ways_to_no_page_are_seen(made):
    with pikepdf.open(made[STUDENT][0]) as pdf:
        pdf.Root.Dests["/two"][0] = pdf.make_indirect(Dictionary(Type=Name.Page))
        del pdf.Root.Dests["/one"]
        with pdf.open_outline() as opened:
            opened.root[0].destination = Array([pdf.Root.Dests["/two"][0], Name.Fit])
        assert set(way_faults(pdf)) == {
            "/two is no page",
            "a link leads to /one",
            "the outline leads to Two inspections",
        }
