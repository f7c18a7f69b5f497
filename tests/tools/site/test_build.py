"""The build refuses what must not be published, and says so in words."""

from pathlib import Path

import pytest

from inspections.command_line import Trouble
from inspections.register import Register
from publishing.core.project import digest, input_files
from publishing.pages import entries, lists
from tests.book import register
from tests.copies import made_up_book
from tests.inspections.fixtures import change
from tests.site import article, parsed
from tests.tables import each_row
from tools.approval import approved_pages
from tools.site import build, build_messages, process

FAULTY = """\
# A page with faults

{fact}`visits-missed`

{fact}`workers-2030:shouted`

{finding}`words <leaders>`

{claim}`rose <rose: information-used-2030 not-requested-2030>`

{claim}`rose <rose: amberley-2030 amberley-2034>`

Words without a fault.

## A heading with {fact}`workers-2030`

Take $\\fraction{x}{n}$.

{answer}`median: workers-2030`

{blank}`huge`

:::{invented}
A tale of [[no-such-fact]]
:::

::::{exercise} A title
:name: a
:kind: reading
:level: first
:marks: 1
:minutes: 5

:::{fold} Hint
Look.
:::

:::{choice} It is too long
No.
:::

:::{marking}
- one thing.
- {marks}`2` another.
:::
::::

:::{exercise} Another
:name: b
:level: first
:marks: 1
:minutes: 5

Do.
:::

:::{exercise} For days
:name: c
:kind: reading
:level: first
:marks: 1
:minutes: 999

Do.
:::

::::{session} An hour
:minutes: 60

:::{step} Read
:minutes: 70
Text.
:::
::::

Take {exercise}`aa` and {slide}`Nothing`.
"""


@pytest.fixture(scope="module")
def small_book(tmp_path_factory):
    return made_up_book(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def complaint(small_book):
    (small_book / "index.md").write_text(FAULTY, encoding="utf-8")
    with pytest.raises(Trouble) as caught:
        build.build(small_book)
    return str(caught.value)


@each_row
def test_a_faulty_page_fails_the_build_with_file_line_and_advice(complaint, line, expected):
    assert any(
        f"index.md:{line}:" in each and expected in each for each in complaint.splitlines()
    ), complaint


EVERYWHERE = """\
# Page

{fact}`information-used-2030`

- {fact}`workers-2030`

:::{admonition} Box
{fact}`visits-missed-2030`
:::

| head |
| --- |
| {fact}`training-2030` |

:::{table} Caption with {fact}`not-requested-2030`
| head |
| --- |
| text |
:::

{explain}`agencies <mappa>` and {date}`report-2030`

The share is $\\frac{x}{n}$.

$$
p \\pm z
$$

```{teaching-pack}
```
"""


@pytest.fixture(scope="module")
def good(small_book, complaint):
    """The site of a page with evidence wherever it may stand, built after one that failed."""
    assert complaint
    (small_book / "index.md").write_text(EVERYWHERE, encoding="utf-8")
    return build.build(small_book)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("p", "22 of 70"),
        ("li", "almost 1,149"),
        (".admonition", "38 of 59"),
        ("td", "15 months"),
        ("caption", "31 of 70"),
        ("p", "agencies"),
        ("p", "17 May 2030"),
    ],
)
def test_evidence_works_wherever_it_stands(good, where, text):
    found = [
        piece
        for piece in article(good / "index.html").select(f"{where} .evidence")
        if piece.select_one(".evidence-link").get_text() == text
    ]
    assert len(found) == 1
    assert found[0].select_one(".card[popover] .entry-link")
    assert found[0].select_one(".evidence-link")["href"].startswith("#card-")


def test_a_formula_is_mathml_and_needs_no_script(good):
    page = article(good / "index.html")
    assert [each.parent.name for each in page.select("math mfrac")] == ["math"]
    assert page.select_one("p math")["alttext"] == "\\frac{x}{n}"
    assert page.select_one(".formula[tabindex] math[display=block] mo").get_text() == "±"
    scripts = parsed(good / "index.html").select("script[src]")
    assert scripts
    assert not [each["src"] for each in scripts if "mathjax" in each["src"].lower()]


