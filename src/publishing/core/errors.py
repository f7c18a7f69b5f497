"""What a person can mend: errors that a command prints as words, never as a traceback."""

from inspections.command_line import with_its_place


class Trouble(Exception):
    """Something is wrong outside the code; the message says what, where and what to do."""


def in_words(problem: BaseException) -> str:
    """Return what to tell of any exception in one piece: its message, and where it came up.

    The message of a ``Trouble`` says what to do and needs no place in the code.
    """
    return str(problem) if isinstance(problem, Trouble) else with_its_place(problem)
