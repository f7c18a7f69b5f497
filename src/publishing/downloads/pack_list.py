"""What a lecturer takes away: one ZIP, and its sheets as files that open in any browser.

``teaching-pack`` lists them where the site is to have them; they are made from the finished pages
(``tools/editions/teaching_pack.py``). ``pack-file`` marks the section of a page that becomes a
sheet.
"""

import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from publishing.downloads.data_files import DOWNLOADS_DIR
from publishing.markup.node_factories import bullets, link, paragraph
from publishing.records.edition import file_name, size_placeholder, volumes_offered
from publishing.records.load_register import register_of

ARCHIVE = "teachers-pack.zip"
PACK_FOLDER = f"{DOWNLOADS_DIR}/teaching"
"""Where the sheets are in the site."""

_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
SECTION_FILES, SLIDE_FILES = _TABLES["marked"], _TABLES["slides"]
"""The sheets that are a section of a page, by the name that ``pack-file`` gives it; the slides."""
PACK_FILES = _TABLES["exercises"] | SLIDE_FILES | SECTION_FILES
"""Every sheet: its file's name, its title, and what it is."""


class TeachingPack(SphinxDirective):
    """Leads to the ZIP, with its size, and to each of its sheets."""

    def run(self) -> list[nodes.Node]:
        """Return the list, or nothing where the site has no such files."""
        if not self.config.book_files:
            return []
        up = "../" * self.env.docname.count("/")
        whole: list[nodes.Node] = [
            link("The teacher’s pack", f"{up}{DOWNLOADS_DIR}/{ARCHIVE}"),
            _size(ARCHIVE, "ZIP, "),
            nodes.Text(
                ": everything below, with the spreadsheet and how to cite. "
                "It opens offline; an exercise that needs the site says so."
            ),
        ]
        sheets = [
            [link(f"{title} (HTML)", f"{up}{PACK_FOLDER}/{name}.html"), nodes.Text(f": {what}")]
            for name, (title, what) in PACK_FILES.items()
        ]
        listed = bullets([whole, *sheets])
        listed["classes"] += ["from-data", "screen-only"]
        return [listed, *self._reading(up)]

    def _reading(self, up: str) -> Iterator[nodes.Node]:
        """Yield what offers the first volume of the PDF, where the site is to have it."""
        self.env.note_dependency(str(Path(self.env.srcdir, "_toc.yml")))
        for volume, (title, what) in islice(volumes_offered(self.config).items(), 1):
            name = file_name(register_of(self.env), "pdf", volume)
            leads = link(f"{title} (PDF)", f"{up}{name}")
            parts = ("Beside the pack: ", leads, _size(name), f": {what}.")
            yield paragraph(*parts, classes=["from-data", "screen-only"])


def _size(name: str, kind: str = "") -> nodes.Node:
    return nodes.raw("", f" ({kind}{size_placeholder(name)})", format="html")


class PackFile(SphinxDirective):
    """Marks the section it stands in as a sheet of the pack; nothing is seen of it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the mark."""
        name = self.arguments[0]
        if name not in SECTION_FILES:
            raise self.error(f"'{name}' is no sheet of the pack: {', '.join(SECTION_FILES)}")
        return [nodes.raw("", f'<span class="pack-{name}" hidden></span>', format="html")]


class Picture(SphinxDirective):
    """A picture of the book by its name: in slides, which no build of pages reads."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Refuse it on a page, where the cell that draws the picture stands instead."""
        raise self.error("a picture is for slides: on a page, draw it in a code cell")
