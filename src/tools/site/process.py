"""Child processes of a build, which end with it however it ends."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from publishing.core.project import BOOK_FILES_ENV, code_folder


def environment(root: Path) -> dict[str, str]:
    """Return the environment of a build: this code, and nothing of the user's own.

    A book with code of its own in ``src`` is built with that. Drawings use no font that another
    machine may lack, and kernels write no file to the user's home.
    """
    inherited = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("PYTHON") and key != BOOK_FILES_ENV
    }
    code = code_folder(root)
    return {
        **inherited,
        "PYTHONPATH": str(code),
        "IPYTHONDIR": str(code / "publishing" / "core" / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(root / "_build" / "runtime"),
        "FONTCONFIG_FILE": str(code / "tools" / "fonts.conf"),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }


@contextmanager
def running_module(root: Path, *command: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """Start ``python -m command`` in ``root``; kill its process group if the block raises.

    The child inherits the build lock (``close_fds``), so that the next build waits for it even if
    this process is killed; its stdin closes with this process (see ``end_with_parent``).
    """
    child = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=root,
        env=environment(root) | variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        close_fds=False,
    )
    with child:
        try:
            yield child
        except BaseException:
            with suppress(ProcessLookupError, PermissionError):  # it may have ended by itself
                os.killpg(child.pid, signal.SIGKILL)
            raise


def output(child: subprocess.Popen[str]) -> str:
    """Return all that a child prints, when it has ended."""
    assert child.stdout is not None
    text = child.stdout.read()
    child.wait()
    return text


def end_with_parent() -> None:
    """End this process's group as soon as the process that started it is gone.

    Kernels are sessions of their own; ipykernel ends them when their parent is gone. A process
    started by hand in another's group is left alone: it would take that with it.
    """
    if os.getpgrp() == os.getpid():
        threading.Thread(target=_wait_for_end_of_input, daemon=True).start()


def _wait_for_end_of_input() -> None:
    os.read(0, 1)  # returns when the pipe is closed: nothing is ever written into it
    os.killpg(os.getpgrp(), signal.SIGKILL)
