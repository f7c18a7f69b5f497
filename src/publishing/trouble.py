"""What a person can mend: errors that a command prints as words, never as a traceback."""

from __future__ import annotations


class Trouble(Exception):
    """Something is wrong outside the code; the message says what, where and what to do."""
