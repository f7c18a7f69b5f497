"""The teacher's pack: no answer in the handout, every mark in the scheme, each file alone."""

import base64
import hashlib
import io
import re
import zipfile

import pytest
from bs4 import BeautifulSoup

from inspections.errors import UserError
from publishing.core.project import ROOT
from publishing.downloads.pack_list import ARCHIVE, PACK_FILES, PACK_FOLDER
from publishing.markup.exercises import YES
from publishing.records.edition import file_name
from tests.axe import sparing
from tests.book import register
from tests.by_hand import says
from tests.copies import one_page
from tests.site import article
from tools.editions import teaching_pack
from tools.editions.edition_files import format_size
from tools.editions.slides import Deck

USED = "domestic-abuse-information-used-2024"


def evidence(words, number):
    return (
        f'<span class="evidence"><a class="evidence-link" id="use-{number}" href="#c">{words}</a>'
        f'<sup class="note-number">{number}</sup><span class="card"><a class="entry-link" '
        f'href="numbers.html#fact-{number}">Entry</a></span></span>'
    )


EXERCISE = f"""\
<article><section id="ex"><h1>Exercises</h1><p>Folded away.</p>
<section id="judge"><h2>Judge</h2>
<section class="exercise" id="exercise-who"><h3>Who?<a class="headerlink" href="#x">¶</a></h3>
<p class="exercise-label">Exercise 1, judging a claim, about 5 minutes, first steps, 2 marks</p>
<p>Take {evidence("22 of 70", 2)}.</p>
<details class="choice"><summary>A trend<span class="screen-only">: Who?</span></summary>
<p>Yes, that is it.</p></details>
<label class="write">Your own<textarea></textarea></label>
<details class="fold"><summary>Hint</summary><p>Look again.</p></details>
<details class="fold"><summary>Worked answer</summary><p>It is {evidence("one third", 1)}.</p>
<div class="marking"><ul><li>1 mark: the base.</li><li>1 mark: the rest.</li></ul></div></details>
</section><p>Next: <a href="b.html">Another page</a></p></section>
<section class="source-notes"><details><summary>Sources</summary><ol><li><b>one third</b>: a
share. <a class="source-link" href="https://example.org/s">S</a></li><li><b>22 of 70</b>: a count.
<a class="source-link" href="https://example.org/t">T</a></li></ol></details></section>
</section></article>"""


@pytest.fixture
def made(tmp_path, edition):
    """The sheets of a small site with one exercise, parsed."""
    one_page(tmp_path, EXERCISE)
    sheets = teaching_pack.pack_files(tmp_path, tmp_path, register(), edition)
    return {name: BeautifulSoup(text, "html5lib") for name, text in sheets.items()}


def test_the_handout_has_the_task_and_nothing_that_helps_to_answer_it(made):
    handout = made["handout.html"]
    text = handout.main.get_text(" ")
    assert "Take 22 of 70" in " ".join(text.split())
    for hidden in ("Look again", "one third", "Yes, that", "mark: the base", "Folded", "Next"):
        assert hidden not in str(handout), hidden
    assert [each.get_text() for each in handout.select(".choices li")] == ["A trend"]
    assert len(handout.select(".room .line")) == 2 + 1


def test_notes_are_those_of_what_is_left_and_counted_again(made):
    (reference,) = made["handout.html"].select("a[role='doc-noteref']")
    assert reference.get_text() == "[1]"
    note = made["handout.html"].select_one(reference["href"])
    assert note.get_text().startswith("22 of 70: a count.")
    assert len(made["handout.html"].select(".source-notes li")) == 1
    assert len(made["marking-scheme.html"].select(".source-notes li")) == 2


def test_the_scheme_has_hint_verdict_answer_and_marks_in_this_order(made):
    text = " ".join(made["marking-scheme.html"].main.get_text(" ").split())
    parts = (
        "Take 22 of 70",
        "A trend Yes, that",
        "Hint Look again",
        "It is one third",
        "1 mark: the base",
    )
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert "Your own" not in text
    row = made["marking-scheme.html"].select_one("tbody tr").get_text(" ").split()
    assert " ".join(row) == "1. Who? judging a claim about 5 minutes first steps 2"


@pytest.mark.parametrize(
    ("task", "needs"), [("See <a class='reference' href='b.html'>B</a>.", "the site"), ("", "")]
)
def test_the_table_says_which_exercise_needs_the_site(tmp_path, edition, task, needs):
    answer = EXERCISE.replace("Look again.", "See <a class='reference' href='b.html'>B</a>.")
    one_page(tmp_path, answer.replace("<p>Take", f"<p>{task}</p><p>Take"))
    made = teaching_pack.pack_files(tmp_path, tmp_path, register(), edition)
    assert set(made) == {"handout.html", "marking-scheme.html"}
    for sheet in made.values():
        cells = BeautifulSoup(sheet, "html5lib").select("tbody td")
        assert [cell.get_text() for cell in cells][1] == needs


