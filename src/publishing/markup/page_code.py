"""Cells of code that a reader can run and change in the page.

A code cell with the tag ``runs-in-page`` runs in Python, standard library only, and finds the
tables in ``../data/``; a fence of R with the class ``runs-in-page`` finds them in ``data/``, and
the lines at its end that begin with ``#>`` are what it printed. Where the runtime is not here, and
without JavaScript, both stand as printed.
"""

from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from publishing.core import runtimes
from publishing.core.write_files import put, with_version

PRINTED = "#>"


class PageCode(nodes.General, nodes.Element):
    """Holds a cell: ``runtime`` names what runs it."""


class Printed(nodes.General, nodes.Element):
    """Holds what the cell printed when it was last checked."""


class WrapRunnableCells(SphinxPostTransform):
    """Tell the cells that run in the page from others, and their code from what it printed."""

    default_priority = 198  # before what is printed is numbered
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Run on one page."""
        for cell in list(self.document.findall(nodes.container)):
            if f"tag_{runtimes.RUNNABLE_CLASS}" in cell["classes"]:
                code, *shown = cell.children
                cell.replace_self(_page_code("python", code, shown))
        listings = [
            block
            for block in self.document.findall(nodes.literal_block)
            if runtimes.RUNNABLE_CLASS in block["classes"]
        ]
        for listing in listings:
            code, output = _split_output(listing.rawsource or listing.astext())
            code_node = nodes.literal_block(code, code, language="r")
            listing.replace_self(_page_code("r", code_node, [_printed(output)] if output else []))


def _printed(text: str) -> nodes.container:
    """Return output as a cell of Python has it."""
    block = nodes.literal_block(text, text, language="none")
    return nodes.container("", block, nb_element="cell_code_output")


def _page_code(runtime: str, code: nodes.Node, outputs: list[nodes.Node]) -> PageCode:
    return PageCode("", code, Printed("", *outputs), runtime=runtime)


def _split_output(text: str) -> tuple[str, str]:
    """Return a listing's code, and what the lines at its end say that it printed."""
    lines = text.rstrip().splitlines()
    first = len(lines)
    while first and lines[first - 1].startswith(PRINTED):
        first -= 1
    printed = [line.removeprefix(PRINTED).removeprefix(" ") for line in lines[first:]]
    return "\n".join(lines[:first]).rstrip(), "\n".join(printed)


def runs_code(app: Sphinx, doctree: nodes.document | None) -> bool:
    """Return True if a page has a cell that runs in it, with what is here."""
    cells = doctree.findall(PageCode) if doctree is not None else ()
    return any(cell["runtime"] in runtimes.present(Path(app.srcdir)) for cell in cells)


def visit_cell(translator: HTML5Translator, node: PageCode) -> None:
    """Open the cell; it says what runs it, if that is here, and how large that is."""
    runtime = runtimes.runtimes()[node["runtime"]]
    sizes = runtime.sizes(Path(translator.builder.app.srcdir))
    attributes = _attributes(runtime, *sizes) if sizes else {}
    text = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    translator.body.append(f'<div class="page-code"{text}>\n')


def _attributes(runtime: runtimes.Runtime, gzipped: int, plain: int) -> dict[str, str]:
    packed, unpacked = (f"{size / 1e6:.0f}" for size in (gzipped, plain))
    loaded = b"".join(path.read_bytes() for path in sorted(runtimes.ON_REQUEST.iterdir()))
    return {
        "data-runtime": with_version(f"{runtimes.SITE_DIR}/{runtime.name}.js", loaded),
        "data-language": runtime.title,
        "data-size": f"The first run loads {runtime.title} from this site: about {packed} MB, or "
        f"{unpacked} MB where the server does not compress it.",
    }


def note_state(app: Sphinx, config: Config) -> None:
    """Have every page written again when a runtime comes, goes or changes."""
    config.book_runtimes = runtimes.runtimes_digest(Path(app.srcdir))


def write(app: Sphinx) -> None:
    """Put the runtimes beside the pages of a finished site."""
    put(app.outdir, dict(runtimes.in_site(Path(app.srcdir))))
