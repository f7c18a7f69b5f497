"""Finds a Chromium or Chrome, for the PDF and for the tests of the site."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from inspections.errors import UserError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
"""The quickest first: without a window to draw, a page takes a quarter of the processor time."""
ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
"""Where macOS keeps it, on no PATH."""
HOW_TO_GET_IT = (
    "install Chromium or Google Chrome (Debian or Ubuntu: sudo apt-get install chromium "
    "fonts-liberation), or set CHROME_PATH to one"
)
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""How to start it: quiet, and without calling anybody."""


def find() -> str | None:
    """Return the path of a browser on this machine, or None. ``CHROME_PATH`` goes first.

    Raises ``UserError`` where that names no program.
    """
    named = os.environ.get("CHROME_PATH")
    if named and not shutil.which(named):
        raise UserError(
            f"CHROME_PATH names '{named}', and that is no program: correct it, or unset it so that "
            "a browser is looked for."
        )
    return named or next(filter(None, map(shutil.which, (*NAMES, *ON_MACOS))), None)


def can_print() -> bool:
    """Return True if this machine and this environment can print a PDF."""
    return find() is not None and importlib.util.find_spec("playwright") is not None


def how_to_print() -> str:
    """Return what to do for a PDF where ``can_print`` is false."""
    return "to have one, run `make test` once" if find() else f"to have one, {HOW_TO_GET_IT}"


def path() -> str:
    """Return the path of a browser. Raises ``UserError`` with what to install."""
    if executable := find():
        return executable
    raise UserError(
        "A browser prints the PDF and reads the built pages in tests, and none was found.\n"
        f"To get one, {HOW_TO_GET_IT}, and run the same command again."
    )


@contextmanager
def running() -> Iterator[Browser]:
    """Yield a running browser. Raises ``UserError`` where there is none, or it fails or is slow."""
    from playwright.sync_api import Error, sync_playwright  # here: a command may need no browser

    program = path()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        except Error as problem:
            raise UserError(
                f"The browser '{program}' did not start: {problem.message.splitlines()[0]}\n"
                "Start it by hand to see why, or set CHROME_PATH to another."
            ) from problem
        try:
            yield browser
        except Error as problem:
            raise UserError(
                f"The browser '{program}' gave up: {problem.message.splitlines()[0]}\n"
                "Run the same command again when this machine is less busy."
            ) from problem
        finally:
            browser.close()
