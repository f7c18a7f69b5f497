"""Corrects one stated number: its row, and the row of ``corrections.csv`` that tells readers.

The new package is checked in a copy first: where it would have a fault, nothing is written.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from inspections import checks
from inspections.errors import UserError
from inspections.language.wording import say
from inspections.package import tables
from inspections.register import Fact, Register
from tools.tasks.dependents import affected_by

CELLS = {
    "value": "the number as it is right, in digits",
    "total": "what it is out of, where it is out of anything",
    "fragment": "the words of the source that carry it, twelve at most",
    "second_fragment": "the words of the second source, where it has one",
}
"""What can be given of a number, each a column of ``facts.csv``."""

OTHERS = {
    "date": "the day of the correction; today if left out",
    "reason": "why, for readers; and who noticed, where they wish to be named",
}
"""What else is given: columns of ``corrections.csv``."""

MOST_LISTED = 9
"""Most numbers that are listed where words fit several."""


def correct(root: Path, *arguments: str) -> None:
    """Correct a number of the book in ``root`` and print what hangs on it.

    What ``arguments`` do not give is asked for in a terminal; without any arguments everything.
    Raises ``UserError``.
    """
    folder, values = root / "data", _given(arguments)
    _refuse(folder, "correct this first, then the number")
    register = Register(tables.load(folder))
    asking = sys.stdin.isatty() and not any(values.values())
    fact = _asked_fact(register) if asking else find(register, values["fact"])
    if asking:
        values |= _asked_cells(fact, _row(folder, fact))
    texts = rows(folder, fact, values)
    corrected = _checked(root, texts)
    print(*affected_by(root, fact.fact_id, before=register, after=corrected), sep="\n")
    if asking and input("Write this? yes or no\n> ").strip().lower() not in ("y", "yes"):
        raise UserError("nothing was written")
    try:
        tables.write_all(folder, texts)
    except OSError as error:
        raise UserError(f"nothing was written ({error.strerror}): {folder}") from error
    print(f"written: {', '.join(f'data/{name}' for name in texts)}")


def find(register: Register, words: str) -> Fact:
    """Return the number of this id, or the one whose words hold all of these.

    Raises ``UserError``, which lists those that fit, or says that it is computed.
    """
    search_words = words.lower().split()
    if not search_words:
        raise UserError("which number? Give its id, or some of its words, after --fact")
    facts = [fact for fact in register.facts.values() if _has_words(fact, search_words)]
    if words in register.facts:
        facts = [register.facts[words]]
    if len(facts) != 1:
        listed = [f"  {item.fact_id}: {say(item)}, {item.label}" for item in facts[:MOST_LISTED]]
        more = [f"  and {len(facts) - MOST_LISTED} more"] if len(facts) > MOST_LISTED else []
        what = f"{len(facts) or 'no'} numbers fit '{words}': name one by its id, or by other words"
        raise UserError("\n".join([what, *listed, *more]))
    (fact,) = facts
    if fact.derivation:
        inputs = ", ".join(fact_input.fact_id for fact_input in fact.derivation.inputs)
        what = inputs or "the inspections that it counts"
        raise UserError(f"{fact.fact_id} is computed: correct {what}")
    return fact


def rows(folder: Path, fact: Fact, values: Mapping[str, str]) -> dict[str, str]:
    """Return the new text of both tables, by file name. Raises ``UserError``."""
    row = _row(folder, fact)
    new = row | {name: values[name] for name in CELLS if values.get(name)}
    if new == row:
        raise UserError(f"{fact.fact_id} says so already: give another value or fragment")
    if not values.get("reason"):
        raise UserError(f"the reason is needed: {OTHERS['reason']}")
    facts, _ = tables.with_row(tables.read_text(folder, "facts.csv"), new, replaces=True)
    correction = _correction_row(folder, row, new, values)
    corrections, _ = tables.with_row(tables.read_text(folder, "corrections.csv"), correction)
    return {"facts.csv": facts, "corrections.csv": corrections}


def _correction_row(
    folder: Path, row: Mapping[str, str], new: Mapping[str, str], values: Mapping[str, str]
) -> dict[str, str]:
    """Return the row of ``corrections.csv``: figures if these change, or else the fragment."""
    amounts = [" of ".join(filter(None, (cells["value"], cells["total"]))) for cells in (row, new)]
    if amounts[0] == amounts[1]:
        amounts = ["; ".join(filter(None, map(cells.get, CELLS))) for cells in (row, new)]
    taken = {correction["correction_id"] for correction in tables.read_raw(folder, "corrections")}
    names = (f"{row['fact_id']}-{number}" for number in range(1, len(taken) + 2))
    return {
        "correction_id": next(name for name in names if name not in taken),
        "date": values.get("date") or date.today().isoformat(),
        "concerns": row["fact_id"],
        "before": amounts[0],
        "after": amounts[1],
        "reason": values["reason"],
    }


def _checked(root: Path, texts: Mapping[str, str]) -> Register:
    """Return the register with the new tables. Raises ``UserError`` with their faults."""
    with tables.copy_with(root / "data", texts) as copy:
        _refuse(copy, "nothing was written")
        return Register(tables.load(copy))


def _refuse(folder: Path, advice: str) -> None:
    if refusal := checks.refusal(folder, advice):
        raise UserError(refusal)


def _row(folder: Path, fact: Fact) -> dict[str, str]:
    (row,) = (item for item in tables.read_raw(folder, "facts") if item["fact_id"] == fact.fact_id)
    return row


def _has_words(fact: Fact, search_words: Sequence[str]) -> bool:
    fragments = [citation.fragment for citation in fact.citations]
    own = [fact.fact_id, fact.label, say(fact), fact.population, *fragments]
    return all(word in " ".join(own).lower() for word in search_words)


def _given(arguments: Sequence[str]) -> dict[str, str]:
    parser = argparse.ArgumentParser(prog="make correct", description=__doc__)
    parser.add_argument("--fact", default="", help="its id, or words that it alone has")
    for name, what in (CELLS | OTHERS).items():
        parser.add_argument(f"--{name.replace('_', '-')}", dest=name, default="", help=what)
    return {name: value.strip() for name, value in vars(parser.parse_args(arguments)).items()}


def _asked_fact(register: Register) -> Fact:
    while True:
        try:
            return find(register, input("Which number? Its id, or some of its words.\n> ").strip())
        except UserError as problem:
            print(problem)


def _asked_cells(fact: Fact, row: Mapping[str, str]) -> dict[str, str]:
    """Ask for each cell that the row has; an empty answer leaves it as it is."""
    print(f"{fact.fact_id}: {fact.label}. Enter alone leaves what stands in brackets.")
    here = {name: what for name, what in CELLS.items() if row[name]}
    answers = {name: input(f"{what} [{row[name]}]\n> ").strip() for name, what in here.items()}
    return answers | {name: input(f"{what}\n> ").strip() for name, what in OTHERS.items()}
