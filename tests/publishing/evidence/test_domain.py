"""Links to entries as Sphinx resolves them: on any page, in any order and number of processes."""

import io

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from publishing.core.project import ROOT
from publishing.evidence.domain import evidence_of

PARTS = ("every-number", "system-numbers", "every-date", "every-finding", "glossary-entries")
PARTS += ("where-sources-differ", "what-is-not-known", "regions-and-units")
EXTENSIONS = ["myst_parser", "tests.parts"]
PAGES = {
    "one": "# One\n\n{fact}`workers-2024` and {finding}`words <known-violence-2024>`.\n",
    "two": "# Two\n\n{fact}`workers-2024` and {explain}`load <caseload>`.\n",
    **{name: f"# {name}\n\n```{{{name}}}\n```\n" for name in PARTS},
}


def write(folder, pages):
    (folder / "data").symlink_to(ROOT / "data")
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    contents = "\n".join(pages)
    (folder / "index.md").write_text(f"# Book\n\n```{{toctree}}\n{contents}\n```\n")
    return folder


def build(folder, *, processes=1, out="out", place=None):
    """Build the pages, with what ``place`` puts on each; return the application and warnings."""
    warnings = io.StringIO()
    settings = {"extensions": EXTENSIONS, "nitpicky": True, "html_theme": "basic", "project": "p"}
    with docutils_namespace():
        app = Sphinx(
            *(str(folder), None, str(folder / out), str(folder / f"{out}-trees"), "html"),
            confoverrides=settings,
            status=None,
            warning=warnings,
            parallel=processes,
        )
        if place:
            app.connect("doctree-read", place, priority=100)
        app.build()
    return app, warnings.getvalue()


def site_parts(app):
    """What the pages say, by name."""
    return {path.name: path.read_text() for path in sorted(app.outdir.glob("*.html"))}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return write(tmp_path_factory.mktemp("domain"), PAGES)


@pytest.fixture(scope="module")
def built(book):
    return build(book)


def page(app, name):
    return BeautifulSoup((app.outdir / f"{name}.html").read_text(), "html5lib")


def test_a_card_leads_to_the_entry_wherever_it_is(built):
    app, warnings = built
    assert warnings == ""
    links = [link["href"] for link in page(app, "one").select(".card .entry-link")]
    assert links == [
        "every-number.html#fact-workers-2024",
        "every-finding.html#finding-known-violence-2024",
    ]
    for address in links:
        name, _, anchor = address.partition("#")
        assert page(app, name.removesuffix(".html")).find(id=anchor)


def test_two_processes_read_the_same_book_as_one(built, book):
    assert len(PAGES) > 5  # Sphinx reads fewer in one process
    one, _ = built
    two, warnings = build(book, processes=2, out="two")
    assert warnings == ""
    assert two.is_parallel_allowed("read")
    assert site_parts(one) == site_parts(two)
    assert evidence_of(one.env).data == evidence_of(two.env).data


def test_an_entry_lists_the_pages_that_use_its_record_in_reading_order(built):
    entry = page(built[0], "every-number").find(id="fact-workers-2024")
    links = [(link.get_text(), link["href"]) for link in entry.select(".fold a")]
    assert links[0] == ("One", "one.html#use-fact-workers-2024-1")
    assert links[1] == ("Two", "two.html#use-fact-workers-2024-1")


def test_a_missing_entry_and_one_on_two_pages_are_warnings(tmp_path):
    twice = "# Again\n\n```{every-number}\n```\n"
    pages = {name: PAGES[name] for name in ("one", "every-number")}
    _, warnings = build(write(tmp_path, {**pages, "again": twice}))
    assert "no page has the entry 'finding-known-violence-2024'" in warnings
    assert "the entry 'fact-workers-2024' is on two pages, again and every-number" in warnings


def test_a_part_may_move_to_a_page_that_is_read_earlier(tmp_path):
    part, none = PAGES["every-finding"], "# None\n"
    book = write(tmp_path, {"a": none, "b": part})
    build(book)
    write_again = {"a": part, "b": none}
    for name, text in write_again.items():
        (book / f"{name}.md").write_text(text)
    app, warnings = build(book)
    assert "is on two pages" not in warnings
    assert evidence_of(app.env).entries["finding-known-violence-2024"] == "a"
