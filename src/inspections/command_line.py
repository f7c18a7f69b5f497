"""What the command lines of the packages share: which arguments they take, how they fail."""

import argparse
import traceback
from collections.abc import Iterable


class Trouble(Exception):
    """Something is wrong outside the code; the message says what, where and what to do."""


def refuse_unreadable(parser: argparse.ArgumentParser, values: Iterable[str]) -> None:
    """End with the parser's error if a value was no UTF-8 in the terminal, or holds a NUL."""
    for value in values:
        if "\0" in value or value != value.encode(errors="replace").decode():
            wrong = "has characters that are not UTF-8, or a NUL: type it again"
            parser.error(f"'{ascii(value)[1:-1]}' {wrong}")


def with_its_place(problem: BaseException) -> str:
    """Return an exception that nobody foresaw in one piece: its message, and where it came up."""
    said = traceback.format_exception_only(problem)[-1].strip()
    *_, last = traceback.extract_tb(problem.__traceback__) or [None]
    return f"{said} (in {last.name}, line {last.lineno} of {last.filename})" if last else said


def in_words(problem: BaseException) -> str:
    """Return what to tell of any exception in one piece: its message, and where it came up.

    The message of a ``Trouble`` says what to do and needs no place in the code.
    """
    return str(problem) if isinstance(problem, Trouble) else with_its_place(problem)
