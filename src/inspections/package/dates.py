"""Dates in the data: a day, a month or a year, as precise as the source."""

import re
from datetime import date

DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
"""How a date is written: YYYY, YYYY-MM or YYYY-MM-DD."""

DAY = r"^\d{4}-\d{2}-\d{2}$"
"""How a day is written."""


def is_date(written: str) -> bool:
    """Return True for an existing day, month or year, written as ``DATE`` says."""
    if not re.fullmatch(DATE, written, re.ASCII):
        return False
    try:
        date.fromisoformat(f"{written}-01-01"[:10] if len(written) < 10 else written)
    except ValueError:
        return False
    return True
