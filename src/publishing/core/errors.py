"""What a person can mend: errors that a command prints as words, never as a traceback."""

import traceback


class Trouble(Exception):
    """Something is wrong outside the code; the message says what, where and what to do."""


def in_words(problem: BaseException) -> str:
    """Return what to tell of any exception in one piece: its message, and where it came up.

    The message of a ``Trouble`` says what to do and needs no place in the code.
    """
    if isinstance(problem, Trouble):
        return str(problem)
    said = traceback.format_exception_only(problem)[-1].strip()
    *_, last = traceback.extract_tb(problem.__traceback__) or [None]
    return f"{said} (in {last.name}, line {last.lineno} of {last.filename})" if last else said
