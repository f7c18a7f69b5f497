"""Dates in the data: a day, a month or a year, as precise as the source."""

import re
from datetime import date

DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
"""Pattern of a date: YYYY, YYYY-MM or YYYY-MM-DD (ISO 8601)."""

DAY = r"^\d{4}-\d{2}-\d{2}$"
"""How a day is written."""


def is_date(iso_date: str) -> bool:
    """Return True for an existing day, month or year, written as ``DATE`` says."""
    if not re.fullmatch(DATE, iso_date, re.ASCII):
        return False
    try:
        date.fromisoformat(f"{iso_date}-01-01"[:10] if len(iso_date) < 10 else iso_date)
    except ValueError:
        return False
    return True
