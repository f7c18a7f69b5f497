"""Serves the site on this machine and rebuilds it when a file changes."""

from __future__ import annotations

import errno
import functools
import threading
import time
from contextlib import suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from publishing.core.errors import Trouble
from publishing.core.execution import ROOT
from tools.site.build import SITE, BuildFailed, build, inputs

PORT = 8000


class NoPort(Trouble):
    """The site cannot be served at this port; the message says what to do."""


def serve(port: int = PORT) -> None:
    """Serve until interrupted; a failed build is reported and the last good site stays.

    Raises ``NoPort``.
    """
    with _listening(port) as server, suppress(KeyboardInterrupt):
        seen = inputs(ROOT)  # before the build: what is changed during it is built next
        _build()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            print(f"The book is at http://localhost:{port}/ (Ctrl+C to stop)")
            _rebuild_on_change(seen)
        finally:
            server.shutdown()


def _listening(port: int) -> ThreadingHTTPServer:
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(ROOT / SITE))
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as problem:
        if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise NoPort(
            f"Port {port} of this machine cannot be used ({problem.strerror}), perhaps because "
            f"another `make serve` runs: stop that one, or take another: make serve PORT={PORT + 1}"
        ) from problem


def _rebuild_on_change(seen: str) -> None:
    while True:
        time.sleep(1)
        if (now := inputs(ROOT)) != seen:
            seen = now
            if _build():
                print("rebuilt")


def _build() -> bool:
    try:
        build()
    except BuildFailed as problem:
        print(problem)
        return False
    return True
