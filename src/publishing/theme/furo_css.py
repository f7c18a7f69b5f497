"""Furo's style sheet without the rules for what the book does not use.

It blocks rendering, and a fifth of it styles API documentation, menus and switches that our
templates replace, and kinds of text that no chapter has.
"""

import re
from collections.abc import Set
from pathlib import Path

import furo

FURO_CSS = "styles/furo.css"
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


def pruned_css() -> str:
    """Return the theme's style sheet without the rules of ``UNUSED``."""
    sheet = Path(furo.__file__).parent / "theme" / "furo" / "static" / FURO_CSS
    return drop_selectors(sheet.read_text(encoding="utf-8"), UNUSED)


def drop_selectors(sheet: str, unused: Set[str]) -> str:
    """Return a minified style sheet without the selectors that need a class in ``unused``."""

    def kept(rule: re.Match[str]) -> str:
        selectors = re.split(r",(?![^(]*\))", rule["head"])  # no comma inside brackets parts two
        needed = [selector for selector in selectors if unused.isdisjoint(_CLASS.findall(selector))]
        return f"{','.join(needed)}{{{rule['body']}}}" if needed else ""

    plain = re.sub(r"/\*(?!!).*?\*/", "", sheet, flags=re.DOTALL)  # with ! it is a licence
    return _EMPTY.sub("", _RULE.sub(kept, plain))
