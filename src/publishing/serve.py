"""Serves the site on this machine and rebuilds it when a file changes."""

from __future__ import annotations

import functools
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from publishing.build import SITE, BuildFailed, build, inputs
from publishing.execution import ROOT

PORT = 8000


def serve(port: int = PORT) -> None:
    """Serve until interrupted; a failed build is reported and the last good site stays."""
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(ROOT / SITE))
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    build()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"The book is at http://localhost:{port}/ (Ctrl+C to stop)")
    seen = inputs(ROOT)
    try:
        while True:
            time.sleep(1)
            if (now := inputs(ROOT)) != seen:
                seen = now
                _rebuild()
    except KeyboardInterrupt:
        server.shutdown()
    finally:
        server.server_close()


def _rebuild() -> None:
    try:
        build()
        print("rebuilt")
    except BuildFailed as problem:
        print(problem)
