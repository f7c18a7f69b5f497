"""What a sentence states: figures with total and qualifier, dates, grades, each with its words.

It knows English and the scale of grades; nothing of tables or sources.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from inspections.arithmetic.number_words import (
    MONTHS,
    Numeral,
    numeral_values,
    numerals_in,
    plain_punctuation,
)

MOST_WORDS = 9
"""Words to which a fragment grows: enough to know its place, below the most that a row may have."""

_SENTENCE_END = re.compile(
    r"(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bNo\.)(?:(?<=[.!?])|(?<=[.!?][\"'”’)]))\s+"
    r"(?=[\"'“‘(\[]*[A-Z0-9])"
)
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?\b(?P<month>{_MONTH}),? "
    r"(?P<year>(?:19|20)\d\d)\b|(?<![\w.,£])(?P<alone>(?:19|20)\d\d)(?!\w|[.,]\d|%| per cent)"
)
_NAMED = re.compile(
    r"\b\d{1,2}[:.]\d\d(?: ?[ap]m\b|(?= on| to|,))"
    r"|\b(?:level|categor(?:y|ie)|page|table|figure|annex|chapter|channel)s? "
    r"(?:\d+|one|two|three)\b",
    re.IGNORECASE,
)
_GRADE = re.compile(r"\b(inadequate|requir(?:es?|ing) improvement|good|outstanding)\b", re.I)
_GRADING = re.compile(r"(?:\b(?:rat(?:ed|ing|ings)|judged?|graded?)\b[^.]{0,60}|['\"])$", re.I)
_OUT_OF = re.compile(r" (?:out )?of (?:the |those |these |all |its |our )*$")
_PER_CENT = re.compile(r" ?(?:%|per cent\b|percent\b)")
_QUALIFIERS = {
    "almost": "almost|nearly|just under|close to",
    "about": "about|around|roughly|approximately|some|an estimated|circa",
    "at_least": "at least|(?:no|not) (?:fewer|less) than|a minimum of",
    "at_most": "up to|at most|(?:no|not) more than|a maximum of",
    "more_than": "more than|over|above|in excess of|upwards of",
    "fewer_than": "fewer than|less than|under|below",
}
_BEFORE = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _QUALIFIERS.items())})"
    r"(?: an? | the | )$",
    re.IGNORECASE,
)
_AFTER = {
    "at_least": re.compile(r"(?: \w+)? or (?:more|over)\b"),
    "at_most": re.compile(r"(?: \w+)? or (?:less|fewer|under)\b"),
}
_SMALL_WORD = re.compile(
    "(?:an?|the|of|in|on|at|to|and|or|for|with|by|from|that|which|who|is|are|was|were|be|had|has|"
    "have|been|as|but|its?|their|th[io]se?|than|including|where|such)[,;:.]?",
    re.IGNORECASE,
)
"""What a fragment neither begins nor ends with."""


@dataclass(frozen=True)
class Statement:
    """One thing that a sentence states: cells by column, and the words that carry them."""

    kind: str
    fragment: str
    cells: dict[str, str] = field(default_factory=dict)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text whose lines are paragraphs."""
    parts = (part.strip() for line in text.split("\n") for part in _SENTENCE_END.split(line))
    return [part for part in parts if part]


def statements(sentence: str) -> list[Statement]:
    """Return what a sentence states: ``kind`` is figure, date or grade.

    A figure has ``value``, ``total`` ("22 out of 70"), ``unit`` and ``qualifier``; a share in
    words ("a third") is value 1, total 3, unit fraction. A lone "one" is no figure, nor is the
    name of a level, page or table.
    """
    plain = plain_punctuation(sentence)
    return [*_numbers(sentence, plain), *_dates(sentence, plain), *_grades(sentence, plain)]


def _numbers(sentence: str, plain: str) -> Iterator[Statement]:
    masked = plain
    for pattern in (_DATE, _NAMED):
        masked = pattern.sub(lambda match: "|" * len(match[0]), masked)
    rest = numerals_in(masked)
    while rest:
        figure, *rest = rest
        total = rest[0] if rest and _is_total(plain, figure, rest[0]) else None
        if total:
            rest = rest[1:]
        elif figure.value == 1 and figure.text.lower() == "one":
            continue
        yield _number(sentence, plain, figure, total)


