"""Lists what depends on a number: derived facts, texts, claims, answers, pages and tests."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from inspections.language import claims, worked_answers
from inspections.language.wording import say
from inspections.register import Fact, Register, UnknownId
from publishing.core.project import page_files, read
from publishing.records.role_table import split
from tools.lint.markdown_page import ROLE, line_at


def affected_by(root: Path, fact_id: str, *, before: Register, after: Register) -> list[str]:
    """Return what a correction changes and what rests on it, as lines to be read."""
    old, new = before.fact(fact_id), after.fact(fact_id)
    computed = [name for name, fact in after.facts.items() if _rests(fact, fact_id)]
    affected = [fact_id, *computed]
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, affected))})(?![\w-])")
    lines = [f"{fact_id}: {_change(old, new)}", f"  {new.label}"]
    cited = zip(old.citations, new.citations, strict=True)
    lines += [f"  '{a.fragment}' -> '{b.fragment}'" for a, b in cited if a.fragment != b.fragment]
    changes = [f"{name}: {_change(before.fact(name), after.fact(name))}" for name in computed]
    lines += _part("computed from it", changes)
    lines += _part("texts of the data that name it", _records(after, named))
    bound = list(_bound(root, named, before=before, after=after))
    lines += _part("claims and worked answers", bound)
    lines += _part("pages", _places(root, page_files(root), named))
    by_hand = _rows(root, sorted(root.glob("tests/**/*.csv")), named)
    return [*lines, *_part("to read or work out again by hand, in tables of the tests", by_hand)]


def _rests(fact: Fact, fact_id: str) -> bool:
    inputs = fact.derivation.inputs if fact.derivation else ()
    return any(part.fact_id == fact_id or _rests(part, fact_id) for part in inputs)


def _change(old: Fact, new: Fact) -> str:
    return _becomes(say(old), say(new))


def _becomes(old: str, new: str) -> str:
    return f"{old} -> {new}" if old != new else f"{new} as before"


def _part(heading: str, lines: Iterable[str]) -> list[str]:
    items = list(lines)
    return [f"{heading}:", *(f"  {line}" for line in items)] if items else []


def _records(register: Register, named: re.Pattern[str]) -> Iterator[str]:
    """Yield, for each table, the rows whose texts or lists name one of the numbers."""
    own = ("facts", "derived_facts", "corrections")
    for table, rows in register.package.rows.items():
        keys = [
            key
            for key, *cells in (row.values() for row in rows)
            if any(map(named.search, cells)) and not (table in own and named.fullmatch(key))
        ]
        if keys and table != "corrections":
            yield f"{table}.csv: {', '.join(keys)}"


def _bound(
    root: Path, named: re.Pattern[str], *, before: Register, after: Register
) -> Iterator[str]:
    """Yield what each claim and worked answer on a page says before and after."""
    for path, text in read(root, page_files(root)).items():
        for role in ROLE.finditer(text):
            if role["role"] not in ("claim", "answer") or not named.search(role["text"]):
                continue
            what = split(role["text"])[1]
            outcome = _holds(what, after) if role["role"] == "claim" else ""
            outcome = outcome or _becomes(_answer(what, before), _answer(what, after))
            yield f"{path}:{line_at(text, role.start())}: {what}: {outcome}"


def _holds(claim: str, register: Register) -> str:
    try:
        claims.check(claim, register)
    except (ValueError, UnknownId) as problem:
        return f"NO LONGER TRUE, to be reworded: {problem}"
    return "still true"


def _answer(question: str, register: Register) -> str:
    try:
        return worked_answers.work_out(question, register).text
    except (ValueError, UnknownId) as problem:
        return f"NO ANSWER: {problem}"


def _places(root: Path, files: Iterable[Path], named: re.Pattern[str]) -> Iterator[str]:
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        if hits := [str(place) for place, line in enumerate(lines, start=1) if named.search(line)]:
            plural = "s" if len(hits) > 1 else ""
            name = file.relative_to(root).as_posix()
            yield f"{name}: line{plural} {', '.join(hits)}"


def _rows(root: Path, files: Iterable[Path], named: re.Pattern[str]) -> Iterator[str]:
    for file in files:
        for place, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if named.search(line):
                yield f"{file.relative_to(root).as_posix()}, row {place}: {line}"
