"""Numbers, dates and directions as words, always with their qualifier.

It decides how a figure reads in a sentence. It computes nothing and knows no markup.
"""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import ceil, floor

from inspections.arithmetic.derivations import FROM_ABOVE, FROM_BELOW
from inspections.arithmetic.number_words import FRACTIONS, MONTHS, TENS, UP_TO_NINETEEN
from inspections.arithmetic.statistics import to_whole
from inspections.package.placeholders import misfit
from inspections.register import OR_NEXT_YEAR, RATINGS, Fact, Inspection, Number, Register

_QUALIFIERS = {
    "exact": "",
    "about": "about ",
    "almost": "almost ",
    "more_than": "more than ",
    "at_least": "at least ",
    "at_most": "up to ",
}
TIMES = ("minutes", "hours", "days", "weeks", "months", "years")
"""Units of time, the shortest first."""

_SPOKEN_UNITS = {"per cent", "pounds", *TIMES}
"""Units that belong to the figure itself: '40 per cent', 'up to two months', '£5'."""

PLACEHOLDER = re.compile(r"\[\[([a-z0-9-]+)(?::([a-z]+))?\]\]")
"""Where a text of the data package takes in a figure: ``[[fact-id]]``."""


def in_words(number: int) -> str:
    """Return 0 to 999,999 in words. Raises ``ValueError`` outside that."""
    if not 0 <= number < 1_000_000:
        raise ValueError(f"{number} is not between 0 and 999,999")
    if number < 20:
        return UP_TO_NINETEEN[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return TENS[tens - 2] + (f"-{UP_TO_NINETEEN[rest]}" if rest else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{UP_TO_NINETEEN[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    joint = "" if not rest else " and " if rest < 100 else " "
    return f"{in_words(thousands)} thousand{joint}{in_words(rest) if rest else ''}"


def in_times(number: int) -> str:
    """Return how often: 'once', 'twice', then 'three times'."""
    return {1: "once", 2: "twice"}.get(number, f"{in_words(number)} times")


def in_digits(number: Number, *, decimals: int = 0) -> str:
    """Return a number with thousands commas, or as millions; decimals only where not whole."""
    millions, rest = divmod(number, 1_000_000)
    if millions and not rest:
        return f"{int(millions)} million"
    if float(number).is_integer():
        return f"{int(number):,}"
    return f"{number:,.{decimals}f}" if decimals else f"{number:,}"


def in_prose(number: Number) -> str:
    """Return whole numbers up to ten in words, all others in digits."""
    if float(number).is_integer() and 0 <= number <= 10:
        return in_words(int(number))
    return in_digits(number)


def qualify(fact: Fact, text: str) -> str:
    """Return ``text`` behind the fact's qualifier: 'almost 200', 'fewer than half'."""
    if fact.qualifier == "fewer_than":
        measured = fact.unit in _SPOKEN_UNITS or text.endswith("per cent")
        return f"{'less' if measured else 'fewer'} than {text}"
    return _QUALIFIERS[fact.qualifier] + text


def _default(fact: Fact) -> str:
    if fact.unit == "fraction":
        return qualify(fact, fraction(fact))
    if fact.total is not None:
        return qualify(fact, f"{in_digits(fact.value)} of {in_digits(fact.total)}")
    if fact.derivation and fact.derivation.operation == "percent":
        return percent(fact)
    if fact.unit == "per cent":
        return qualify(fact, _with_unit(fact, in_digits(fact.value)))
    return qualify(fact, _with_unit(fact, in_prose(fact.value)))


def _with_unit(fact: Fact, text: str) -> str:
    if fact.unit == "pounds":
        return f"£{in_digits(fact.value)}"
    return f"{text} {_unit(fact)}" if fact.unit in _SPOKEN_UNITS else text


def _unit(fact: Fact) -> str:
    """Return the unit as it agrees with the number: 'one region', 'two regions'."""
    if fact.value != 1 or fact.total or not fact.unit.endswith("s"):
        return fact.unit
    return f"{fact.unit[:-3]}y" if fact.unit.endswith("ies") else fact.unit[:-1]


def fraction(fact: Fact) -> str:
    """Return a fraction in words: 'half', 'a third'. Raises ``ValueError`` for others."""
    key = (str(fact.value), str(fact.total))
    if key not in FRACTIONS:
        raise ValueError(f"{fact.fact_id}: no words for the fraction {key[0]} of {key[1]}")
    return FRACTIONS[key]


def percent(fact: Fact) -> str:
    """Return the share in whole per cent, halves up: '31 per cent' for 22 of 70.

    Lower bounds are rounded down and upper bounds up, so that they still hold. Rounding alone adds
    no 'about': the exact count is always shown too.
    """
    share = fact.part * 100
    if fact.qualifier in FROM_BELOW:
        return qualify(fact, f"{floor(share)} per cent")
    if fact.qualifier in FROM_ABOVE:
        return qualify(fact, f"{ceil(share)} per cent")
    text = in_percent(share)
    return text if " than " in text else qualify(fact, text)


def in_percent(share: float | Fraction) -> str:
    """Return a share of 0 to 100 in whole per cent; no part reads as nought or as all."""
    whole = to_whole(share)
    if whole == 0 < share:
        return "less than 1 per cent"
    return "more than 99 per cent" if whole == 100 > share else f"{whole} per cent"


FORMATTERS: dict[str, Callable[[Fact], str]] = {
    "": _default,
    "capital": lambda fact: _default(fact)[0].upper() + _default(fact)[1:],
    "digits": lambda fact: qualify(fact, _with_unit(fact, in_digits(fact.value, decimals=1))),
    "words": lambda fact: qualify(fact, _with_unit(fact, in_words(int(fact.value)))),
    "percent": percent,
    "value": lambda fact: qualify(fact, in_digits(fact.value, decimals=1)),
    "total": lambda fact: in_digits(fact.total or 0),
}
"""The forms a fact can take in a sentence, by name; the empty name is the usual one."""


def say(fact: Fact, form: str = "") -> str:
    """Return the fact as it reads in a sentence.

    Raises ``ValueError`` for an unknown form, or one that the fact cannot take.
    """
    if form not in FORMATTERS:
        known = ", ".join(sorted(filter(None, FORMATTERS)))
        raise ValueError(f"'{form}' is no form of a fact; there are {known}")
    is_whole, has_total = float(fact.value).is_integer(), fact.total is not None
    if wrong := misfit(form, unit=fact.unit, is_whole=is_whole, has_total=has_total):
        raise ValueError(f"{fact.fact_id} {': '.join(wrong)}")
    return FORMATTERS[form](fact)


def say_with_unit(fact: Fact) -> str:
    """Return the fact with what it counts: '22 of 70 cases', 'almost 200 discussions'."""
    text = say(fact)
    if fact.unit in _SPOKEN_UNITS or fact.unit == "fraction":
        return text
    return f"{text} {_unit(fact)}"


def say_date(iso_date: str) -> str:
    """Return an ISO day as day, month and year, a month as month and year, a year as it is."""
    parts = [int(part) for part in iso_date.split("-")]
    if len(parts) == 1:
        return iso_date
    day = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)  # refuses 30 February
    month = f"{MONTHS[day.month - 1]} {parts[0]}"
    return f"{day.day} {month}" if len(parts) == 3 else month


def say_report(inspection: Inspection) -> str:
    """Return the date of an inspection's report, saying where it was worked out or not seen."""
    return say_report_date(inspection.report_date, basis=inspection.date_basis)


def say_report_date(iso_date: str, *, basis: str) -> str:
    """Return a date of a report, saying where it was worked out ('derived') or not seen."""
    if not iso_date:
        return "no date seen"
    date = say_year(iso_date, basis=basis) if basis == OR_NEXT_YEAR else say_date(iso_date)
    return f"{date}{f' ({say_worked_out(iso_date)})' if basis.startswith('derived') else ''}"


def say_year(iso_date: str, *, basis: str) -> str:
    """Return the year of a report, and where it may be the next, that; '' if none was seen."""
    year = iso_date[:4]
    return f"{year} or early {int(year) + 1}" if basis == OR_NEXT_YEAR else year


def say_worked_out(iso_date: str) -> str:
    """Return how much of a date that no source states we worked out: 'month worked out by us'."""
    return f"{('year', 'month', 'day')[iso_date.count('-')]} worked out by us"


def fill(text: str, register: Register) -> str:
    """Return ``text`` with every ``[[id]]`` replaced by the figure or rating it names."""
    return PLACEHOLDER.sub(lambda match: say_id(match[1], match[2] or "", register), text)


def say_id(name: str, form: str, register: Register) -> str:
    """Return the text for an id: a fact's number or an inspection's rating."""
    if name in register.inspections:
        return register.inspections[name].overall_rating
    return say(register.fact(name), form)


def direction(earlier: Fact, later: Fact) -> str:
    """Return 'rose', 'fell' or 'stayed the same'.

    Raises ``ValueError`` unless both ask the same question of the same population in the
    same unit, under the same inspection programme, and both are exact enough to tell.
    """
    reasons = [
        f"{name} differs ('{first}' and '{second}')"
        for name, first, second in (
            ("the question", earlier.question, later.question),
            ("the population", earlier.population, later.population),
            ("the unit", earlier.unit, later.unit),
            ("what is counted", earlier.counts, later.counts),
            ("the inspection programme", _programme(earlier), _programme(later)),
        )
        if first != second
    ]
    if (earlier.total is None) != (later.total is None):
        reasons.append("only one of them is out of a total")
    if {earlier.qualifier, later.qualifier} != {"exact"}:
        reasons.append("not both are exact")
    if reasons:
        pair = f"{earlier.fact_id} and {later.fact_id}"
        raise ValueError(f"{pair} cannot be compared: {'; '.join(reasons)}")
    return _way(_size(later) - _size(earlier))


def rating_direction(earlier: Inspection, later: Inspection) -> str:
    """Return 'rose', 'fell' or 'stayed the same' for the grade itself, never for points."""
    return _way(later.rank - earlier.rank)


def _way(change: float) -> str:
    return "rose" if change > 0 else "fell" if change < 0 else "stayed the same"


def place_on_scale(inspection: Inspection) -> str:
    """Return the place of its rating: 'lowest of four grades', 'second lowest of four grades'."""
    above = len(RATINGS) - 1 - inspection.rank
    end = "lowest" if inspection.rank <= above else "highest"
    steps = min(inspection.rank, above)
    return f"{'second ' * steps}{end} of {in_prose(len(RATINGS))} grades"


def _programme(fact: Fact) -> str:
    return fact.inspection.programme.label if fact.inspection else "none"


def _size(fact: Fact) -> float:
    return fact.value / fact.total if fact.total else float(fact.value)
