"""What the command lines of the packages share: which arguments they take."""

import argparse
from collections.abc import Iterable


def refuse_unreadable(parser: argparse.ArgumentParser, values: Iterable[str]) -> None:
    """End with the parser's error if a value was no UTF-8 in the terminal, or holds a NUL."""
    for value in values:
        if "\0" in value or value != value.encode(errors="replace").decode():
            wrong = "has characters that are not UTF-8, or a NUL: type it again"
            parser.error(f"'{ascii(value)[1:-1]}' {wrong}")
