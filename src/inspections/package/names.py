"""How names become ids, which name a mistyped one is near, and how names of places are compared.

Case, accents, hyphens, apostrophes and full stops do not count; nor do "&" and "and", or words
such as "probation unit". "Saint" is "St". The script of the
look-up (``look-up.js``) follows the same rules; one table of cases tests both.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable

LEFT_OUT = frozenset(("and", "the", "of", "pdu", "probation", "delivery", "unit"))
"""Words that say nothing of which place is meant."""

_UNSPOKEN = re.compile("[.'’‘`´]")


def name_words(text: str) -> list[str]:
    """Return the words of a name that count, in plain small letters."""
    letters = unicodedata.normalize("NFD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
    split = re.split("[^a-z0-9]+", _UNSPOKEN.sub("", plain))
    counted = [word for word in split if word and word not in LEFT_OUT]
    return ["st" if word == "saint" else word for word in counted]


def comparison_key(name: str) -> str:
    """Return a name in a form that its spellings share: no accents, punctuation or capitals."""
    return " ".join(name_words(name))


def as_id(name: str) -> str:
    """Return a name as an id spells it: small letters and digits, hyphens for all else."""
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")


def did_you_mean(name: str, known: Iterable[str], *, otherwise: str) -> str:
    """Return advice that suggests the nearest known name; ``otherwise`` if none is near."""
    near = difflib.get_close_matches(str(name), sorted(map(str, known)), n=1)
    return f'did you mean "{near[0]}"?' if near else otherwise
