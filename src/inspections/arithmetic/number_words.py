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


_PUNCTUATION = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ′", "'")
    | dict.fromkeys("“”„‟″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f", " ")
)


def plain_punctuation(text: str) -> str:
    """Return ``text`` with plain quotes, hyphens and spaces for the typographic ones.

    Each character is replaced by exactly one, so positions stay the same.
    """
    return text.translate(_PUNCTUATION)


def numeral_values(text: str) -> frozenset[Fraction]:
    """Return the values of all figures in ``text``; see ``numerals_in``."""
    return frozenset(figure.value for figure in numerals_in(text))


def numerals_in(text: str) -> list[Numeral]:
    """Return every figure in ``text``, in digits or in words, in order.

    "22 out of 70" has two, "two thirds" one (2/3), "5.5 million" one. Ordinals ("second",
    "21st"), digits inside a word ("CR7", "Covid-19"), vague words ("hundreds") and the "one"
    of "no one" are not figures. "A third" is read as a fraction, "the third" as an ordinal.
    """
    tokens = _tokens(plain_punctuation(text))
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
"""What may be typed in prose: placeholders, full dates, years, MAPPA levels and categories."""


_YEAR_THAT_COUNTS = re.compile(
    r"\b(?:was|were|is|are|had|has|have|owed?|left|made|sent|got|took|saw|found|counted|received|"
    r"almost|nearly|over|some|only|just|another|than|least|most|up to|with)"
    r" (?P<year>(?:19|20)\d\d) (?=[a-z])",
    re.IGNORECASE,
)
"""A number like a year that counts something: after a verb or 'almost', say, before a noun."""
_OTHER_SIGNS = re.compile(
    r"(?<![\w.,])\d[\d.,]*(?!(?:st|nd|rd|th|s)\b)[^\W\d_]\w*"  # 40k, 3x, 4OO
    r"|\b[IVX]{2,}\b"
    r"|\b(?i:dozens?|hundreds?|thousands?|[mbtr]+illions?|trios?|quartets?|quintets?)\b"
    r"|\b(?i:scores of|two score|a gross of)\b"
    r"|\d*[¼-¾⅐-⅞⅟↉¹²³⁰-⁹₀-₉Ⅰ-ↈ①-⒛⓪-⓿❶-➓]+",
)
"""Numbers that no cardinal is: with a letter grown on, Roman, vague, or of one sign."""


