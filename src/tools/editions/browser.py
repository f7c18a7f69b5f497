"""Finds a Chromium or Chrome, for the PDF and for the tests of the site, or installs Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from publishing.core.errors import Trouble

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium", "fonts-liberation")
"""What Debian calls it, and the letters of the PDF."""
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


class NoBrowser(Trouble):
    """No browser was found and none could be installed; the message says what to install."""


def find() -> str | None:
    """Return the path of a browser on this machine, or None. ``CHROME_PATH`` goes first.

    Raises ``NoBrowser`` where that names no program.
    """
    named = os.environ.get("CHROME_PATH")
    if named and not shutil.which(named):
        raise NoBrowser(
            f"CHROME_PATH names '{named}', and that is no program: correct it, or unset it so that "
            "a browser is looked for."
        )
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def find_or_install() -> str:
    """Return the path of a browser, installing Debian's Chromium where that is allowed.

    Raises ``NoBrowser`` with what to install otherwise.
    """
    found = find()
    if found:
        return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
        for command in (["apt-get", "update"], install):
            subprocess.run(command, check=False, capture_output=True)
        found = find()
        if found:
            return found
    raise NoBrowser(
        "A browser prints the PDF and reads the built pages in tests, and none was found.\n"
        "Install Chromium or Google Chrome (Debian or Ubuntu: sudo apt-get install chromium), "
        "or set CHROME_PATH to one, and run the same command again.\n"
        "`make pages` makes the site without PDF and EPUB, and needs no browser."
    )


@contextmanager
def running() -> Iterator[Browser]:
    """Yield a running browser. Raises ``NoBrowser`` where there is none or it does not start."""
    from playwright.sync_api import Error, sync_playwright  # here: a command may need no browser

    path = find_or_install()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        except Error as problem:
            raise NoBrowser(
                f"The browser '{path}' did not start: {problem.message.splitlines()[0]}\n"
                "Start it by hand to see why, or set CHROME_PATH to another."
            ) from problem
        try:
            yield browser
        finally:
            browser.close()
