"""Finds a Chromium or Chrome, for the PDF and for the tests of the site, or installs Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess

from publishing.trouble import Trouble

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
    """Return the path of a browser on this machine, or None. ``CHROME_PATH`` goes first."""
    named = os.environ.get("CHROME_PATH")
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
