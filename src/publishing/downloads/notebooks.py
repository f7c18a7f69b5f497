"""A chapter with code as a notebook: the chapter itself, with its roles turned into words.

MyST-NB reads the chapter's source; nothing is taken from its finished page. The notebook needs
the ``inspections`` package, pandas, Altair and vl-convert, which draws charts without a network.
"""

import ast
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import nbformat.v4
from docutils import nodes
from myst_nb.core.read import read_myst_markdown_notebook
from sphinx.application import Sphinx

from inspections.language import wording
from publishing.core.project import has_cells
from publishing.core.write_files import put
from publishing.evidence.domain import evidence_of
from publishing.markup.node_factories import link, paragraph
from publishing.records.load_register import register_of
from publishing.records.role_table import ROLES, card_of, split

V4: Any = nbformat.v4
"""The makers of cells, which carry no types."""

NOTEBOOKS_DIR = "notebooks"
"""Beside ``data/`` and ``downloads/`` in the site."""

START = Path(__file__).with_name("notebook-start.md")
"""What every notebook begins with: where it is from, and how it draws."""
METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}

_ROLE = re.compile(r"\{(?P<role>[a-z-]+)\}`(?P<content>[^`]+)`")
_FENCE = re.compile(r"(?P<fence>:{3,}|`{3,})\{[a-z-]+\}\s*(?P<title>.*)")
_ATTRIBUTES = re.compile(r"(?<=[\])`])\{[.#][^}]*\}")
_DROPPED = re.compile(r"%.*|\([\w-]+\)=|\{[.#][^}]*\}")
"""Lines that only the page needs: remarks, targets, attributes of the block below."""


def words_of_role(app: Sphinx, docname: str, role: str, content: str) -> str:
    """Return what a role on a page says, as Markdown; a record leads to its entry."""
    words, target = split(content)
    home = app.config.html_baseurl
    if role == "doc":
        named = posixpath.normpath(posixpath.join("/", posixpath.dirname(docname), target))[1:]
        return f"[{words or app.env.titles[named].astext()}]({home}{named}.html)"
    if role == "blank":
        return "______"
    if role not in ROLES:
        return words or content
    card = card_of(register_of(app), role, content)
    page = evidence_of(app.env).entries.get(card.anchor, app.config.root_doc)
    return f"[{card.text}]({home}{page}.html#{card.anchor})"


def markdown(app: Sphinx, docname: str, text: str) -> str:
    """Return MyST of a page as Markdown: roles as words, boxes as a bold title and their text."""
    plain = "\n".join(_plain_lines(text.splitlines()))
    plain = _ROLE.sub(lambda match: words_of_role(app, docname, *match.groups()), plain)
    plain = wording.fill(_ATTRIBUTES.sub("", plain), register_of(app))
    return re.sub(r"\n{3,}", "\n\n", plain).strip()


def _plain_lines(lines: list[str]) -> Iterator[str]:
    """Yield the lines without directives; what a directive in backticks generates is left out."""
    rest = iter(lines)
    options = False
    for line in rest:
        opened = _FENCE.fullmatch(line.strip())
        if opened and opened["fence"].startswith("`"):
            for inner in rest:
                if inner.strip() == opened["fence"]:
                    break
        elif opened:
            yield from (["", f"**{opened['title']}**", ""] if opened["title"] else [""])
            options = True
        elif re.fullmatch(r":{3,}", line.strip()):
            yield ""
        elif options and re.match(r"\s*:[\w-]+:", line):
            continue
        elif not _DROPPED.fullmatch(line.strip()):
            options = False
            yield line


def with_display_line(code: str) -> str:
    """Append the name assigned by the last statement, so that the notebook displays it."""
    last = ast.parse(code).body[-1]
    if isinstance(last, ast.Assign) and isinstance(last.targets[0], ast.Name):
        return f"{code}\n{last.targets[0].id}"
    return code


def notebook(app: Sphinx, docname: str, source: str) -> str:
    """Return a chapter as the text of a notebook, the same bytes each time."""
    begin = Template(START.read_text(encoding="utf-8")).substitute(
        book=app.config.project,
        version=register_of(app).package.descriptor["version"],
        address=f"{app.config.html_baseurl}{docname}.html",
    )
    cells = []
    for cell in (
        read_myst_markdown_notebook(begin).cells + read_myst_markdown_notebook(source).cells
    ):
        if cell.cell_type == "code":
            own = "notebook" in cell.metadata.get("tags", ())
            code = with_display_line(cell.source) if own else cell.source
            cells.append(V4.new_code_cell(code))
        elif text := markdown(app, docname, cell.source):
            cells.append(V4.new_markdown_cell(text))
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{number}"
    book = V4.new_notebook(cells=cells, metadata=METADATA)
    written: str = V4.writes(book)
    return written + "\n"


def path(docname: str) -> str:
    """Return where a chapter's notebook is in the site."""
    return f"{NOTEBOOKS_DIR}/{docname.rpartition('/')[2]}.ipynb"


def sources(app: Sphinx) -> dict[str, str]:
    """Return the source of each chapter with code, by its name; the front page is no chapter."""
    texts = {
        docname: Path(app.env.doc2path(docname)).read_text(encoding="utf-8")
        for docname in sorted(app.env.found_docs - {app.config.root_doc})
    }
    return {docname: text for docname, text in texts.items() if has_cells(text)}


def add_link(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Lead from the end of a chapter with code to its notebook."""
    if docname == app.config.root_doc:
        return
    cells = (node.get("nb_element") == "cell_code" for node in doctree.findall(nodes.container))
    if any(cells):
        address = f"{'../' * docname.count('/')}{path(docname)}"
        text = link("Download this page as a notebook (IPYNB)", address)
        home: nodes.Element = next(iter(doctree.findall(nodes.section)), doctree)
        home.append(paragraph(text, classes=["take-notebook", "screen-only"]))


def write(app: Sphinx) -> None:
    """Write the notebook of every chapter with code beside the pages of a finished site."""
    chapters = sources(app).items()
    put(app.outdir, {path(name): notebook(app, name, source) for name, source in chapters})