def test_a_label_that_nobody_can_read_is_refused(tmp_path, edition):
    one_page(tmp_path, EXERCISE.replace("2 marks<", "some marks<"))
    with pytest.raises(
        ValueError, match="the label of an exercise reads 'Exercise 1, .* some marks"
    ):
        teaching_pack.pack_files(tmp_path, tmp_path, register(), edition)


def test_a_book_without_exercises_has_no_pack(tmp_path, edition):
    one_page(tmp_path, '<article><section id="a"><h1>A</h1></section></article>')
    assert teaching_pack.add_pack(tmp_path, tmp_path, register(), edition) == {}
    assert list(tmp_path.glob("downloads/*")) == []


def test_a_picture_that_no_page_shows_is_named(tmp_path):
    one_page(tmp_path, '<article><section id="a"></section></article>')
    (tmp_path / "teaching").mkdir()
    slides = "# A\n\n```{picture} gone\n```\n"
    (tmp_path / "teaching" / "slides.md").write_text(slides)
    with pytest.raises(UserError, match=r"slides\.md: no page shows the picture 'gone'"):
        Deck(tmp_path, tmp_path, register(), "https://example.org/")


def test_all_that_no_page_shows_is_named_at_once_and_code_is_no_headline(tmp_path):
    one_page(tmp_path, '<article><section id="a"></section></article>')
    (tmp_path / "teaching").mkdir()
    slides = tmp_path / "teaching" / "slides.md"
    slides.write_text(f"# A\n\n{{fact}}`{USED}`\n\n```{{picture}} gone\n```\n")
    with pytest.raises(UserError) as caught:
        Deck(tmp_path, tmp_path, register(), "https://example.org/")
    entry, picture = str(caught.value).splitlines()
    assert entry.startswith(f"teaching/slides.md: no page has the entry of {{fact}}`{USED}`: ")
    assert "no page shows the picture 'gone'" in picture
    slides.write_text("# A\n\n```\n1 < 2\n```\n")
    ((_, html),) = Deck(tmp_path, tmp_path, register(), "https://example.org/").slides
    assert html == "<pre>1 &lt; 2\n</pre>"


# --- the pack of the book ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sheets(site):
    """Every sheet of the site, parsed, by its file's name."""
    files = sorted((site / PACK_FOLDER).glob("*.html"))
    assert {file.name for file in files} == {f"{name}.html" for name in PACK_FILES}
    return {file.name: BeautifulSoup(file.read_text("utf-8"), "html5lib") for file in files}


def test_each_sheet_is_one_file_without_script_that_asks_for_nothing(sheets):
    for name, sheet in sheets.items():
        assert sheet.select("script, link, img, iframe, [src], [onclick], form, button") == [], name
        policy = sheet.select_one("meta[http-equiv]")["content"]
        digest = base64.b64encode(hashlib.sha256(sheet.style.string.encode()).digest()).decode()
        assert f"style-src 'sha256-{digest}'" in policy
        assert sheet.html["lang"] == "en-GB"
        assert len(sheet.select("h1")) == 1
        ids = [each["id"] for each in sheet.select("[id]")]
        assert len(ids) == len(set(ids)), name
        for link in sheet.select("a"):
            address = link["href"]
            assert address[1:] in ids if address.startswith("#") else re.match("https?://", address)


def test_every_exercise_stands_in_both_sheets_and_marks_add_up(sheets, site):
    page = article(site / "chapters" / "exercises.html")
    titles = [each.find(string=True).strip() for each in page.select(".exercise > h3")]
    assert len(titles) >= 25
    for name in ("handout.html", "marking-scheme.html"):
        assert [each.get_text() for each in sheets[name].select(".exercise > h3")] == titles
    scheme = sheets["marking-scheme.html"]
    given = re.findall(r"(\d+) marks?: ", scheme.main.get_text(" "))
    total = int(scheme.select_one("tfoot .number").get_text())
    assert sum(map(int, given)) == total
    answers = [each.get_text() for each in page.select("details.fold .evidence-answer > a")]
    for fold in page.select("details"):
        fold.decompose()
    only = set(answers) - {each.get_text() for each in page.select(".evidence-answer > a")}
    assert len(only) > 15
    assert [each for each in only if each in sheets["handout.html"].main.get_text(" ")] == []


def test_numbers_of_the_slides_come_from_the_data_and_lead_to_their_entries(sheets, site):
    slides = sheets["slides.html"]
    links = {each.get_text(): each["href"] for each in slides.select(".slide p > a")}
    assert links[says(USED)].endswith(f".html#fact-{USED}")
    assert says("police-replies-owed-2024") in slides.main.get_text()
    assert len(slides.select("figure svg[role='img'][aria-label]")) == 3
    for link in links.values():
        file, _, anchor = link.partition("#")
        home = register().package.descriptor["homepage"]
        if anchor and file.startswith(home):
            html = (site / file.removeprefix(home)).read_text("utf-8")
            assert f'id="{anchor}"' in html, link


