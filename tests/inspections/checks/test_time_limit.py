"""A limit of processor time ends what would never end, wherever its signal finds Python."""

import gc
import time

import pytest

from inspections.checks.time_limit import TimeLimitError, time_limit


def work(seconds):
    """Take so much processor time, and fail when it is over."""
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass
    raise AssertionError("the limit did not end the work")


def test_work_beyond_the_limit_is_ended():
    with pytest.raises(TimeLimitError), time_limit(0.05):
        work(5)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_limit_whose_first_signal_is_lost_in_a_collection_of_garbage_still_ends_the_work():
    """What a function raises that Python calls while it collects garbage is dropped."""
    lost = []

    def collect_and_work():
        with time_limit(0.05):
            gc.collect()
            work(5)

    def slow(phase, _found):
        if phase == "start" and not lost:
            try:
                work(5)
            except TimeLimitError as error:
                lost.append(error)
                raise

    gc.callbacks.append(slow)
    try:
        with pytest.raises(TimeLimitError):
            collect_and_work()
    finally:
        gc.callbacks.remove(slow)
    assert lost


def test_a_limit_within_another_leaves_the_outer_one_its_time():
    ended = []

    def inner():
        with time_limit(0.05):
            work(5)

    def outer():
        with time_limit(0.3):
            for _ in range(3):
                with pytest.raises(TimeLimitError):
                    inner()
                ended.append("inner")
            work(5)

    with pytest.raises(TimeLimitError):
        outer()
    assert ended == ["inner"] * 3


def test_after_the_block_nothing_is_raised():
    with time_limit(0.05):
        pass
    with pytest.raises(AssertionError, match="did not end"):
        work(0.3)
