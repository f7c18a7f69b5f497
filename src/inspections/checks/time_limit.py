"""A limit of processor time, for regular expressions that would match for ever."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 0.1
"""Seconds until it is raised anew: Python drops what is raised while it collects garbage."""


class TimeLimitError(Exception):
    """The time was up before the work was done."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise ``TimeLimitError`` when the block has used ``seconds`` of processor time.

    It is raised again until the block is left. Limits nest. The signal, SIGVTALRM, reaches only the
    main thread: in any other there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGVTALRM, _stop)
    # What a limit around it has left.
    outer, _ = signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
    try:
        yield
    finally:
        rest, _ = signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, handler)
        if outer:
            signal.setitimer(signal.ITIMER_VIRTUAL, max(outer - (seconds - rest), 0.001), AGAIN)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TimeLimitError
