"""The licences of everything that the book is made with, from what the packages say themselves.

The list follows the lock, so that it names the same packages on every machine; what each says is
kept in ``licences.json`` beside this module, for a machine installs only those that it needs.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from publishing.core.project import ROOT
from publishing.markup.builders import table

KEPT = Path(__file__).with_name("licences.json")
UNSTATED = "not stated in the package"
_FIELDS = ("License-Expression", "License")
_PINNED = re.compile(r"(?m)^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)")


def locked(root: Path = ROOT) -> dict[str, str]:
    """Return the version of each package of the lock, by name."""
    text = (root / "requirements.txt").read_text(encoding="utf-8")
    return dict(sorted(_PINNED.findall(text)))


def kept() -> dict[str, str]:
    """Return the licence of each package as it was read when the lock was made."""
    found: dict[str, str] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def stated(name: str) -> str | None:
    """Return the licence that an installed package states in few words; None if it does not."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return None
    classified = [
        each.rpartition(" :: ")[2]
        for each in about.get_all("Classifier") or []
        if each.startswith("License :: ") and each.count(" :: ") > 1
    ]
    (expression, text) = ((about.get_all(each) or [""])[0] for each in _FIELDS)
    first_line = text.strip().split("\n")[0]
    is_name = len(first_line) <= 60 and not first_line.startswith("Copyright")
    return expression or " or ".join(classified) or (first_line if is_name else "") or None


def refresh() -> None:
    """Read anew what installed packages state; keep what is known of those not needed here."""
    before = kept() if KEPT.is_file() else {}
    found = {name: stated(name) or before.get(name, UNSTATED) for name in locked()}
    KEPT.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8")


class Licences(SphinxDirective):
    """Shows every package of the lock with its version and licence."""

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        known = kept()
        rows = [[name, version, known.get(name, "")] for name, version in locked().items()]
        caption = "Packages that the book is made with"
        made = table(["Package", "Version", "Licence"], rows, caption=caption)
        made["classes"].append("from-data")
        return [made]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("list-of-licences", Licences)