def test_the_plans_name_slides_and_exercises_by_their_true_numbers(sheets):
    written = (ROOT / "chapters" / "teach-with-this.md").read_text("utf-8")
    plans = sheets["session-plans.html"].main
    titles = [each.get_text() for each in sheets["slides.html"].select(".slide > :first-child")]
    shown = re.findall(r"\{slide\}`(.+?)`", written)
    numbers = re.findall(r"slide (\d+)", plans.get_text())
    assert [titles[int(number) - 1] for number in numbers] == shown
    assert set(titles[1:]) == set(shown)  # each but the title has its step
    labels = [each.get_text() for each in sheets["handout.html"].select("tbody th")]
    named = [each for each in plans.select("a") if each.get_text().startswith("exercise ")]
    assert len(named) >= 8
    for each in named:
        number, title = re.fullmatch(r"exercise (\d+), “(.+)”", each.get_text()).groups()
        assert f"{number}. {title}" in labels
        exercise = sheets["handout.html"].find("h3", string=title).find_parent("section")
        assert each["href"].endswith(exercise["id"].replace("exercises--", "exercises.html#"))


def test_the_slide_of_faults_has_just_those_of_the_exercises(sheets, site):
    page = article(site / "chapters" / "exercises.html")
    right = {
        each.summary.find(string=True)
        for each in page.select("details.choice")
        if each.p.get_text() == YES
    }
    slide = sheets["slides.html"].find(string="Faults to look for").find_parent("section")
    told = [each.get_text() for each in slide.select("li")]
    assert len(told) >= 8
    assert sorted(told) == sorted(right)


def test_the_key_answers_every_question_of_the_worksheet(sheets):
    asked, answered = [], []
    for name, numbers in (("worksheet.html", asked), ("worksheet-key.html", answered)):
        for part in sheets[name].select("main ol:not(.source-notes ol)"):
            first = int(part.get("start", 1))
            numbers += range(first, first + len(part.find_all("li", recursive=False)))
    assert asked == answered == list(range(1, len(asked) + 1))
    assert len(asked) >= 8


@pytest.mark.parametrize("screen", [(1280, 720), (1024, 768)])
def test_a_slide_fits_the_screen_and_its_smallest_label_can_be_read(new_page, site, screen):
    width, height = screen
    tab = new_page(viewport={"width": width, "height": height})
    tab.goto((site / PACK_FOLDER / "slides.html").as_uri())
    heights = tab.evaluate("[...document.querySelectorAll('.slide')].map(e => e.offsetHeight)")
    assert len(heights) >= 10
    assert max(heights) <= height
    labels = tab.evaluate(
        "[...document.querySelectorAll('.slide svg text')].map(each =>"
        " parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().d)"
    )
    assert len(labels) > 10
    assert min(labels) >= 14


def test_slides_lead_on_and_back_by_keyboard_without_script(new_page, site):
    tab = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 720})
    tab.goto((site / PACK_FOLDER / "slides.html").as_uri())
    count = tab.locator(".slide").count()
    assert count >= 10
    for number in range(1, count):
        tab.get_by_role("link", name=f"On to slide {number + 1}", exact=True).focus()
        tab.keyboard.press("Enter")
        top = tab.locator(f"#slide-{number + 1}").bounding_box()["y"]
        assert abs(top) < 400, number
    tab.get_by_role("link", name=f"Back to slide {count - 1}", exact=True).press("Enter")
    assert tab.url.endswith(f"#slide-{count - 1}")


def test_axe_finds_nothing_and_nothing_runs_over_the_edge(new_page, site):
    seen, known = 0, set()
    for file in sorted((site / PACK_FOLDER).glob("*.html")):
        tab = new_page(bypass_csp=True)
        tab.goto(file.as_uri())
        for width in (1280, 320):
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, file.name
        assert sparing(tab, known) == [], file.name  # at 320, where targets lie closest
        seen += 1
    assert seen == len(PACK_FILES)
    assert len(known) > 20


def test_the_zip_stands_alone_and_the_page_says_its_size(sheets, site):
    content = (site / "downloads" / ARCHIVE).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert {*sheets, "README.md", "LICENSE", "CITATION.cff", "two-inspections.xlsx"} <= set(files)
    readme = files["README.md"].decode()
    for name in files.keys() - {"README.md"}:
        assert f"`{name}`" in readme, name
    assert register().package.descriptor["version"] in readme
    assert f"/{file_name(register(), 'pdf', '-student')}\n" in readme
    for name in sheets:
        assert files[name] == (site / PACK_FOLDER / name).read_bytes()
    page = article(site / "chapters" / "teach-with-this.html")
    size = page.select_one(f'[data-file="{ARCHIVE}"]').get_text()
    assert size == format_size(len(content))
    for name in sheets:
        assert page.select(f'a[href$="{PACK_FOLDER}/{name}"]'), name


def test_every_work_of_the_reading_list_has_its_year_and_what_it_is_for(sheets):
    works = sheets["reading-list.html"].select("main li")
    cited = [work for work in works if work.select("em, a[href*='doi.org']")]
    assert len(cited) >= 8
    for each in cited:
        assert re.search(r"\b(?:19|20)\d\d: \w.{15,}\.$", " ".join(each.get_text().split())), each