def test_an_unchanged_book_is_not_built_again_and_a_changed_figure_is(small_book, good):
    page = good / "index.html"
    before = page.stat().st_mtime_ns
    build.build(small_book)
    assert page.stat().st_mtime_ns == before
    other = {"value": "39", "fragment": "39 of the 59 cases"}
    change(small_book / "data", "facts", "visits-missed-2030", **other)
    build.build(small_book)
    assert ">39 of 59<" in page.read_text(encoding="utf-8")


def test_files_made_after_the_pages_alone_are_offered_on_them(small_book, good, monkeypatch):
    page = good / "index.html"
    build.build(small_book)
    assert [*parsed(page).select(".take-away"), *article(page).select("a[href$='.zip']")] == []
    monkeypatch.setattr(build, "files_to_offer", lambda: ["epub"])
    build.build(small_book, complete=True)
    (offered,) = parsed(page).select(".take-away a")
    assert (good / offered["href"]).is_file()
    assert article(page).select("a[href$='.zip']")


def test_a_correction_shows_on_its_entry_and_in_the_list():
    known = register()
    row = {
        "correction_id": "replies",
        "date": "2030-02-01",
        "concerns": "police-replies-owed-2024",
        "before": "410",
        "after": "400",
        "reason": "The source says so.",
    }
    corrected = Register(known.package.with_rows("corrections", [row]))
    entry = "1 February 2030: 410 became 400. The source says so."
    assert entries.last_corrected(corrected, "police-replies-owed-2024") == entry
    assert entries.last_corrected(corrected, "workers-2024") == ""
    text = approved_pages.page_text(lists.corrections(corrected))
    assert "1 February 2030 | police-replies-owed-2024 | 410 | 400" in text
    assert entry in approved_pages.pages(corrected)["every-number.txt"]


def test_an_entry_leads_to_the_differences_and_the_unknowns_that_concern_it():
    text = approved_pages.pages(register())["every-number.txt"]
    entry = text.split("{fact-vacancy-rate-2024}")[1].split("\n#")[0]
    assert "<#conflict-" in entry
    assert "<#unknown-" in entry
    assert "the sources differ" in entry


def test_what_running_leaves_behind_is_no_input(tmp_path):
    profile = tmp_path / "src" / "publishing" / "core" / "ipython" / "profile_default"
    (profile / "startup").mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text("one")
    before = build.inputs(tmp_path)
    (profile / "startup" / "README").write_text("made by IPython")
    assert build.inputs(tmp_path) == before
    (profile / "ipython_kernel_config.py").write_text("two")
    assert build.inputs(tmp_path) != before


def test_the_execution_cache_follows_data_code_and_lock(tmp_path):
    for name in ("data/a.csv", "src/inspections/b.py", "requirements.txt", "chapters/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    seen = {digest(tmp_path, input_files(tmp_path))}
    for name in ("data/a.csv", "src/inspections/b.py", "requirements.txt"):
        (tmp_path / name).write_text("two")
        seen.add(digest(tmp_path, input_files(tmp_path)))
    (tmp_path / "chapters/c.md").write_text("two")
    seen.add(digest(tmp_path, input_files(tmp_path)))
    assert len(seen) == 4


def test_complaints_keep_warnings_and_the_cause_of_a_crash():
    output = "reading\n\x1b[91mWARNING: one\x1b[0m\nException occurred:\nERROR: KeyError: 'x'"
    assert build_messages.complaints(output).splitlines() == [
        "WARNING: one",
        "ERROR: KeyError: 'x'",
    ]


def test_nothing_of_the_users_own_python_reaches_the_build(monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP", "x")
    assert "PYTHONSTARTUP" not in process.environment(Path("/book"))