@cache
def typed_numerals(text: str) -> tuple[Numeral, ...]:
    """Return the numerals that must come from a fact instead of being typed.

    These are all digits, number words from three up, vague words ("dozens"), Roman numerals and
    one-character fractions, except in ``[[id]]``, years, full dates, MAPPA levels and categories. A
    ``value`` of -1 marks text that is not parsed as a number.
    """
    plain = plain_punctuation(text)
    counting = [match.span("year") for match in _YEAR_THAT_COUNTS.finditer(plain)]
    # As long as what it hides, so that positions stay.
    masked = _ALLOWED.sub(lambda match: "|" * len(match[0]), plain)
    typed = [
        figure
        for figure in numerals_in(masked)
        if figure.value >= 3 or any(mark.isdigit() for mark in figure.text)
    ]
    taken = {place for numeral in typed for place in range(numeral.start, numeral.end)}
    others = [*counting, *(match.span() for match in _OTHER_SIGNS.finditer(masked))]
    typed += [
        Numeral(start, end, "", Fraction(-1))
        for start, end in others
        if taken.isdisjoint((start, end - 1))
    ]
    return tuple(
        Numeral(numeral.start, numeral.end, text[numeral.start : numeral.end], numeral.value)
        for numeral in sorted(typed, key=lambda numeral: numeral.start)
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


def _joined(tokens: Sequence[_Token], index: int, *words: str, gap: str = " -") -> bool:
    """Return True if the tokens from ``index`` are ``words``, each joined to the token before."""
    return index + len(words) <= len(tokens) and all(
        token.word == word and token.gap and token.gap in gap
        for token, word in zip(tokens[index : index + len(words)], words, strict=True)
    )


def _next_word(tokens: Sequence[_Token], index: int) -> str:
    """Return the word at ``index`` if it is joined to the token before, else nothing."""
    return tokens[index].word if index < len(tokens) and tokens[index].gap else ""


def _reading(tokens: Sequence[_Token], index: int) -> _Reading:
    if tokens[index].word in _PARTS:
        return _lone_part(tokens, index)
    value, after = _cardinal(tokens, index)
    return (None, index) if value is None else _with_part(tokens, after, value)


def _lone_part(tokens: Sequence[_Token], index: int) -> _Reading:
    """Read "half", "a third", "quarter of": fractions without a number before them."""
    word = tokens[index].word
    if index + 1 < len(tokens) and tokens[index + 1].gap == "-":
        return None, index  # half-hour, third-party
    before = tokens[index - 1].word if index and tokens[index].gap else ""
    is_named = before in _ORDINALS or before in ("the", "last")  # the third of May, first quarter
    is_part = before == "a" or (_next_word(tokens, index + 1) == "of" and not is_named)
    if word != "half" and not is_part:
        return None, index
    value, after = Fraction(1, _PARTS[word]), index + 1
    if _joined(tokens, after, "a") and _next_word(tokens, after + 1) in _SCALES:
        return _scaled(tokens, after + 1, value)  # half a million
    return value, after


def _cardinal(tokens: Sequence[_Token], index: int) -> _Reading:
    token = tokens[index]
    if token.digits:
        return Fraction(token.digits[:_LONGEST]), index + 1
    if token.word in ("a", "an") and _next_word(tokens, index + 1) in _SCALES:
        return _number_in_words(tokens, index + 1, current=1)
    if token.word not in _SMALL:
        return None, index
    if token.word == "one" and index and tokens[index - 1].word == "no" and token.gap:
        return None, index
    return _number_in_words(tokens, index, current=None)


def _number_in_words(tokens: Sequence[_Token], index: int, *, current: int | None) -> _Reading:
    """Read a cardinal such as "two thousand three hundred and five"; ``current`` went before."""
    total, after = 0, index
    while after < len(tokens) and (after == index or tokens[after].gap):
        word = tokens[after].word
        if word in _SMALL and _can_add(current, _SMALL[word]):
            current = (current or 0) + _SMALL[word]
        elif word == "hundred" and current is not None and 0 < current < 100:
            current *= 100
        elif word in _BIG and current:
            total, current = total + current * _BIG[word], None
        elif not (_is_joining_and(tokens, after) and after > index):
            break
        after += 1
    return Fraction(total + (current or 0)), after


def _can_add(current: int | None, number: int) -> bool:
    if current is None:
        return True
    tens = current % 100
    return current > 0 and (tens == 0 or (tens >= 20 and tens % 10 == 0 and 0 < number < 10))


def _is_joining_and(tokens: Sequence[_Token], index: int) -> bool:
    return (
        tokens[index].word == "and"
        and tokens[index - 1].word in _SCALES
        and _next_word(tokens, index + 1) in _SMALL
    )


def _with_part(tokens: Sequence[_Token], index: int, value: Fraction) -> _Reading:
    """Read on after a cardinal: "thirds", "and a half", "million", or the end of an ordinal."""
    word = _next_word(tokens, index)
    if word in _PLURAL_PARTS:
        return _scaled(tokens, index + 1, value / _PLURAL_PARTS[word])
    if word in _PARTS and value == 1:
        return _scaled(tokens, index + 1, value / _PARTS[word])
    if word in _ORDINALS and tokens[index].gap == "-":
        return None, index + 1
    part = _next_word(tokens, index + 2)
    if part in _PARTS and _joined(tokens, index, "and", "a"):
        return _scaled(tokens, index + 3, value + Fraction(1, _PARTS[part]))
    return _scaled(tokens, index, value)


def _scaled(tokens: Sequence[_Token], index: int, value: Fraction) -> _Reading:
    word = _next_word(tokens, index)
    return (value * _SCALES[word], index + 1) if word in _SCALES else (value, index)
