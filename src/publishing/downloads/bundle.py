"""What students take away as a whole: one spreadsheet, and the notebooks with their data.

``study-files`` lists these, and each chapter's notebook, with its links.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from inspections.register.records import Register
from publishing.core.execution import state
from publishing.core.file_cache import kept
from publishing.core.zip_archive import packed
from publishing.downloads import data_files, notebooks
from publishing.figures.nodes import pages_with_figures
from publishing.markup.builders import bullets, link
from publishing.records.register import register_of

ARCHIVE = "notebooks-and-data.zip"
PACKED = {
    notebooks.FOLDER: ("*.ipynb",),
    data_files.PACKAGE: ("*.csv", "*.json"),
    notebooks.FIGURES: ("*.csv", "*.json"),
}
"""What the archive holds: folders of the site, and which of their files."""


class StudyFiles(nodes.General, nodes.Element):
    """Stands where the files are listed, once every page has been read."""


class StudyFilesDirective(SphinxDirective):
    """Lists spreadsheet, archive and notebooks."""

    def run(self) -> list[nodes.Node]:
        """Return the mark that is filled in later."""
        return [StudyFiles()]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the mark by the list."""
    for place in list(doctree.findall(StudyFiles)):
        made = _list(app, up="../" * docname.count("/"))
        made["classes"].append("from-data")
        place.replace_self(made)


def spreadsheet_name(known: Register) -> str:
    """Return the name of the spreadsheet's file: that of the data package."""
    return f"{known.package.descriptor['name']}.xlsx"


def _list(app: Sphinx, *, up: str) -> nodes.bullet_list:
    folder = f"{up}{data_files.FOLDER}"
    entries: list[list[nodes.Node]] = [
        [
            link("The spreadsheet (XLSX)", f"{folder}/{spreadsheet_name(register_of(app))}"),
            nodes.Text(", with every table on a sheet of its own"),
        ],
        [
            link("All notebooks with their data (ZIP)", f"{folder}/{ARCHIVE}"),
            nodes.Text(", to unpack and run without a network"),
        ],
    ]
    entries += [
        [link(f"{title} (IPYNB)", f"{up}{notebooks.path(name)}"), nodes.Text(", as a notebook")]
        for name, title in _chapters(app)
    ]
    return bullets(entries)


def _chapters(app: Sphinx) -> list[tuple[str, str]]:
    """Return the pages that have a notebook, with their titles, in order of title."""
    names = [
        name
        for name in pages_with_figures(app.env)
        if notebooks.code_cells(app.env.get_doctree(name))
    ]
    return sorted(
        ((name, app.env.titles[name].astext()) for name in names), key=lambda each: each[1]
    )


def write(app: Sphinx, problem: Exception | None) -> None:
    """Write spreadsheet and archive, after everything that goes into them."""
    if problem is not None or app.builder.name != "html":
        return
    site = Path(app.outdir)
    folder = site / data_files.FOLDER
    folder.mkdir(exist_ok=True)
    known = register_of(app)
    made = kept("spreadsheet", state(Path(app.srcdir)), lambda: _spreadsheet(known))
    (folder / spreadsheet_name(known)).write_bytes(made)
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for place, patterns in PACKED.items()
        for pattern in patterns
        for path in sorted((site / place).glob(pattern))
    }
    (folder / ARCHIVE).write_bytes(kept("archive", _recipe(files), lambda: packed(files)))


def _spreadsheet(known: Register) -> bytes:
    from publishing.downloads import (
        spreadsheet,  # here: a build that keeps it need not wait for openpyxl
    )

    return spreadsheet.spreadsheet(known)


def _recipe(files: dict[str, bytes]) -> str:
    return "\n".join(
        f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in files.items()
    )


def setup(app: Sphinx) -> None:
    """Register the list, and the writing of the files."""
    app.add_node(StudyFiles)
    app.add_directive("study-files", StudyFilesDirective)
    app.connect("doctree-resolved", fill)
    app.connect("build-finished", write, priority=900)
