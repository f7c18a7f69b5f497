"""Rules for the text of cells: characters, markup, and ``[[id]]`` instead of typed numbers."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from inspections.arithmetic.number_words import plain_punctuation, typed_numerals
from inspections.checks.data import Data, NumberedRow, Table, nearest_id
from inspections.checks.faults import Fault, shortened
from inspections.checks.rules.facts import Amount, amounts
from inspections.package.names import did_you_mean
from inspections.package.placeholders import FORM_NAMES, misfit
from inspections.package.tables import DESCRIPTOR

_PLACEHOLDER = re.compile(r"\[\[([^\[\]]*)\]\]")
_QUOTED = frozenset(  # as printed
    (
        *("fragment", "second_fragment", "score_fragment"),
        *("title", "publisher", "before", "after", "within"),
    )
)
FORMULA = tuple("=+-@＝＋－＠")
HTML = re.compile(r"</?[A-Za-z][^<>]*>?|<!--|<[!?]|&(?:#\w+|[A-Za-z]\w*);")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\t\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ue000-\uf8ff\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)  # controls, joiners, marks of direction, fillers, variation selectors, tags, private use
_NAMEABLE = ("facts", "derived_facts", "inspections")  # what a placeholder can name


def blanks(data: Data) -> Iterator[Fault]:
    """No cell has a line break, a blank at its end, or a special blank in an id."""
    for table, row in data.all_rows():
        for field, value in row.cells.items():
            if "\n" in value:
                advice = "write it on one line"
                yield table.fault(row, field, "there is a line break in the cell", advice)
            elif value != value.strip(" \t\u00a0\u200b\ufeff"):
                rule = "there is a blank at the beginning or end"
                yield table.fault(row, field, rule, "take the blank away")
            elif table.is_id(field) and re.search(r"[^\S ]|\u200b", value):
                rule = "there is a non-breaking or other special blank in an id"
                yield table.fault(row, field, rule, "take it away, or use a plain blank")


def invisible(data: Data) -> Iterator[Fault]:
    """No cell has a character that cannot be seen: it would hide in ids, searches and links."""
    for table, row in data.all_rows():
        for field, value in row.cells.items():
            hidden = INVISIBLE.search(value)
            if hidden:
                before = value[: hidden.start()]
                where = f'after "{before[-20:]}"' if before else "at its beginning"
                rule = f"has an invisible character {where} ({character(hidden[0])})"
                yield table.fault(row, field, rule, "delete it")


def look_alikes(data: Data) -> Iterator[Fault]:
    """Letters are Latin ones: one that only looks so is found by no search."""
    for table, row in data.all_rows():
        for field, value in row.cells.items():
            strange = [] if value.isascii() else [letter for letter in value if _is_foreign(letter)]
            if strange:
                rule = f"has a letter of another alphabet ({character(strange[0])})"
                yield table.fault(row, field, rule, "type it again in Latin letters")


def _is_foreign(letter: str) -> bool:
    return letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN")


def character(mark: str) -> str:
    """Return what to call a character that cannot be seen, or told from another."""
    return f"U+{ord(mark):04X}, {unicodedata.name(mark, 'a control character')}"


def unsafe(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a text that is a formula or HTML, with advice; None if nothing is.

    A spreadsheet would run the one, and a page print the other as it stands.
    See https://owasp.org/www-community/attacks/CSV_Injection.
    """
    if text.lstrip().startswith(FORMULA):
        rule = f"begins with {text.lstrip()[0]}, which spreadsheets run as a formula"
        return rule, "begin with a letter, a digit or a quotation mark"
    markup = HTML.search(text)
    advice = "write plain text, without tags or entities"
    return (f"has HTML in it: {markup[0]}", advice) if markup else None


def plain_text(data: Data) -> Iterator[Fault]:
    """No cell is a formula or HTML."""
    for table, row in data.all_rows():
        for field, value in row.cells.items():
            if wrong := unsafe(value):
                yield table.fault(row, field, *wrong)


def placeholder_names(data: Data) -> Iterator[Fault]:
    """Each ``[[id]]`` or ``[[id:form]]`` names a fact or an inspection, and a form it can take."""
    units = {row["fact_id"]: row["unit"] for _, row in data.all_rows() if row["fact_id"]}
    computed = amounts(data)
    known = {name: (units.get(name, ""), computed.get(name)) for name in data.ids(*_NAMEABLE)}
    for table, row, field in _texts(data):
        for rule, advice in _placeholder_faults(row[field], known, whole=data.has(*_NAMEABLE)):
            yield table.fault(row, field, rule, advice)
    about = data.descriptor.get("units_list")
    text = str(about.get("not_rated", "")) if isinstance(about, Mapping) else ""
    for rule, advice in _placeholder_faults(text, known, whole=data.has(*_NAMEABLE)):
        yield Fault(DESCRIPTOR, None, "units_list.not_rated", shortened(text), rule, advice)


def _placeholder_faults(
    text: str, known: Mapping[str, tuple[str, Amount | None]], *, whole: bool
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong, with advice; ``known`` has the unit and the amount by id."""
    for placeholder in _PLACEHOLDER.findall(text):
        name, colon, form = placeholder.partition(":")
        if whole and name not in known:
            rule = f"[[{placeholder}]] names no fact, derived fact or inspection"
            yield rule, nearest_id(name, set(known))
        elif colon and form not in FORM_NAMES:
            advice = did_you_mean(form, FORM_NAMES, otherwise=f"use one of {', '.join(FORM_NAMES)}")
            yield f"[[{placeholder}]] names no form of a figure", advice
        elif wrong := _misfit(form, *known.get(name, ("", None))):
            yield f"[[{placeholder}]] cannot be written: {name} {wrong[0]}", wrong[1]
    if re.search(r"\[\[|\]\]", _PLACEHOLDER.sub("", text)):
        yield "double square brackets do not pair", "write [[id]]"


def _misfit(form: str, unit: str, amount: Amount | None) -> tuple[str, str] | None:
    if amount is None:
        return None
    value, total = amount
    is_whole, has_total = value.denominator == 1, total is not None
    return misfit(form, unit=unit, is_whole=is_whole, has_total=has_total)


def typed_numbers(data: Data) -> Iterator[Fault]:
    """No text of ours has a typed number: it takes figures from facts."""
    for table, row, field in _texts(data):
        typed = typed_numerals(row[field])
        if typed:
            rule = f"a number is typed: {', '.join(figure.text for figure in typed)}"
            yield table.fault(row, field, rule, "write [[id]] of the fact that holds it")


def one_sentence(data: Data) -> Iterator[Fault]:
    """A finding is one sentence."""
    for table, row in data.rows("findings"):
        if re.search(r"[.!?]['\")]*\s+['\"(\[]*[A-Z\[]", plain_punctuation(row["statement"])):
            rule = "is more than one sentence"
            yield table.fault(row, "statement", rule, "make it one, or two findings")


def _texts(data: Data) -> Iterator[tuple[Table, NumberedRow, str]]:
    for table in data.tables.values():
        names = [field for field in table.fields if _is_text(table, field)]
        yield from ((table, row, field) for row in table.rows for field in names)


def _is_text(table: Table, field: str) -> bool:
    """Return True if a column holds words of our own, not quoted ones."""
    return (
        table.kind(field) == "string"
        and not table.constraint(field, "enum")
        and not table.constraint(field, "pattern")
        and field not in _QUOTED
        and not table.is_id(field)
    )
