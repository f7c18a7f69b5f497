"""The forms that a figure can take in a text, ``digits`` in ``[[id:digits]]``, and which it can.

They are here because ``checks`` needs them and must not import ``language``, which formats them.
"""

from __future__ import annotations

FORMS = ("capital", "digits", "percent", "total", "value", "words")


def misfit(form: str, *, unit: str, is_whole: bool, has_total: bool) -> str:
    """Return why a figure cannot take a form, to be read behind its id; '' where it can."""
    if form in ("value", "digits", "words") and unit == "fraction":
        return "is a fraction, whose value says nothing without its total"
    if form == "words" and not is_whole:
        return "is not a whole number"
    if form == "total" and not has_total:
        return "has no total"
    return "is no share" if form == "percent" and not has_total and unit != "per cent" else ""
