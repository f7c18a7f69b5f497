"""Errors that tell people what is wrong and what to do; how any error is told in one line."""

import traceback


class UserError(Exception):
    """An error shown without a traceback: the message says what is wrong, where, and what to do."""


def error_with_location(problem: BaseException) -> str:
    """Return an exception that nobody foresaw in one piece: its message, and where it came up."""
    message = traceback.format_exception_only(problem)[-1].strip()
    *_, last = traceback.extract_tb(problem.__traceback__) or [None]
    return f"{message} (in {last.name}, line {last.lineno} of {last.filename})" if last else message


def error_message(problem: BaseException) -> str:
    """Return what to tell of any exception in one piece: its message, and where it came up.

    The message of a ``UserError`` says what to do and needs no place in the code.
    """
    return str(problem) if isinstance(problem, UserError) else error_with_location(problem)
