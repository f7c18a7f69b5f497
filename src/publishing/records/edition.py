"""What cover, contents and metadata say of this edition of the book."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from inspections.language import wording
from inspections.register import Register
from publishing.theme.metadata import edition


@dataclass(frozen=True)
class Edition:
    """One edition: ``name`` begins its files' names, ``date`` (YYYY-MM-DD) is that of its data."""

    name: str
    title: str
    subtitle: str
    author: str
    language: str
    version: str
    corrected: str
    licence: str
    licence_address: str
    home: str
    date: str

    @property
    def imprint(self) -> list[str]:
        """The lines under the title of the cover."""
        return [
            f"Version {self.version} of {wording.say_date(self.date)}; {self.corrected}",
            f"{self.author}. An independent book, not by the inspectorate.",
            f"Text and our own wording in the data: {self.licence}. "
            "Quoted words and figures: as their publishers state.",
        ]


def this_edition(root: Path, known: Register) -> Edition:
    """Return the edition of the book in ``root``; its date is that of the last correction.

    Where nothing was corrected yet it is the date of the package (``created``).
    """
    settings = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    package = known.package.descriptor
    corrections = [str(each["date"]) for each in known.package.records("corrections")]
    said = edition(known)
    return Edition(
        name=package["name"],
        title=settings["title"],
        subtitle=f"How inspectors judged the {package['subject']['unit_name']}",
        author=settings["author"],
        language=settings["sphinx"]["config"]["language"],
        version=said["version"],
        corrected=said["corrected"],
        licence=said["licence"],
        licence_address=said["licence_address"],
        home=package["homepage"],
        date=max([package["created"][:10], *corrections]),
    )
