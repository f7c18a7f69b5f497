"""The words of the menu, in ``_toc.yml``: readers see them on every page, so prose's rules hold."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from inspections.checks.rules.text import HTML
from inspections.register import Register
from publishing.records.register import register_of
from tools.lint import prose
from tools.lint.prose import PageFault

FILE = "_toc.yml"
_WORDS = ("title", "caption")


def faults(text: str, known: Register) -> list[PageFault]:
    """Return every fault of the words of the menu, in order."""
    words = list(_words(yaml.compose(text)))
    lines = [""] * (text.count("\n") + 1)
    found, captions = list[PageFault](), set[str]()
    for name, said, line in words:
        lines[line - 1] = " ".join(said.split())
        advice = ""
        if not said.strip():
            advice = f"the {name} is empty: write what the menu shows, or take the line out"
        elif markup := HTML.search(said):
            advice = f"the {name} has HTML in it, {markup[0]}: write plain text"
        elif name == "caption" and said in captions:
            advice = f"the caption '{said}' stands twice: give each part one of its own"
        captions |= {said} if name == "caption" else set()
        found += [PageFault(FILE, line, said, advice)] if advice else []
    found += prose.faults("\n".join(lines), FILE, known)
    return sorted(found, key=lambda each: each.line)


def _words(node: yaml.Node | None) -> Iterator[tuple[str, str, int]]:
    """Yield each title and caption below a part of the contents, with its line."""
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _words(each)
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value in _WORDS and isinstance(value, yaml.ScalarNode):
                said = "" if re.fullmatch("~|null", value.value) else value.value
                yield name.value, said, value.start_mark.line + 1
            else:
                yield from _words(value)


def check(root: Path) -> list[str]:
    """Return every fault of the words of the menu, a line each."""
    text = (root / FILE).read_text(encoding="utf-8")
    return [str(fault) for fault in faults(text, register_of(root))]
