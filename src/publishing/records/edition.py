"""What cover, contents and metadata say of this edition of the book."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape

from sphinx.config import Config

from inspections.language import wording
from inspections.register import Register
from publishing.core.project import (
    code_folder,
    digest,
    input_files,
    page_files,
    read_settings,
)

VOLUMES = {
    "-student": ("Student edition", "the reading part without the reference"),
    "-reference": ("Reference volume", "the reference alone"),
}
"""The volumes of the PDF, by what their files' names add to the book's: title, and what it is."""


@dataclass(frozen=True)
class Edition:
    """One edition: ``name`` begins its files' names, ``date`` (YYYY-MM-DD) is that of its data.

    ``searched`` is the day, in words, on which its sources were last looked for.
    """

    name: str
    title: str
    subtitle: str
    author: str
    language: str
    version: str
    corrected: str
    searched: str
    licence: str
    licence_address: str
    home: str
    date: str

    @property
    def imprint(self) -> list[str]:
        """The lines under the title of the cover."""
        return [
            f"Version {self.version} of {wording.say_date(self.date)}; {self.corrected}",
            f"Sources last searched on {self.searched}",
            f"{self.author}. Independent: not produced by the inspectorate.",
            f"Text and our own wording in the data: {self.licence}. "
            "Quoted words and figures: on their publishers’ terms.",
        ]


def last_correction(register: Register) -> str:
    """Return when a number was last corrected, as words, or that none was."""
    dates = [row["date"] for row in register.package.records("corrections")]
    return f"last corrected on {wording.say_date(max(dates))}" if dates else "no corrections yet"


def size_placeholder(name: str, size: str = "") -> str:
    """Return the place on a page for a file's size, empty as yet or filled."""
    return f'<span data-file="{escape(name)}">{escape(size)}</span>'


def file_name(register: Register, suffix: str, volume: str = "") -> str:
    """Return the name of a file beside the front page."""
    return f"{register.package.descriptor['name']}{volume}.{suffix}"


def volumes_offered(config: Config) -> dict[str, tuple[str, str]]:
    """Return the volumes that the site is to have: none without a PDF, or without parts."""
    if "pdf" not in config.book_files:
        return {}
    parts = config.external_site_map.root.subtrees
    return VOLUMES if in_volumes(part.caption for part in parts) else {}


def in_volumes(parts: Iterable[str | None]) -> bool:
    """Return True if a book of these parts is made in volumes too, its last part apart."""
    return sum(map(bool, parts)) > 1


@cache
def edition_key(register: Register) -> str:
    """Return what names this edition in addresses: its version, and a digest of all it is made of.

    Whatever a page loads later carries it, so that page and file are known to belong together.
    """
    root = register.package.folder.parent
    looks = sorted(code_folder(root).glob("publishing/**/static/*.*"))
    made_of = digest(root, [*input_files(root), *page_files(root), *looks])
    return f"{register.package.descriptor['version']}-{made_of[:8]}"


@cache
def this_edition(register: Register) -> Edition:
    """Return the edition of the book of these data; its date is that of the last correction.

    Where nothing was corrected yet it is the date of the package (``created``).
    """
    settings = read_settings(register.package.folder.parent)
    descriptor = register.package.descriptor
    corrections = [str(row["date"]) for row in register.package.records("corrections")]
    return Edition(
        name=descriptor["name"],
        title=settings["title"],
        subtitle=f"How inspectors judged the {descriptor['subject']['unit_name']}",
        author=settings["author"],
        language=settings["sphinx"]["config"]["language"],
        version=descriptor["version"],
        corrected=last_correction(register),
        searched=wording.say_date(descriptor["searched"]),
        licence=descriptor["licenses"][0]["name"].replace("-", " "),
        licence_address=descriptor["licenses"][0]["path"],
        home=descriptor["homepage"],
        date=max([descriptor["created"][:10], *corrections]),
    )
