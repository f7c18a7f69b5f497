"""How names of places are compared with what a reader types.

Case, accents, hyphens, apostrophes and full stops do not count; nor do "&" and "and", or words
such as "probation unit". "Saint" is "St". Words match in any order and by their beginning. The
script of the look-up (``look-up.js``) follows the same rules; one table of cases tests both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LEFT_OUT = frozenset(("and", "the", "of", "pdu", "probation", "delivery", "unit"))
"""Words that say nothing of which place is meant."""

_UNSPOKEN = re.compile("[.'’‘`´]")
_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?(\d[a-z]{0,2})?", re.IGNORECASE)


def words(text: str) -> list[str]:
    """Return the words of a name that count, in plain small letters."""
    letters = unicodedata.normalize("NFD", text)
    plain = "".join(each for each in letters if not unicodedata.combining(each)).lower()
    split = re.split("[^a-z0-9]+", _UNSPOKEN.sub("", plain))
    counted = [each for each in split if each and each not in LEFT_OUT]
    return ["st" if each == "saint" else each for each in counted]


def is_postcode(text: str) -> bool:
    """Return True if a text looks like a postcode, or the first part of one."""
    return bool(_POSTCODE.fullmatch(re.sub(r"\s", "", text)))


def rank(query: Sequence[str], name: Sequence[str]) -> int | None:
    """Return how well the words of a query fit those of a name: 0 is best; None if they do not.

    0: the same words in the same order; 1: in another; 2: the name begins so; 3: each word of
    the query begins a word of the name.
    """
    if not query:
        return None
    left = list(name)
    for word in sorted(query, key=len, reverse=True):
        begun = next((each for each in left if each.startswith(word)), None)
        if begun is None:
            return None
        left.remove(begun)
    if list(query) == list(name):
        return 0
    if sorted(query) == sorted(name):
        return 1
    return 2 if " ".join(name).startswith(" ".join(query)) else 3


def matches(query: str, names: Sequence[str]) -> list[str]:
    """Return the names that a query fits, the best first; equal ones in their order."""
    wanted = words(query)
    ranked = [(rank(wanted, words(name)), name) for name in names]
    return [
        name
        for _, name in sorted(
            ((fit, name) for fit, name in ranked if fit is not None), key=lambda pair: pair[0]
        )
    ]


def near(query: str, names: Sequence[str]) -> list[str]:
    """Return the names that a query may have misspelt: few letters apart, the first the same."""
    wanted = " ".join(words(query))
    allowed = len(wanted) // 5
    pairs = [(name, " ".join(words(name))) for name in names]
    apart = [
        (distance(wanted, plain), name)
        for name, plain in pairs
        if wanted and plain[:1] == wanted[:1] and abs(len(plain) - len(wanted)) <= allowed
    ]
    close = [pair for pair in apart if pair[0] <= allowed]
    return [name for _, name in sorted(close, key=lambda pair: pair[0])]


def distance(one: str, other: str) -> int:
    """Return how many letters must be changed, added or left out to make one text the other."""
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, against in enumerate(other, start=1):
            change = above[column - 1] + (letter != against)
            line.append(min(change, above[column] + 1, line[-1] + 1))
        above = line
    return above[-1]
