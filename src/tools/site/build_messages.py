"""What a person is told of a build that failed: the lines to act on, and advice."""

import errno
import re

from inspections.errors import error_message

REPORT = "This is a fault of the program, not of the book: report it with these lines."
"""What to do about an error that nobody foresaw."""

_NO_ROOM = {
    errno.ENOSPC: "Make room on the disk",
    errno.EDQUOT: "Make room in your part of the disk",
    errno.EROFS: "Copy the book to a folder that may be written to",
    errno.EACCES: "Give yourself the right to write here",
    errno.EPERM: "Give yourself the right to write here",
}
"""What to do about a folder that cannot be written to, by the system's number for the reason."""
_REASON = re.compile(r"\[Errno (\d+)\] ([^:\n'\"]+)(?:: '([^']*)')?")
"""How Python names a fault of the system: its number, its words, and the file if it knows it."""


def write_error_advice(text: str) -> str:
    """Return advice if the text reports that something could not be written, else ''."""
    for number, words, file in _REASON.findall(text):
        if advice := _NO_ROOM.get(int(number)):
            where = f"{file}: " if file else ""
            return (
                f"{where}{words.strip()}. {advice}, then run the same command again. "
                "The last good site is as it was."
            )
    return ""


def warning_lines(output: str) -> str:
    """Return the lines of a build's output that a person must act on."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output)
    lines = [line for line in plain.splitlines() if re.search("WARNING|ERROR", line)]
    advice = write_error_advice(plain)
    lines += [advice] if advice else []
    return "\n".join(dict.fromkeys(lines)) or plain[-4000:]


def unexpected_error(problem: BaseException) -> str:
    """Return what to tell of an error that nobody foresaw."""
    return f"{error_message(problem)}\n{REPORT}"


def killed_by_signal(what: str, status: int) -> str:
    """Return what to tell of a process that a signal ended."""
    return (
        f"{what} was ended (signal {-status}): look for a cell that needs too much memory, or for "
        "another program that ends processes, then run the same command again"
    )
