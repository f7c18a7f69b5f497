"""Rules for whole records: their order, the ids they list, inspections and recommendations."""

import re
from collections.abc import Iterator
from itertools import pairwise

from inspections.arithmetic.number_words import numeral_values, plain_punctuation
from inspections.checks.data import Data
from inspections.checks.faults import Fault
from inspections.package.names import as_id


def order(data: Data) -> Iterator[Fault]:
    """The rows of each table are sorted by their key."""
    for table in data.tables.values():
        for before, row in pairwise(table.rows if table.key else ()):
            if [row[field] for field in table.key] < [before[field] for field in table.key]:
                rule = f'the rows are not sorted: this comes before "{before[table.key[0]]}"'
                yield table.fault(row, table.key[0], rule, f"sort by {', '.join(table.key)}")


def ratings(data: Data) -> Iterator[Fault]:
    """The fragments of an inspection carry its rating, the second in any form of the word."""
    for table, row in data.rows("inspections"):
        rating = row["overall_rating"]
        word = re.escape(rating)
        forms = {"fragment": word, "second_fragment": re.sub(r"e?s\b", r"\\w*", word)}
        for field, form in forms.items():
            quoted = plain_punctuation(row[field])
            if (quoted or field == "fragment") and not re.search(
                rf"\b{form}\b", quoted, re.IGNORECASE
            ):
                rule = f'the fragment does not carry the rating, "{rating}"'
                yield table.fault(row, field, rule, "quote words with the rating in them")


def scores(data: Data) -> Iterator[Fault]:
    """Points come with the words that carry them; the total may be elsewhere in the source."""
    for table, row in data.rows("inspections"):
        score, possible, fragment = row["score"], row["score_out_of"], row["score_fragment"]
        if bool(score) != bool(fragment):
            lacking = "score_fragment" if score else "score"
            yield table.fault(row, lacking, "is empty", "give score and score_fragment, or neither")
        elif score.isdecimal():
            quoted = {str(figure) for figure in numeral_values(fragment)}
            if not {score} <= quoted <= {score, possible}:
                rule = f"its figures are not score and score_out_of ({score}, {possible})"
                yield table.fault(row, "score_fragment", rule, "quote words with these figures")


def inspection_ids(data: Data) -> Iterator[Fault]:
    """The id of an inspection spells its unit and gives the year of its report."""
    for table, row in data.rows("inspections"):
        unit = as_id(row["unit"])
        year = row["report_date"][:4] or "undated"
        if not re.fullmatch(rf"{unit}(-[a-z]+)?-{re.escape(year)}", row["inspection_id"]):
            rule = f'does not go with unit "{row["unit"]}" and the year of the report, {year}'
            advice = "correct the unit's spelling, the date or the id"
            yield table.fault(row, "inspection_id", rule, advice)


def one_report(data: Data) -> Iterator[Fault]:
    """A report on a unit is listed once: no unit has two in one year."""
    seen: dict[tuple[str, ...], int] = {}
    for table, row in data.rows("inspections"):
        key = (row["unit_kind"], row["unit"], row["report_date"][:4])
        if key in seen:
            rule = f"row {seen[key]} has the same unit_kind, unit and year of report"
            yield table.fault(row, "unit", rule, "delete one, or correct it")
        seen.setdefault(key, row.line)


def later_states(data: Data) -> Iterator[Fault]:
    """A later state that findings bear on names them, and no other does."""
    for table, row in data.rows("recommendations"):
        has_findings = row["later_state"] in ("addressed", "still open", "cannot be told")
        if has_findings != bool(row["later_findings"]):
            rule = f'does not go with later_state "{row["later_state"]}"'
            advice = "name findings for addressed, still open and cannot be told, nothing otherwise"
            yield table.fault(row, "later_findings", rule, advice)
