"""Looks for the quoted fragments in copies of their sources.

The copies are not part of the package (their texts belong to their publishers): whoever has
them puts them in a folder, one file each, ``<source_id>`` with an ending of ``documents.SUFFIXES``.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inspections.arithmetic.number_words import plain_punctuation
from inspections.errors import UserError
from inspections.package import documents, tables


@dataclass(frozen=True)
class Quotation:
    """A fragment and where the package has it: file, row name (its key) and column."""

    file: str
    key: str
    field: str
    source_id: str
    fragment: str

    def __str__(self) -> str:
        """Return one line that says which fragment is missing from which text."""
        return (
            f'{self.file}, {self.key}, {self.field} "{self.fragment}": not in the text of '
            f"{self.source_id}; quote it word for word, or cite the source that has it"
        )


@dataclass(frozen=True)
class Verification:
    """``looked_for`` has every fragment of the sources with a text, by source_id.

    Sources without one are counted and never a failure; ``unreadable`` says of each file why.
    """

    looked_for: Mapping[str, tuple[Quotation, ...]]
    missing: tuple[Quotation, ...]
    not_given: tuple[str, ...]
    unreadable: tuple[str, ...]
    unused_files: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """True if every text given could be read and carries all its fragments."""
        return not self.missing and not self.unreadable


def verify(folder: Path, *, texts: Path) -> Verification:
    """Look for each fragment of the package in ``folder`` in the text of the source it quotes.

    Quotation marks, dashes, blanks and line breaks may differ, nothing else; a fragment must
    not begin or end inside a word or number. Raises ``OSError`` if a folder cannot be read and
    ``ValueError`` if the package is not valid.
    """
    descriptor = tables.read_descriptor(folder)
    quotations = _quotations(folder, descriptor)
    source_ids = [row["source_id"] for row in tables.read_raw(folder, "sources")]
    files = tables.file_names(texts)
    read = [Path(file) for file in files if Path(file).suffix.lower() in documents.SUFFIXES]
    copies = {file.stem: file.name for file in read if file.stem in source_ids}
    looked_for, missing, unreadable = {}, [], []
    for source_id in (name for name in source_ids if name in copies):
        try:
            text = normalised(documents.read(texts / copies[source_id]))
        except UserError as problem:
            unreadable.append(str(problem))
            continue
        looked_for[source_id] = own = tuple(quotations[source_id])
        missing += [quote for quote in own if not carries(text, normalised(quote.fragment))]
    return Verification(
        looked_for=looked_for,
        missing=tuple(missing),
        not_given=tuple(source_id for source_id in source_ids if source_id not in copies),
        unreadable=tuple(unreadable),
        unused_files=tuple(sorted(set(files) - set(copies.values()))),
    )


def normalised(text: str) -> str:
    """Return ``text`` with plain quotes, dashes and single blanks, and no invisible marks."""
    visible = re.sub("[\u00ad\u200b\u200c\u200d\u2060\ufeff]", "", text)
    return " ".join(plain_punctuation(visible).replace("…", "...").split())


def _quotations(folder: Path, descriptor: tables.Descriptor) -> dict[str, list[Quotation]]:
    quotations: dict[str, list[Quotation]] = defaultdict(list)
    for resource in descriptor["resources"]:
        name = resource["name"]
        for row in tables.read_raw(folder, name):
            key = next(iter(row.values()), "")
            for source, fragment in tables.CITATIONS:
                if row.get(source) and row.get(fragment):
                    quotations[row[source]].append(
                        Quotation(f"{name}.csv", key, fragment, row[source], row[fragment])
                    )
    return quotations


def carries(text: str, fragment: str) -> bool:
    """Return True if the text has the fragment as whole words: not "4 of 41" in "14 of 41".

    Both are ``normalised``.
    """
    return bool(re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(fragment)}(?!\w)(?![.,]\d)", text))
