"""What a lecturer takes away: one ZIP, and its sheets as files that open in any browser.

``teaching-pack`` lists them where the site is to have them; they are made from the finished pages
(``tools/editions/pack.py``). ``pack-file`` marks the section of a page that becomes a sheet.
"""

import tomllib
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from publishing.core.project import files_wanted
from publishing.downloads.data_files import FOLDER
from publishing.markup.builders import bullets, link
from publishing.records.edition import place_of_size

ARCHIVE = "teachers-pack.zip"
PLACE = f"{FOLDER}/teaching"
"""Where the sheets are in the site."""

_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
MARKED, SLIDES = _TABLES["marked"], _TABLES["slides"]
"""The sheets that are a section of a page, by the name that ``pack-file`` gives it; the slides."""
SHEETS = _TABLES["exercises"] | SLIDES | MARKED
"""Every sheet: its file's name, its title, and what it is."""


class TeachingPack(SphinxDirective):
    """Leads to the ZIP, with its size, and to each of its sheets."""

    def run(self) -> list[nodes.Node]:
        """Return the list, or nothing where the site has no such files."""
        if not files_wanted():
            return []
        up = "../" * self.env.docname.count("/")
        size = nodes.raw("", f" ({place_of_size(ARCHIVE)})", format="html")
        whole: list[nodes.Node] = [
            link("The teacher’s pack (ZIP)", f"{up}{FOLDER}/{ARCHIVE}"),
            size,
            nodes.Text(": all of these, the spreadsheet, and how to cite. No network needed."),
        ]
        sheets = [
            [link(f"{title} (HTML)", f"{up}{PLACE}/{name}.html"), nodes.Text(f": {what}")]
            for name, (title, what) in SHEETS.items()
        ]
        listed = bullets([whole, *sheets])
        listed["classes"] += ["from-data", "screen-only"]
        return [listed]


class PackFile(SphinxDirective):
    """Marks the section it stands in as a sheet of the pack; nothing is seen of it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the mark."""
        name = self.arguments[0]
        if name not in MARKED:
            raise self.error(f"'{name}' is no sheet of the pack: {', '.join(MARKED)}")
        return [nodes.raw("", f'<span class="pack-{name}" hidden></span>', format="html")]


class Picture(SphinxDirective):
    """A picture of the book by its name: in slides, which no build of pages reads."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Refuse it on a page, where the cell that draws the picture stands instead."""
        raise self.error("a picture is for slides: on a page, draw it in a code cell")
