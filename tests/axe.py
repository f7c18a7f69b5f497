"""axe-core on a page that a browser shows: all its rules, or those of colour in both schemes."""

from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
OURS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
CONTRAST = "color-contrast"
COLOUR = [CONTRAST, "link-in-text-block"]
"""The rules that may judge otherwise when only the colours change."""


def violations(page, *, rules=None, without=(), within="html", known=None):
    """What axe-core finds wrong with a page, or a part of it, as it stands now.

    ``within`` may be None: then one element of each kind of text that is not in the set ``known``
    is looked at, and the set holds it afterwards.
    """
    if not page.evaluate("typeof violations !== 'undefined'"):
        page.evaluate(AXE)
        page.evaluate(OURS)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    options = {"runOnly": only, "rules": {name: {"enabled": False} for name in without}}
    known = set() if known is None else known
    found, kinds = page.evaluate("given => violations(given)", [options, within, sorted(known)])
    known |= set(kinds)
    return found


def sparing(page, known):
    """What axe-core finds, the rules of colour only in each kind of text that is not ``known``."""
    found = violations(page, without=COLOUR)
    return found + violations(page, rules=COLOUR, within=None, known=known)


def both_schemes(page, known=None):
    """What axe-core finds in light, then what it finds of colours in dark.

    No other rule depends on the scheme. Those of colour take nine tenths of the time on a long
    page: with a set of kinds of text that are ``known``, they judge one element of each other kind.
    """
    found = violations(page) if known is None else sparing(page, known)
    page.emulate_media(color_scheme="dark")
    if known is None:
        found += violations(page, rules=COLOUR)
    else:
        found += violations(page, rules=COLOUR, within=None, known=known)
    page.emulate_media(color_scheme="light")
    return found
