"""Rule for limiting words: what a source limits, our words do not say without the limit."""

import re
from collections.abc import Iterator

from inspections.checks.data import Data
from inspections.checks.faults import Fault

HEDGES: dict[str, tuple[str, ...]] = {
    "only": ("only", "just", "alone", "nothing but", "no more than"),
    "just": ("only", "just", "alone", "no more than"),
    "renewed": ("renewed",),
    "described": ("described", "describe", "said", "say", "spoke", "told", "called"),
    "some": ("some", "certain", "a few", "part of", "parts of", "elements"),
    "elements": ("some", "elements", "parts", "part of"),
    "several": ("several", "a number of"),
    "many": ("many",),
    "largely": ("largely", "mostly", "mainly"),
    "inconsistently": ("inconsistent", "inconsistently"),
    "variable": ("variable", "varied", "varies", "vary", "uneven"),
    "almost": ("almost", "nearly", "close to", "fewer than"),
    "about": ("about", "around", "roughly", "some"),
    "around": ("about", "around", "roughly"),
    "approximately": ("about", "around", "roughly", "approximately"),
    "up to": ("up to", "at most", "as long as", "no more than"),
    "acceptable": ("acceptable",),
    "could be": ("could", "might", "may", "can"),
    "as far as": ("as far as",),
}
"""Limiting words of a source, and the words of ours that keep the limit (any one will do)."""

_AFTER_ABOUT = r"(?=\s+(?:\d|half|a\s))"
"""``about`` limits a number; "information about children" is no limit."""


def lost_hedges(fragment: str, text: str) -> list[str]:
    """Return the limiting words of ``fragment`` whose limit ``text`` does not keep."""
    limiting = ((word, forms) for word, forms in HEDGES.items() if _pattern(word).search(fragment))
    return [word for word, forms in limiting if not _kept(forms, text)]


def _pattern(word: str) -> re.Pattern[str]:
    after = _AFTER_ABOUT if word in ("about", "around") else ""
    return re.compile(rf"(?<![\w-]){word.replace(' ', chr(92) + 's+')}(?![\w-]){after}", re.I)


def _kept(equivalents: tuple[str, ...], text: str) -> bool:
    return any(re.search(rf"(?<!\w){word}(?!\w)", text, re.IGNORECASE) for word in equivalents)


def limits_kept(data: Data) -> Iterator[Fault]:
    """Statement and short form keep each limiting word of the fragment, or the note says why not.

    The note then contains ``Limit left out:`` and the reason.
    """
    for table, row in data.rows("findings"):
        if "Limit left out:" in row["note"]:
            continue
        for field in ("statement", "short"):
            missing = lost_hedges(row["fragment"], row[field]) if row[field] else []
            for word in missing:
                rule = f"drops '{word}', which limits the words of the source"
                advice = (
                    f"write one of {', '.join(HEDGES[word])}, or say in the note "
                    "'Limit left out:' and why"
                )
                yield table.fault(row, field, rule, advice)
