"""The built site as tests read it: parsed pages, a server, and a browser."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, sync_playwright

from publishing.browser import ARGUMENTS, find_or_install


class Quiet(SimpleHTTPRequestHandler):
    """A file server that keeps its log to itself."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve ``folder`` on this machine; yield its address."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser that calls nobody."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_or_install(), args=list(ARGUMENTS)
        )
        try:
            yield browser
        finally:
            browser.close()


def parsed(page: Path) -> BeautifulSoup:
    """Return a page as a browser would parse it."""
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html5lib")


def article(page: Path) -> BeautifulSoup:
    """Return what a page says: its article, without menus."""
    found = parsed(page).select_one("article")
    assert found is not None, f"{page} has no article"
    return found
