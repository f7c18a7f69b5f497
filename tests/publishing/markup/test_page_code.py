"""Cells that run in the page: marked in the chapter, and complete without what would run them."""

from types import SimpleNamespace

from docutils import nodes
from docutils.utils import new_document

from publishing.core import runtimes as files
from publishing.markup import page_code as cells


def made(*children):
    """The cells of a page that holds these nodes, after the transform."""
    document = new_document("page")
    document += list(children)
    cells.WrapRunnableCells(document).run()
    return list(document.findall(cells.PageCode))


def html(cell, root):
    """The tag of a cell, of a book in ``root``."""
    app = SimpleNamespace(srcdir=str(root))
    translator = SimpleNamespace(body=[], builder=SimpleNamespace(app=app))
    cells.visit_cell(translator, cell)
    return translator.body[0]


def listing(text):
    return nodes.literal_block(text, text, language="r", classes=[files.RUNNABLE_CLASS])


def test_only_lines_at_the_end_of_a_listing_are_what_it_printed():
    found = made(listing("a <- 1\n#> not yet\nprint(a)\n#> [1] 1\n#>\n#>   b"), listing("b <- 2"))
    assert [[child.astext() for child in cell.children] for cell in found] == [
        ["a <- 1\n#> not yet\nprint(a)", "[1] 1\n\n  b"],
        ["b <- 2", ""],
    ]


def test_without_the_runtime_the_page_offers_none_and_its_policy_and_script_stay(tmp_path):
    (cell,) = made(listing("a <- 1"))
    assert html(cell, tmp_path) == '<div class="page-code">\n'
    app = SimpleNamespace(srcdir=str(tmp_path))
    document = new_document("page")
    document += cell
    assert not cells.runs_code(app, document)
    assert list(files.in_site(tmp_path)) == []


def test_the_size_is_said_in_the_page_as_measured(tmp_path):
    (cell,) = made(listing("a <- 1"))
    runtime = files.runtimes()["r"]
    for name in runtime.loaded:
        file = tmp_path / files.RUNTIMES_DIR / "r" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes(2_000_000))
    runtime.finish(tmp_path / files.RUNTIMES_DIR / "r")
    tag = html(cell, tmp_path)
    assert len(runtime.loaded) == 11
    assert "about 0 MB, or 22 MB where the server does not compress it" in tag
    assert 'data-runtime="runtimes/r.js?v=' in tag
    document = new_document("page")
    document += cell
    assert cells.runs_code(SimpleNamespace(srcdir=str(tmp_path)), document)
    assert not cells.runs_code(SimpleNamespace(srcdir=str(tmp_path)), None)
