"""Reads the figures in a phrase, whether written in digits or in words.

It knows English and nothing of tables, sources or chapters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache


@dataclass(frozen=True)
class Numeral:
    """A number in a text and its position: ``text`` is the input's ``[start:end]``."""

    start: int
    end: int
    text: str
    value: Fraction


_MARKS = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ′", "'")
    | dict.fromkeys("“”„‟″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f", " ")
)


def plain_marks(text: str) -> str:
    """Return ``text`` with plain quotes, hyphens and spaces for the typographic ones.

    Each character is replaced by exactly one, so positions stay the same.
    """
    return text.translate(_MARKS)


def figures(text: str) -> frozenset[Fraction]:
    """Return the values of all figures in ``text``; see ``number_words``."""
    return frozenset(figure.value for figure in number_words(text))


def number_words(text: str) -> list[Numeral]:
    """Return every figure in ``text``, in digits or in words, in order.

    "22 out of 70" has two, "two thirds" one (2/3), "5.5 million" one. Ordinals ("second",
    "21st"), digits inside a word ("CR7", "Covid-19"), vague words ("hundreds") and the "one"
    of "no one" are not figures. "A third" is read as a fraction, "the third" as an ordinal.
    """
    tokens = _tokens(plain_marks(text))
    numbers: list[Numeral] = []
    at = 0
    while at < len(tokens):
        value, after = _reading(tokens, at)
        if value is not None:
            start, end = tokens[at].start, tokens[after - 1].end
            numbers.append(Numeral(start, end, text[start:end], value))
        at = max(after, at + 1)
    return numbers


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""English names: those of ``calendar`` and ``%B`` follow the locale of the process."""

FRACTIONS = {
    ("1", "2"): "half",
    ("1", "3"): "a third",
    ("2", "3"): "two thirds",
    ("1", "4"): "a quarter",
}
"""What a part of a whole is called, by both numbers as a table has them."""

_MONTH = f"(?:{'|'.join(MONTHS)})"
_ALLOWED = re.compile(
    r"\[\[[^\]]*\]\]"
    rf"|\b\d{{1,2}} {_MONTH} (?:19|20)\d\d\b"
    r"|(?<![\w.,£])(?:19|20)\d\d(?!\w|[.,]\d|%| per cent)"
    r"|\blevels? [1-3](?:,? (?:and|or|to) [1-3])?\b(?![.,]\d|%)"
    r"|\bcategor(?:y|ies) [1-4](?:,? (?:and|or|to) [1-4])?\b(?![.,]\d|%)",
    re.IGNORECASE,
)


_YEAR_THAT_COUNTS = re.compile(
    r"\b(?:was|were|is|are|had|has|have|owed?|left|made|sent|got|took|saw|found|counted|received|"
    r"almost|nearly|over|some|only|just|another|than|least|most|up to|with)"
    r" (?P<year>(?:19|20)\d\d) (?=[a-z])",
    re.IGNORECASE,
)
_OTHER_SIGNS = re.compile(
    r"(?<![\w.,])\d[\d.,]*(?!(?:st|nd|rd|th|s)\b)[^\W\d_]\w*"  # 40k, 3x, 4OO
    r"|\b[IVX]{2,}\b"
    r"|\b(?i:dozens?|hundreds?|thousands?|[mbtr]+illions?|trios?|quartets?|quintets?)\b"
    r"|\b(?i:scores of|two score|a gross of)\b"
    r"|\d*[¼-¾⅐-⅞⅟↉¹²³⁰-⁹₀-₉Ⅰ-ↈ①-⒛⓪-⓿❶-➓]+",
)
"""Numbers that no cardinal is: with a letter grown on, Roman, vague, or of one sign."""


@cache
def typed_figures(text: str) -> tuple[Numeral, ...]:
    """Return the figures in ``text`` that should have been drawn from a fact.

    These are all digits, number words from three up, vague ones ("dozens"), Roman numbers and
    fractions in one sign, outside ``[[id]]``, years, full dates and the names of MAPPA levels and
    categories. The value of what is not read as a figure is -1.
    """
    plain = plain_marks(text)
    counting = [match.span("year") for match in _YEAR_THAT_COUNTS.finditer(plain)]
    masked = _ALLOWED.sub(lambda match: "|" * len(match[0]), plain)
    found = [
        figure
        for figure in number_words(masked)
        if figure.value >= 3 or any(mark.isdigit() for mark in figure.text)
    ]
    taken = {place for each in found for place in range(each.start, each.end)}
    others = [*counting, *(match.span() for match in _OTHER_SIGNS.finditer(masked))]
    found += [
        Numeral(start, end, "", Fraction(-1))
        for start, end in others
        if taken.isdisjoint((start, end - 1))
    ]
    return tuple(
        Numeral(each.start, each.end, text[each.start : each.end], each.value)
        for each in sorted(found, key=lambda each: each.start)
    )


UP_TO_NINETEEN = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: number for number, word in enumerate(UP_TO_NINETEEN)} | {
    word: 10 * number for number, word in enumerate(TENS, start=2)
}
_BIG = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SCALES = {"hundred": 100} | _BIG
_PARTS = {"half": 2, "third": 3, "quarter": 4}
_PLURAL_PARTS = {"halves": 2, "thirds": 3, "quarters": 4}
_ORDINALS = frozenset(
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
)

_LONGEST = 1_000  # digits: Python reads no number of more than some thousands
_TOKEN = re.compile(
    r"""
    (?P<mixed> [^\W\d_]+[-.]?\d\w*(?:\.\d+)* | \d+(?:[.,]\d+)*[^\W\d]\w* )
    | (?P<digits> \d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)? )
    | (?P<word> [^\W\d_]+ )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    word: str  # empty for digits and for words with digits in them
    digits: str  # empty for words
    gap: str  # what joins it to the token before: " ", "-" or "" (nothing)


