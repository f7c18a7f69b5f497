"""One more inspection, made up for the test, is added by the steps of CONTRIBUTING and no other.

It is later than all that the data hold, however many these are.
"""

import json
import re

import pytest

from publishing.core.project import ROOT
from tests import programs
from tests.book import register
from tests.copies import FRAME, PAGES, copy_of_book, run
from tests.inspections.fixtures import add_rows, change, read_rows
from tests.site import article, parsed

HELD = register().subject_inspections
YEAR = str(int(HELD[-1].year) + 3)
NAME = f"northamptonshire-pdu-{YEAR}"
PAGE = f"inspection-{YEAR}"
GIVEN = ("--report-date", f"{YEAR}-03-02", "--overall-rating", "Good")
FILLED = {
    "sources": {
        "publisher": "A made-up publisher",
        "title": "An inspection made up for a test",
        "kind": "other",
        "url": f"https://example.org/made-up-{YEAR}",
        "licence": "Made up",
    },
    "inspections": {"fragment": "an overall rating of ‘Good’", "checked": "one reading"},
    "events": {"fragment": f"published on 2 March {YEAR}"},
}
"""What a person then writes into the cells that the check names."""
FINDING = {
    "finding_id": f"buildings-repaired-{YEAR}",
    "inspection_id": NAME,
    "theme": "buildings",
    "tone": "strength",
    "said_by": "inspectorate",
    "statement": "Every office had been repaired.",
    "short": "every office repaired",
    "fragment": "all offices have been repaired",
}
"""What a person then adds of what the source says."""
TOTALS, PROJECT = "tests/data/test_totals.py", "tests/data/test_project.py"
STAGES = "test_each_stage_prints_what_was_counted_by_hand"
"""Tests of what ``tests/data/totals.py`` holds: a new inspection may change it."""


def key_in(data, table):
    """The key of the row that the command wrote."""
    (key,) = (key for key, *_ in map(dict.values, read_rows(data, table)) if NAME in key)
    return key


TO_WRITE, OUTDATED = ": to write: ", " is not the latest"
"""What the check says of a claim that the new report makes false."""


def reword(root, complaint):
    """Say it of any number of inspections, in the line that the check names."""
    place, _, words = complaint.partition(": '")
    path, line = place.split(":")
    lines = (root / path).read_text(encoding="utf-8").split("\n")
    plain = re.sub(r"\btwo (?=\w|\{)", "", lines[int(line) - 1], flags=re.IGNORECASE)
    plain = re.sub(r"(?<!-)\btwice\b", "again", plain)
    lines[int(line) - 1] = re.sub(r"\bboth (?=\w|\{)", "those ", plain, flags=re.IGNORECASE)
    (root / path).write_text("\n".join(lines), encoding="utf-8")


def take_out(root, complaint):
    """Take out the sentence that is no longer true, in the paragraph that the check names."""
    path, line, _ = complaint.split(":", 2)
    page = root / path
    lines = page.read_text(encoding="utf-8").split("\n")
    (false,) = (
        number
        for number, each in enumerate(lines[int(line) - 1 :], start=int(line) - 1)
        if "{claim}`no later inspection" in each
    )
    del lines[false]
    page.write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def steps(tmp_path_factory):
    """Do the documented steps in a copy; keep what each command said."""
    root, said = copy_of_book(tmp_path_factory.mktemp("third"), (*FRAME, *PAGES[:4])), {}
    data = root / "data"
    said["new"] = run(root, "inspections", "new", *GIVEN)
    said["new-page"] = run(root, "tools", "new-page")
    said["empty cells"] = run(root, "inspections", "check")
    for table, cells in FILLED.items():
        change(data, table, key_in(data, table), **cells)
    add_rows(data, "findings", {**FINDING, "source_id": key_in(data, "sources")})
    said["filled"] = run(root, "inspections", "check")
    said["written"] = run(root, "tools", "check")
    named = said["written"].stderr.splitlines()
    said["to write"] = [line for line in said["written"].stdout.splitlines() if TO_WRITE in line]
    said["outdated"] = [line for line in named if OUTDATED in line]
    said["to reword"] = [line for line in named if OUTDATED not in line]
    for complaint in said["to reword"]:
        reword(root, complaint)
    for complaint in said["outdated"]:
        take_out(root, complaint)
    page = root / "chapters" / f"{PAGE}.md"
    written = [line for line in page.read_text().split("\n") if not line.startswith("% To write")]
    page.write_text("\n".join(written))
    said["prose"] = run(root, "tools", "check")
    said["book"] = run(root, "tools", "build")
    return root, said


@pytest.fixture(scope="module")
def third_site(steps):
    root, said = steps
    assert said["book"].returncode == 0, said["book"].stderr
    return root / "_build" / "html"