def _is_total(plain: str, part: Numeral, whole: Numeral) -> bool:
    return whole.value > part.value and bool(_OUT_OF.fullmatch(plain[part.end : whole.start]))


def _number(sentence: str, plain: str, figure: Numeral, total: Numeral | None) -> Statement:
    before, end = _BEFORE.search(plain[: figure.start]), (total or figure).end
    per_cent = _PER_CENT.match(plain, end)
    end = per_cent.end() if per_cent else end
    after = {name: match for name, form in _AFTER.items() if (match := form.match(plain, end))}
    qualifier = (before.lastgroup if before else next(iter(after), "")) or "exact"
    value, whole = figure.value, total.value if total else None
    is_share = value < 1 and not any(mark.isdigit() for mark in figure.text)
    if is_share:
        value, whole = Fraction(value.numerator), Fraction(value.denominator)
    unit = "per cent" if per_cent else "fraction" if is_share else _unit(plain[end:])
    end = max([end, *(match.end() for match in after.values())])
    cells = {"value": _written(value), "total": _written(whole), "unit": unit}
    values = frozenset(numeral.value for numeral in (figure, total) if numeral)
    start = before.start() if before else figure.start
    fragment = _fragment(sentence, plain, start, end, values)
    return Statement("figure", fragment, cells | {"qualifier": qualifier})


def _written(number: Fraction | None) -> str:
    if number is None:
        return ""
    return str(number.numerator) if number.denominator == 1 else str(float(number))


def _unit(after: str) -> str:
    """Return the first word in the plural behind a figure, within its clause; or ''."""
    words = re.findall(r"[a-z-]+", re.split(r"[,;:.()]", after)[0])[:4]
    return next((word for word in words if re.search(r"[^s]s$|^people$|^staff$", word)), "")


def _dates(sentence: str, plain: str) -> Iterator[Statement]:
    for match in _DATE.finditer(plain):
        parts = [match["year"] or match["alone"]]
        parts += [f"{MONTHS.index(match['month']) + 1:02}"] if match["month"] else []
        parts += [f"{int(match['day']):02}"] if match["day"] else []
        fragment = _fragment(sentence, plain, *match.span(), numeral_values(match[0]))
        yield Statement("date", fragment, {"date": "-".join(parts)})


def _grades(sentence: str, plain: str) -> Iterator[Statement]:
    for match in _GRADE.finditer(plain):
        if _GRADING.search(plain[: match.start()]):
            grade = re.sub(r"requir\w+", "requires", match[0].lower()).capitalize()
            fragment = _fragment(sentence, plain, *match.span(), frozenset())
            yield Statement("grade", fragment, {"rating": grade})


def _fragment(sentence: str, plain: str, start: int, end: int, values: frozenset[Fraction]) -> str:
    """Return up to ``MOST_WORDS`` words around ``start`` to ``end`` that add no other figure."""
    words = [match.span() for match in re.finditer(r"\S+", plain)]
    first = max(place for place, (begin, _) in enumerate(words) if begin <= start)
    last = min(place for place, (_, finish) in enumerate(words) if finish >= end)
    low, high = first, last

    def may_grow(low: int, high: int, joint: int) -> bool:
        """Return True if the words are a fragment, with no stop at the end of word ``joint``."""
        return (
            low >= 0
            and high < len(words)
            and high - low < MOST_WORDS
            and plain[words[joint][1] - 1] not in ",;:.!?()"
            and numeral_values(plain[words[low][0] : words[high][1]]) == values
        )

    grown = (-1, -1)
    while grown != (low, high):
        grown = (low, high)
        high += may_grow(low, high + 1, high)
        low -= may_grow(low - 1, high, low - 1)
    while high > last and _SMALL_WORD.fullmatch(plain, *words[high]):
        high -= 1
    while low < first and _SMALL_WORD.fullmatch(plain, *words[low]):
        low += 1
    # A spreadsheet would run what begins with = + @ or -, so none of these does.
    return sentence[words[low][0] : words[high][1]].strip(' ,;:.!?()"“”=+@-')
