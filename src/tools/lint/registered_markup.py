"""The directives, roles and settings that a build would know, learnt from what registers them."""

import importlib
import re
import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from docutils.parsers.rst import directives
from docutils.parsers.rst.languages import en
from myst_nb.core.config import NbParserConfig
from sphinx.config import Config

from inspections.package.names import did_you_mean

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
REFUSED: dict[str, str] = _TABLE["refused"]
"""Directives that are there, and that no page of a book may hold, and why."""
_TAGS: list[str] = _TABLE["tags"]


def _tags(value: str) -> None:
    """Raise ``ValueError`` for a tag that nothing heeds, or that lets a cell fail in silence."""
    for tag in re.split(r"[\[\],\s]+", value.strip("[] ")):
        if tag not in _TAGS:
            raise ValueError(did_you_mean(tag, _TAGS, otherwise=f"one of {', '.join(_TAGS)}"))


CELL_OPTIONS = {"tags": _tags}
"""The options of a code cell: MyST-NB takes any, and passes over most."""

LINKS = ("doc", "ref", "download")
"""Roles whose target must be there."""

_REGISTER = (
    *("sphinx.directives.code", "sphinx.builders.html", "sphinx.builders.linkcheck"),
    *("sphinx_reredirects", "notfound.extension", "publishing.extension"),
)


class Registrations:
    """Stand-in for ``sphinx.application.Sphinx`` that records what extensions register.

    ``directives`` maps names to classes; ``roles`` and ``settings`` are sets of names. Other calls
    are ignored.
    """

    def __init__(self) -> None:
        """Begin with what docutils and Sphinx bring without an extension."""
        self.extensions: dict[str, Any] = {}
        self.directives: dict[str, Any] = {"code-cell": None} | {
            name: directives.directive(name, en, None)[0]
            for name in directives._directive_registry  # docutils has no public list
            if name not in REFUSED and name != "restructuredtext-test-directive"
        }
        self.settings = set(Config.config_values)
        self.roles = {*LINKS, "code", "sub", "sup", "abbr"}

    def add_directive(self, name: str, directive: Any, **_: Any) -> None:
        """Note a directive."""
        self.directives[name] = directive

    def add_role(self, name: str, *_: Any, **__: Any) -> None:
        """Note a role."""
        self.roles.add(name)

    def add_config_value(self, name: str, *_: Any, **__: Any) -> None:
        """Note a setting."""
        self.settings.add(name)

    def setup_extension(self, name: str) -> None:
        """Let an extension register."""
        importlib.import_module(name).setup(self)

    def __getattr__(self, _: str) -> Any:
        """Pass over everything else."""
        return lambda *_, **__: None


@cache
def registered_markup() -> Registrations:
    """Return what a build would know; it takes a second, once."""
    known = Registrations()
    for name in _REGISTER:
        known.setup_extension(name)
    known.settings |= {"extensions", *(f"nb_{field.name}" for field in fields(NbParserConfig))}
    return known