def test_the_command_of_the_guide_is_these_two():
    asked = ("make", "-n", "new-inspection", "OPTIONS=--report-date 2027")
    shown = programs.run(*asked, cwd=ROOT).stdout
    assert "-m inspections new --report-date 2027\n" in shown
    assert "-m tools new-page\n" in shown


def test_the_first_rows_are_written_and_the_empty_cells_named_in_order(steps):
    _, said = steps
    assert said["new"].returncode == 0
    lines = said["empty cells"].stdout.splitlines()
    wanted = [(table, cell) for table, cells in FILLED.items() for cell in cells]
    assert len(lines) == len(wanted) + 1
    for line, (table, cell) in zip(lines, wanted, strict=False):
        assert re.match(rf"{table}\.csv, row \d+, {cell} \"\": is empty .*; fill it in: \w", line)
    assert "One of: inspectorate, newspaper" in lines[2]
    assert said["filled"].returncode == 0, said["filled"].stdout


def test_the_page_is_begun_and_what_is_to_write_is_named(steps):
    root, said = steps
    assert f"begun: chapters/{PAGE}.md" in said["new-page"].stdout
    named = said["to write"]
    assert len(named) == 5
    assert named[0].startswith(f"chapters/{PAGE}.md:4: to write: the short answer")
    contents = (root / "_toc.yml").read_text().splitlines()
    place = contents.index(f"      - file: chapters/{PAGE}")
    assert contents[place - 1].endswith(f"inspection-{HELD[-1].year}")


def test_words_for_two_inspections_are_named_and_then_the_check_is_green(steps):
    _, said = steps
    named = said["to reword"]
    assert (len(named) >= 3) == (len(HELD) == 2)  # with more, the book says it rightly already
    assert all(f"the data holds {len(HELD) + 1} of the unit" in line for line in named)
    assert said["prose"].returncode == 0, said["prose"].stderr


def test_a_sentence_that_the_new_report_makes_false_is_named_without_a_build(steps):
    _, said = steps
    assert said["written"].returncode == 1
    named = f"{HELD[-1].inspection_id}{OUTDATED}: there is {NAME}"
    assert all(named in line for line in said["outdated"])
    pages = [line.partition(":")[0] for line in said["outdated"]]
    assert sorted(pages) == ["chapters/what-happened-next.md", "index.md"]


@pytest.mark.weekly
def test_the_tests_of_the_data_hold_but_for_totals_counted_by_hand(steps):
    root, _ = steps
    copy_of_book(root, ["tests"])
    counted = ("--ignore", TOTALS, "--deselect", f"{PROJECT}::{STAGES}")
    tested = run(root, "pytest", "-n", "0", "tests/inspections", "tests/data", *counted)
    assert tested.returncode == 0, tested.stdout
    assert int(re.search(r"(\d+) passed", tested.stdout)[1]) > 900
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "`tests/data/totals.py`" in guide
    assert (root / TOTALS).is_file()


def test_the_front_page_shows_it(third_site):
    page = article(third_site / "index.html")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select(".grades > li")]
    assert len(rows) == len(HELD) + 1
    assert rows[-1].startswith(f"2 March {YEAR} Good")


def test_timeline_comparison_and_ledger_show_it(third_site):
    page = article(third_site / "chapters" / "what-changed.html")
    figure = page.select_one("figure")
    assert len(figure.select("tbody tr")) == len(HELD) + 1
    assert f"March {YEAR} Good" in " ".join(figure.get_text(" ").split())
    findings = article(third_site / "chapters" / "every-finding.html").get_text(" ")
    assert "Every office had been repaired." in findings
    ledger = article(third_site / "chapters" / "every-number.html")
    assert [each["id"] for each in ledger.select("[id^='rating-northamptonshire-pdu-']")] == [
        f"rating-{name}" for name in (*(each.inspection_id for each in HELD), NAME)
    ]
    dates = article(third_site / "chapters" / "glossary.html")
    assert dates.select_one(f"#date-report-on-{NAME}")


def test_menu_metadata_and_downloads_show_it(third_site):
    page = parsed(third_site / "index.html")
    menu = [each for each in page.select(f"a[href='chapters/{PAGE}.html']")]
    assert any(not each.find_parent("article") for each in menu)
    (about,) = page.select("script[type='application/ld+json']")
    assert f"chapters/{PAGE}.html" in json.dumps(json.loads(about.string))
    assert PAGE in (third_site / "sitemap.xml").read_text()
    assert NAME in (third_site / "data" / "inspections.csv").read_text()
    assert "report-on-" + NAME in (third_site / "downloads" / "every-date.csv").read_text()
