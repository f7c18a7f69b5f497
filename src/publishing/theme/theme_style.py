"""The theme's style sheet, without the looks of what this book does not have.

Every page waits for it, and a fifth of its bytes are for documentation of programs, for menus and
switches of the theme that our templates replace, and for kinds of text that no chapter uses.
"""

import re
from collections.abc import Set
from pathlib import Path

import furo

FILE = "styles/furo.css"
"""Where the theme has its style sheet, among the files that a site serves."""

UNUSED = frozenset(
    (
        # Documentation of programs
        *("classifier", "deprecated", "problematic", "property", "versionadded", "versionchanged"),
        *("sig", "sig-inline", "sig-name", "sig-param", "sig-paren", "sig-prename"),
        *("versionmodified", "versionremoved", "viewcode-back", "viewcode-link"),
        *("domainindex-jumpbox", "domainindex-section", "genindex-jumpbox", "genindex-section"),
        *("code-block-caption", "gp", "highlighttable", "hll", "linenodiv", "linenos"),
        *("field-list", "guilabel", "literal-block-wrapper", "option-list"),
        # What our templates replace
        *("announcement", "announcement-content", "edit-this-page", "view-this-page"),
        *("has-children", "icons", "only-dark", "only-light", "right-details", "toctree-checkbox"),
        *("sidebar-logo", "sidebar-logo-container"),
        "this-will-duplicate-information-and-it-is-still-useful-here",
        # Kinds of text
        *("attribution", "epigraph", "highlights", "pull-quote", "line-block", "eqno"),
        *("brackets", "fn-backref", "footnote", "footnote-reference", "toc-backref"),
        *("sidebar", "sidebar-title", "topic-title"),
    )
)
"""Classes that nothing on a page has; ``assets`` warns of a page on which one of them stands."""

_CLASS = re.compile(r"\.([A-Za-z_-][\w-]*)")
_RULE = re.compile(r"(?P<head>[^{};]+)\{(?P<body>[^{}]*)\}")
"""A rule that holds no other one."""
_EMPTY = re.compile(r"@[^{};]+\{\}")
"""An at-rule, such as ``@media``, that has lost all of its rules."""


def lean() -> str:
    """Return the theme's style sheet without the rules of ``UNUSED``."""
    sheet = Path(furo.__file__).parent / "theme" / "furo" / "static" / FILE
    return without(sheet.read_text(encoding="utf-8"), UNUSED)


def without(sheet: str, unused: Set[str]) -> str:
    """Return a minified style sheet without the selectors that need a class in ``unused``."""

    def kept(rule: re.Match[str]) -> str:
        selectors = re.split(r",(?![^(]*\))", rule["head"])  # no comma inside brackets parts two
        needed = [each for each in selectors if unused.isdisjoint(_CLASS.findall(each))]
        return f"{','.join(needed)}{{{rule['body']}}}" if needed else ""

    plain = re.sub(r"/\*(?!!).*?\*/", "", sheet, flags=re.DOTALL)  # with ! it is a licence
    return _EMPTY.sub("", _RULE.sub(kept, plain))
