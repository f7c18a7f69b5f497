"""Rules for dates: they exist, agree with each other, and are in their fragments."""

import re
from collections.abc import Iterator
from datetime import date

from inspections.arithmetic.number_words import MONTHS, plain_punctuation
from inspections.checks.data import Data
from inspections.checks.faults import Fault
from inspections.package.dates import DATE, DAY, is_date
from inspections.register import OR_NEXT_YEAR

NEVER = "9999"
OLDEST = 100
"""Years before the edition: no source, report or event of this subject is older."""


def last_day(data: Data) -> str:
    """Return the last day that is past: today's, or the edition's; ``NEVER`` without an edition."""
    created = str(data.descriptor.get("created", ""))[:10]
    return max(date.today().isoformat(), created) if is_date(created) else NEVER


def real_dates(data: Data) -> Iterator[Fault]:
    """Each date is a day or month that there is, of no other age, and none is known too early."""
    latest = last_day(data)
    oldest = "" if latest == NEVER else str(int(latest[:4]) - OLDEST)
    for table, row in data.all_rows():
        for field in table.fields:
            day = row[field]
            if not day or table.constraint(field, "pattern") not in (DATE, DAY):
                continue
            if not is_date(day):
                yield table.fault(row, field, "there is no such day or month", "correct the date")
            elif day < oldest:
                yield table.fault(row, field, f"is before {oldest}", "correct the year")
            elif field == "as_of" and day > latest[: len(day)]:
                rule = f"is in the future, after {latest}"
                yield table.fault(row, field, rule, "give the day of which the source speaks")


def ends(data: Data) -> Iterator[Fault]:
    """Nothing ends before it begins."""
    for table, row in data.all_rows():
        begin, end = row["date"], row["end_date"]
        common = min(len(begin), len(end))
        if end[:common] < begin[:common]:
            rule = f"ends before it begins ({begin})"
            yield table.fault(row, "end_date", rule, "correct one of the dates")


def shown_dates(data: Data) -> Iterator[Fault]:
    """A source and a report have a date unless none was seen."""
    for name, field, basis in (
        ("sources", "published", "published_basis"),
        ("inspections", "report_date", "date_basis"),
    ):
        for table, row in data.rows(name):
            if bool(row[field]) == (row[basis] == "not shown"):
                rule = f'does not go with {basis} "{row[basis]}"'
                advice = 'give a date with "stated" or "derived", none with "not shown"'
                yield table.fault(row, field, rule, advice)


def report_dates(data: Data) -> Iterator[Fault]:
    """A report date that a source states is a day."""
    for table, row in data.rows("inspections"):
        day, basis = row["report_date"], row["date_basis"]
        if day and basis == "stated" and len(day) < len("YYYY-MM-DD"):
            rule = "has no day though date_basis says that a source states the date"
            yield table.fault(row, "report_date", rule, 'give the day, or put "derived"')
        elif day and basis == OR_NEXT_YEAR and len(day) != len("YYYY"):
            rule = f'is no bare year, which date_basis "{basis}" takes'
            yield table.fault(row, "report_date", rule, 'give the year alone, or put "derived"')


def subject_dates(data: Data) -> Iterator[Fault]:
    """An inspection of the subject is dated, if only by its year: the book tells them in order."""
    for table, row in data.rows("inspections"):
        if row["unit"] == data.subject and not row["report_date"]:
            rule = "is empty, in an inspection of the unit that the book is about"
            advice = 'give at least the year, with date_basis "derived"'
            yield table.fault(row, "report_date", rule, advice)


def event_dates(data: Data) -> Iterator[Fault]:
    """A stated date is in its fragment, and is as precise."""
    for table, row in data.rows("events"):
        if row["date_basis"] != "stated" or not is_date(row["date"]):
            continue
        carried = all(
            _carries(row["fragment"], day) for day in (row["date"], row["end_date"]) if is_date(day)
        )
        if not carried and not row["fragment_reason"]:
            rule = f"the fragment does not carry the date {row['date']}, which is marked stated"
            yield table.fault(
                row, "fragment", rule, "quote the date, or say why in fragment_reason"
            )
        elif carried and row["fragment_reason"]:
            rule = "a reason is given though the fragment carries the date"
            yield table.fault(row, "fragment_reason", rule, "leave it empty")
        if _says_more(row["fragment"], row["date"]):
            rule = f'is less precise than the fragment "{row["fragment"]}"'
            yield table.fault(row, "date", rule, "give month and day as far as they are stated")


def _carries(fragment: str, day: str) -> bool:
    """Return True if the fragment has the year, month and day of ``day``."""
    year, month, number = _parts(day)
    patterns = [year] + [rf"{name[:3]}\w*" for name in MONTHS[month - 1 : month] if month]
    patterns += [rf"{number}(?:st|nd|rd|th)?"] if number else []
    return all(re.search(rf"\b{part}\b", plain_punctuation(fragment)) for part in patterns)


def _says_more(fragment: str, day: str) -> bool:
    """Return True if the fragment has a month or a day that ``day`` leaves out."""
    year, month, number = _parts(day)
    months = "|".join(MONTHS) if not month else MONTHS[month - 1]
    before = "" if not month else r"\b\d{1,2}(?:st|nd|rd|th)? "
    return not number and bool(
        re.search(rf"{before}\b(?:{months}),? {year}\b", plain_punctuation(fragment))
    )


def _parts(day: str) -> tuple[str, int, int]:
    year, month, number = [*day.split("-"), "0", "0"][:3]
    return year, int(month), int(number)
