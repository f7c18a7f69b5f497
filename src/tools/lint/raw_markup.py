"""Finds Markdown that parses without error but is shown raw, or not at all."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

LEFT_OVER = re.compile(
    r"\{[a-z][a-z-]*\}|\[\[[a-z0-9-]+(?::[a-z]+)?\]\]|^:{3,}|`{3,}|\]\(|\]\["
    r"|\{[A-Za-z-]+$|\{\{|\}\}|\[\^[^\]]*\]?|^\|.*\|\s*$|^\[[ xX]\](?=\s)|~~|=="
)
"""Marks that a page would show as they stand: roles, notes, tables, boxes and lines left open."""

HELP = {
    "[^": "write the note below, as a line '[^name]: its words'",
    "|": "a table needs a line '| --- | --- |' below its head",
    "{{": "the book fills in nothing of this kind",
    "}}": "the book fills in nothing of this kind",
    "~~": "the book strikes nothing through",
    "==": "the book marks nothing so",
    "[ ]": "the book has no boxes to tick",
    "[x]": "the book has no boxes to tick",
}
"""What to do about some of them, by how they begin."""


def raw_markup_advice(text: str) -> str:
    """Return what to say of the first mark that is left over in a text, or ''."""
    match = LEFT_OVER.search(text)
    if match is None:
        return ""
    words = match[0].strip()
    advice = (advice for begins, advice in HELP.items() if words.lower().startswith(begins))
    first_advice = next(advice, "write {role}`words <id>`, closed")
    return f"'{words[:40]}' would be shown as it stands here: {first_advice}"


def dropped_content(
    tokens: Sequence[Token], text: str, notes: Mapping[str, Any]
) -> Iterator[tuple[int, str]]:
    """Yield the line, from 0, and the fault of what a page leaves out, or counts on its own.

    These are cells beyond a table's head, notes that no word leads to, and lists
    that neither begin with 1 nor go on where the last one ended.
    """
    lines, last = text.split("\n"), 0
    for token in tokens:
        last = int(token.info) if token.type == "list_item_open" and token.info else last
        begin, end = token.map or (0, 0)
        if token.type == "table_open":
            columns = _cells(lines[begin])
            for number, row in enumerate(lines[begin + 2 : end], start=begin + 2):
                if _cells(row) != columns:
                    yield (
                        number,
                        f"this row has {_cells(row)} cells, the head of its table {columns}: "
                        "write as many, empty ones too",
                    )
        elif token.type == "ordered_list_open":
            first = int(token.attrs.get("start", 1))
            if first not in (1, last + 1):
                yield begin, f"a list begins with {first}: begin it with 1, or write {{fact}}`id`"
    for label, place in notes.get("refs", {}).items():
        if place == -1:
            start = f"[^{label.removeprefix(':')}]:"
            number = next((at for at, line in enumerate(lines) if start in line), 0)
            yield number, f"no word leads to the note {start[:-1]}, which is not shown: delete it"


def _cells(row: str) -> int:
    return len(
        re.split(r"(?<!\\)\|", re.sub(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?\||(?<!\\)\|\s*$", "", row))
    )
