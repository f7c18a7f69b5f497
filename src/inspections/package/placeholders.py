"""The forms that a figure can take in a text, ``digits`` in ``[[id:digits]]``, and which it can.

They are here because ``checks`` needs them and must not import ``language``, which formats them.
"""

FORM_NAMES = ("capital", "digits", "percent", "total", "value", "words")


def misfit(form: str, *, unit: str, is_whole: bool, has_total: bool) -> tuple[str, str] | None:
    """Return why a figure cannot take a form, read behind its id, and advice; None if it can."""
    able = [name for name in FORM_NAMES if not _why_not(name, unit, is_whole, has_total)]
    why = _why_not(form, unit, is_whole, has_total)
    return (why, f"use {', '.join(able)}, or no form") if why else None


def _why_not(form: str, unit: str, is_whole: bool, has_total: bool) -> str:
    if form in ("value", "digits", "words") and unit == "fraction":
        return "is a fraction, whose value says nothing without its total"
    if form == "words" and not is_whole:
        return "is not a whole number"
    if form == "total" and not has_total:
        return "has no total"
    return "is no share" if form == "percent" and not has_total and unit != "per cent" else ""
