"""Serves the site on this machine and rebuilds it when a file changes."""

import errno
import functools
import threading
from contextlib import suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import watchfiles

from inspections.errors import UserError
from publishing.core.project import code_folder
from publishing.records import load_register
from tools.site.build import BUILD, SITE, build
from tools.site.build_messages import unexpected_error

PORT = 8000


def book_files(root: Path) -> watchfiles.DefaultFilter:
    """Return what tells a change of the book from one of what is built, or left by an editor.

    Kernels write beside their settings. What else is no input costs a look, and no build.
    """
    kernels = code_folder(root) / "publishing" / "core" / "ipython"
    return watchfiles.DefaultFilter(ignore_paths=(root / BUILD, kernels))


def serve(root: Path, port: int = PORT) -> None:
    """Serve until interrupted; a failed build is reported and the last good site stays.

    Raises ``UserError``.
    """
    with _listening(root / SITE, port) as server, suppress(KeyboardInterrupt):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            print(f"The book is at http://localhost:{port}/ (Ctrl+C to stop)")
            changes = watchfiles.watch(
                root, watch_filter=book_files(root), yield_on_timeout=True, rust_timeout=500
            )
            next(changes)  # the watch begins: what is changed during the first build is built next
            _build(root)
            for changed in changes:
                if changed:
                    _build(root)
        finally:
            server.shutdown()


def _listening(folder: Path, port: int) -> ThreadingHTTPServer:
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(folder))
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as problem:
        if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise UserError(
            f"Port {port} of this machine cannot be used ({problem.strerror}), perhaps because "
            f"another `make serve` runs: stop that one, or take another: make serve PORT={PORT + 1}"
        ) from problem


def _build(root: Path) -> None:
    """Build, and go on whatever comes of it: the writer's next change may put it right."""
    load_register.clear_caches()
    try:
        build(root)
    except UserError as problem:
        print(problem)
    except Exception as problem:
        print(unexpected_error(problem))