_Reading = tuple[Fraction | None, int]  # the value, if any, and the token after the phrase


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        tokens.append(
            _Token(
                start=match.start(),
                end=match.end(),
                word=(match["word"] or "").lower(),
                digits=(match["digits"] or "").replace(",", ""),
                gap=between if between == "-" else " " if between.isspace() else "",
            )
        )
        end = match.end()
    return tokens


def _joined(tokens: Sequence[_Token], at: int, *words: str, gap: str = " -") -> bool:
    """Return True if the tokens from ``at`` are ``words``, each joined to the token before."""
    return at + len(words) <= len(tokens) and all(
        token.word == word and token.gap and token.gap in gap
        for token, word in zip(tokens[at : at + len(words)], words, strict=True)
    )


def _next_word(tokens: Sequence[_Token], at: int) -> str:
    """Return the word at ``at`` if it is joined to the token before, else nothing."""
    return tokens[at].word if at < len(tokens) and tokens[at].gap else ""


def _reading(tokens: Sequence[_Token], at: int) -> _Reading:
    if tokens[at].word in _PARTS:
        return _lone_part(tokens, at)
    value, after = _cardinal(tokens, at)
    return (None, at) if value is None else _with_part(tokens, after, value)


def _lone_part(tokens: Sequence[_Token], at: int) -> _Reading:
    """Read "half", "a third", "quarter of": fractions without a number before them."""
    word = tokens[at].word
    if at + 1 < len(tokens) and tokens[at + 1].gap == "-":
        return None, at  # half-hour, third-party
    before = tokens[at - 1].word if at and tokens[at].gap else ""
    is_named = before in _ORDINALS or before in ("the", "last")  # the third of May, first quarter
    is_part = before == "a" or (_next_word(tokens, at + 1) == "of" and not is_named)
    if word != "half" and not is_part:
        return None, at
    value, after = Fraction(1, _PARTS[word]), at + 1
    if _joined(tokens, after, "a") and _next_word(tokens, after + 1) in _SCALES:
        return _scaled(tokens, after + 1, value)  # half a million
    return value, after


def _cardinal(tokens: Sequence[_Token], at: int) -> _Reading:
    token = tokens[at]
    if token.digits:
        return Fraction(token.digits[:_LONGEST]), at + 1
    if token.word in ("a", "an") and _next_word(tokens, at + 1) in _SCALES:
        return _number_in_words(tokens, at + 1, current=1)
    if token.word not in _SMALL:
        return None, at
    if token.word == "one" and at and tokens[at - 1].word == "no" and token.gap:
        return None, at
    return _number_in_words(tokens, at, current=None)


def _number_in_words(tokens: Sequence[_Token], at: int, *, current: int | None) -> _Reading:
    """Read a cardinal such as "two thousand three hundred and five"; ``current`` went before."""
    total, after = 0, at
    while after < len(tokens) and (after == at or tokens[after].gap):
        word = tokens[after].word
        if word in _SMALL and _can_add(current, _SMALL[word]):
            current = (current or 0) + _SMALL[word]
        elif word == "hundred" and current is not None and 0 < current < 100:
            current *= 100
        elif word in _BIG and current:
            total, current = total + current * _BIG[word], None
        elif not (_is_joining_and(tokens, after) and after > at):
            break
        after += 1
    return Fraction(total + (current or 0)), after


def _can_add(current: int | None, number: int) -> bool:
    if current is None:
        return True
    tens = current % 100
    return current > 0 and (tens == 0 or (tens >= 20 and tens % 10 == 0 and 0 < number < 10))


def _is_joining_and(tokens: Sequence[_Token], at: int) -> bool:
    return (
        tokens[at].word == "and"
        and tokens[at - 1].word in _SCALES
        and _next_word(tokens, at + 1) in _SMALL
    )


def _with_part(tokens: Sequence[_Token], at: int, value: Fraction) -> _Reading:
    """Read on after a cardinal: "thirds", "and a half", "million", or the end of an ordinal."""
    word = _next_word(tokens, at)
    if word in _PLURAL_PARTS:
        return _scaled(tokens, at + 1, value / _PLURAL_PARTS[word])
    if word in _PARTS and value == 1:
        return _scaled(tokens, at + 1, value / _PARTS[word])
    if word in _ORDINALS and tokens[at].gap == "-":
        return None, at + 1
    part = _next_word(tokens, at + 2)
    if part in _PARTS and _joined(tokens, at, "and", "a"):
        return _scaled(tokens, at + 3, value + Fraction(1, _PARTS[part]))
    return _scaled(tokens, at, value)


def _scaled(tokens: Sequence[_Token], at: int, value: Fraction) -> _Reading:
    word = _next_word(tokens, at)
    return (value * _SCALES[word], at + 1) if word in _SCALES else (value, at)
