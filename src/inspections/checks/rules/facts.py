"""Rules for figures: as written, against their totals and fragments, and as computed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from inspections.arithmetic.counting import COUNTS
from inspections.arithmetic.derivations import OPERATIONS, QUALIFIERS, derive, derive_qualifier
from inspections.arithmetic.number_words import FRACTIONS, numeral_values
from inspections.checks.data import Data, NumberedRow
from inspections.checks.faults import Fault

Amount = tuple[Fraction, Fraction | None]
"""A value and its total, None where it has none."""

_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{0,14}[1-9])?", re.ASCII)
"""A number without needless zeros: two ways to write one would be two values to who compares."""


def numbers(data: Data) -> Iterator[Fault]:
    """Numbers are written in plain digits."""
    for table in data.tables.values():
        numeric = [name for name in table.fields if table.kind(name) in ("integer", "number")]
        for row in table.rows:
            for field in numeric:
                if row[field] and _number(row[field]) is None:
                    rule = "the number is not in plain digits"
                    yield table.fault(row, field, rule, "write it like 1297 or 5.5")


def totals(data: Data) -> Iterator[Fault]:
    """No count exceeds its total; fractions and scores have one."""
    for table, row in data.all_rows():
        for part, whole in (("value", "total"), ("score", "score_out_of")):
            count, total = _number(row[part]), _number(row[whole])
            if count is not None and total is not None and count > total:
                rule = f"is more than {whole}, {row[whole]}"
                yield table.fault(row, part, rule, "correct one of them")
    for table, row in data.rows("facts"):
        if row["unit"] == "fraction" and not row["total"]:
            rule = "is empty though the unit is fraction"
            yield table.fault(row, "total", rule, "a half is value 1, total 2")
        elif row["unit"] == "fraction" and (row["value"], row["total"]) not in FRACTIONS:
            rule = f"no word is known for the fraction {row['value']} of {row['total']}"
            known = ", ".join(f"{part} of {whole}" for part, whole in FRACTIONS)
            yield table.fault(row, "value", rule, f"use {known}, or cases with their total")
    for table, row in data.rows("inspections"):
        if bool(row["score"]) != bool(row["score_out_of"]):
            lacking = "score_out_of" if row["score"] else "score"
            yield table.fault(row, lacking, "is empty", "give score and score_out_of, or neither")


def fragment_numerals(data: Data) -> Iterator[Fault]:
    """A fragment has the figures of value and total, or a reason why not."""
    for table, row in data.rows("facts"):
        stated = _expected_values(row)
        if stated is None or not row["fragment"]:
            continue
        quoted = ["fragment"] + ["second_fragment"] * (row["second_relation"] == "agrees")
        differing = [field for field in quoted if numeral_values(row[field]) != stated]
        for field in () if row["fragment_reason"] else differing:
            rule = (
                f"its figures ({_printed(numeral_values(row[field])) or 'none'}) are not those of "
                f"value and total ({_printed(stated)})"
            )
            advice = "correct value or total, or quote words with exactly these figures"
            yield table.fault(row, field, rule, advice)
        if row["fragment_reason"] and not differing:
            rule = "a reason is given though the fragment carries the figures"
            yield table.fault(row, "fragment_reason", rule, "leave it empty")


def percent_units(data: Data) -> Iterator[Fault]:
    """A percentage has the unit per cent."""
    for table, row in data.rows("derived_facts"):
        if row["operation"] == "percent" and row["unit"] != "per cent":
            rule = "is not what the operation percent gives"
            yield table.fault(row, "unit", rule, 'put "per cent", or correct the operation')


def fact_ids(data: Data) -> Iterator[Fault]:
    """No derived fact takes the name of a fact."""
    stated = data.ids("facts")
    for table, row in data.rows("derived_facts"):
        if row["fact_id"] in stated:
            rule = "facts.csv has a fact of this name"
            yield table.fault(row, "fact_id", rule, "choose another name")


def derived_values(data: Data) -> Iterator[Fault]:
    """Each derived fact can be computed from its inputs, or from the inspections."""
    yield from _compute_amounts(data)[1]


def derived_qualifiers(data: Data) -> Iterator[Fault]:
    """The qualifiers of what a derived fact is made of give one that it can keep."""
    if not data.has("facts", "derived_facts"):
        return
    known = {row["fact_id"]: row["qualifier"] for _, row in data.rows("facts")}
    table = data.tables["derived_facts"]
    for row in _after_inputs(row for row in table.rows if row["fact_id"] not in known)[0]:
        known[row["fact_id"]] = ""  # not to be told, until it is
        qualifiers = [known.get(fact_id, "") for fact_id in _inputs(row)]
        if row["operation"] in OPERATIONS and set(qualifiers) <= set(QUALIFIERS):
            try:
                known[row["fact_id"]] = derive_qualifier(row["operation"], qualifiers)
            except ValueError as error:
                advice = "leave one out, or leave the fact out: its size is not known so far"
                yield table.fault(row, "inputs", str(error), advice)


def counts_agree(data: Data) -> Iterator[Fault]:
    """A count of ours is the one that a source states for the same question."""
    stated = {
        (row["question"], row["unit"], row["population"]): row for _, row in data.rows("facts")
    }
    computed = amounts(data)
    for table, row in data.rows("derived_facts"):
        same = stated.get((row["question"], row["unit"], row["population"]))
        ours = computed.get(row["fact_id"])
        theirs = _amount(same) if same else None
        if row["operation"] in COUNTS and same and ours and theirs and ours != theirs:
            rule = (
                f"the inspections give {_amount_text(ours)}, where {same['source_id']} states "
                f"{_amount_text(theirs)} ({same['fact_id']})"
            )
            advice = "correct the inspections, or the fact"
            yield table.fault(row, "fact_id", rule, advice)


def amounts(data: Data) -> dict[str, Amount | None]:
    """Return value and total of each fact, stated or derived; None where it cannot be computed."""
    return _compute_amounts(data)[0]


def _amount_text(amount: Amount) -> str:
    value, total = amount
    return f"{value}" if total is None else f"{value} of {total}"


@lru_cache(maxsize=1)  # several rules share it; Data hashes by identity
def _compute_amounts(data: Data) -> tuple[dict[str, Amount | None], list[Fault]]:
    """Return ``{fact_id: (value, total)}``, None where that cannot be computed, and the faults."""
    faults: list[Fault] = []
    if not data.has("facts", "derived_facts", "inspections"):
        return {}, faults
    amounts: dict[str, Amount | None] = {  # None: there is such a fact, but not its amount
        row["fact_id"]: _amount(row) for _, row in data.rows("facts")
    }
    table = data.tables["derived_facts"]
    ordered, circular = _after_inputs(row for row in table.rows if row["fact_id"] not in amounts)
    inspections = [row.cells for _, row in data.rows("inspections")]
    for row in ordered:
        inputs = [amounts.get(fact_id) for fact_id in _inputs(row)]
        try:
            amounts[row["fact_id"]] = _derived(row, inputs, inspections)
        except ValueError as error:
            amounts[row["fact_id"]] = None
            field = "where" if row["where"] else "inputs"
            advice = f"correct {field} or the operation"
            faults.append(table.fault(row, field, str(error), advice))
    for row in circular:
        rule = "the fact is computed from itself, directly or by way of others"
        faults.append(table.fault(row, "inputs", rule, "start from facts of facts.csv"))
    return amounts, faults


def _after_inputs(rows: Iterable[NumberedRow]) -> tuple[list[NumberedRow], list[NumberedRow]]:
    """Sort derived facts topologically by their inputs; return also those in or behind a cycle."""
    by_id = {row["fact_id"]: row for row in rows}
    sorter = TopologicalSorter({name: by_id.keys() & _inputs(row) for name, row in by_id.items()})
    with suppress(CycleError):  # what depends on no circle is still told in order
        sorter.prepare()
    ordered: dict[str, NumberedRow] = {}
    while ready := sorter.get_ready():
        ordered |= {name: by_id[name] for name in ready}
        sorter.done(*ready)
    return [*ordered.values()], [row for name, row in by_id.items() if name not in ordered]


def _derived(
    row: NumberedRow, inputs: list[Amount | None], inspections: list[Mapping[str, str]]
) -> Amount | None:
    """Return what a row computes, None where that cannot be told; ``derive`` says what is wrong."""
    known_inputs = [amount for amount in inputs if amount is not None]
    if len(known_inputs) < len(inputs) or row["operation"] not in OPERATIONS:
        return None
    return derive(row["operation"], known_inputs, inspections=inspections, where=row["where"])


def _number(text: str) -> Fraction | None:
    return Fraction(text) if _PLAIN.fullmatch(text) else None


def _printed(numbers: Iterable[Fraction]) -> str:
    return ", ".join(
        f"{float(number):g}" if 10**6 % number.denominator == 0 and number < 10**6 else str(number)
        for number in sorted(numbers)
    )


def _expected_values(row: NumberedRow) -> frozenset[Fraction] | None:
    """Return the figures of value and total; a fraction has one, their quotient."""
    value, total = _number(row["value"]), _number(row["total"])
    if value is None or (total is None and row["total"]):
        return None
    if row["unit"] == "fraction":
        return frozenset((value / total,)) if total else None
    return frozenset((value,) if total is None else (value, total))


def _inputs(row: NumberedRow) -> list[str]:
    return row["inputs"].split()


def _amount(row: NumberedRow) -> Amount | None:
    value, total = _number(row["value"]), _number(row["total"])
    return None if value is None else (value, total)
