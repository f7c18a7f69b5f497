"""What the command lines of the packages ask of every argument."""

import argparse
from collections.abc import Iterable


def refuse_no_text(parser: argparse.ArgumentParser, values: Iterable[str]) -> None:
    """End with the parser's error if a terminal handed over what is no UTF-8, or has a NUL."""
    for value in values:
        if "\0" in value or value != value.encode(errors="replace").decode():
            parser.error(f"'{ascii(value)[1:-1]}' is no text: type it again, in UTF-8")
