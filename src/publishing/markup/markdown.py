"""MyST's parser as the book sets it up, for what reads Markdown beside the build."""

import re
from functools import cache
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from publishing.core.project import SETTINGS

DIRECTIVE = re.compile(r"\{(?P<name>[^}\s]*)\}\s*(?P<argument>.*)")
"""How a fence begins that is a directive."""
_OPTION = re.compile(r":(?P<name>[\w-]+):(?:\s+(?P<value>.*))?$")


def extensions(root: Path) -> frozenset[str]:
    """Return the extensions of Markdown that the book's settings name; else fences of colons."""
    try:
        return _named((root / SETTINGS).read_text(encoding="utf-8"))
    except (OSError, KeyError, TypeError, ValueError):
        return frozenset({"colon_fence"})


@cache
def _named(settings_text: str) -> frozenset[str]:
    return frozenset(yaml.safe_load(settings_text)["parse"]["myst_enable_extensions"])


def parser(myst_extensions: frozenset[str]) -> MarkdownIt:
    """Return a parser with these extensions."""
    return create_md_parser(MdParserConfig(enable_extensions=set(myst_extensions)), RendererHTML)


def options(content: str) -> tuple[list[tuple[str, str]], str]:
    """Return the options at the head of a directive, and what follows them."""
    pairs, lines = [], content.split("\n")
    while lines and (match := _OPTION.match(lines[0].strip())):
        pairs.append((match["name"], match["value"] or ""))
        del lines[0]
    return pairs, "\n".join(lines)
