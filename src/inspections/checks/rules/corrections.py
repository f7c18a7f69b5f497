"""Rules for corrections: what they concern, when they were made, and what they say now."""

import re
from collections.abc import Iterator
from fractions import Fraction

from inspections.arithmetic.counting import RATINGS
from inspections.arithmetic.number_words import plain_punctuation, typed_numerals
from inspections.arithmetic.statistics import to_whole
from inspections.checks.data import Data, NumberedRow, Table, nearest_id
from inspections.checks.faults import Fault
from inspections.checks.rules.dates import last_day
from inspections.checks.rules.facts import amounts
from inspections.package.dates import is_date


def corrected_records(data: Data) -> Iterator[Fault]:
    """A correction concerns a row of another table, or a page."""
    others = [name for name in data.names if name != "corrections"]
    known = data.ids(*others) | data.pages
    for table, row in data.rows("corrections") if data.has(*others) else ():
        if row["concerns"] not in known:
            rule = "there is no row and no page of this name"
            yield table.fault(row, "concerns", rule, nearest_id(row["concerns"], known))


def correction_dates(data: Data) -> Iterator[Fault]:
    """A correction was made on a day that is past, and not before what it corrects was there."""
    latest = last_day(data)
    published, first_report = _publication_dates(data), _first_report(data)
    for table, row in data.rows("corrections"):
        day, since = row["date"], published.get(row["concerns"], first_report)
        if not is_date(day):
            continue
        if day > latest:
            rule = f"is in the future, after {latest}"
            yield table.fault(row, "date", rule, "give the day on which it was corrected")
        elif day[: len(since)] < since:
            rule = f"is before {since}, when what it corrects was published"
            yield table.fault(row, "date", rule, "correct the date, or what it concerns")


def changed_words(data: Data) -> Iterator[Fault]:
    """A correction changes something."""
    for table, row in data.rows("corrections"):
        if plain_punctuation(row["before"]) == plain_punctuation(row["after"]):
            rule = "says the same as before"
            yield table.fault(row, "after", rule, "give the words as they are since the correction")


def present_values(data: Data) -> Iterator[Fault]:
    """The last correction of a figure or a rating gives the one that the data have now."""
    latest: dict[str, tuple[Table, NumberedRow]] = {}
    for table, row in data.rows("corrections"):
        if row["concerns"] not in latest or latest[row["concerns"]][1]["date"] <= row["date"]:
            latest[row["concerns"]] = table, row
    figures_now = amounts(data)
    ratings_now = {
        row["inspection_id"]: row["overall_rating"] for _, row in data.rows("inspections")
    }
    for record_id, (table, row) in latest.items():
        amount, rating = figures_now.get(record_id), ratings_now.get(record_id)
        if amount and not _gives(row["after"], *amount):
            value = " of ".join(f"{float(number):g}" for number in amount if number is not None)
            rule = f"does not give the present figure of {record_id}, {value}"
            yield table.fault(row, "after", rule, "correct it, or the figure")
        elif rating and _names_another_rating(row["after"], rating):
            rule = f'does not give the present rating of {record_id}, "{rating}"'
            yield table.fault(row, "after", rule, "correct it, or the rating")


def _publication_dates(data: Data) -> dict[str, str]:
    """Return when the source of each row was published, by the row's id, where that is known."""
    published = {row["source_id"]: row["published"] for _, row in data.rows("sources")}
    return {
        row[table.key[0]]: published[row["source_id"]]
        for table, row in data.all_rows()
        if table.key
        and table.name != "corrections"
        and is_date(published.get(row["source_id"], ""))
    }


def _first_report(data: Data) -> str:
    """Return the date of the first report on the subject: no page of the book is older."""
    rows = (row for _, row in data.rows("inspections"))
    reports = [row["report_date"] for row in rows if row["unit"] == data.subject]
    return min(filter(is_date, reports), default="")


def _gives(text: str, value: Fraction, total: Fraction | None) -> bool:
    """Return True if the text has no figures, or has value and total (a share may be rounded)."""
    numbers = {figure.value for figure in typed_numerals(text)}
    has_value = value in numbers or Fraction(to_whole(value)) in numbers
    has_total = total is None or total in numbers or len(numbers) == 1
    return not numbers or (has_value and has_total)


def _names_another_rating(text: str, rating: str) -> bool:
    named = {name for name in RATINGS if re.search(rf"\b{name}\b", text, re.IGNORECASE)}
    return bool(named) and rating not in named
