"""Writes a figure's board as HTML: a table whose groups have a heading row of their own.

Two columns fit a phone as they are, so there is one version for every width.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

SIGNS = {"plus": "+", "minus": "−", "open": "○"}
"""The sign of each mark; the key above the board and the words for the ear say the same."""

Target = Callable[[str], str]


def board_html(board: dict[str, Any], *, caption_id: str, target: Target) -> str:
    """Return a board as a table, which ``caption_id`` names by its key of signs.

    ``target`` gives the address of a record's entry, or '' where it has none.
    """
    said = dict(board["key"])
    key = " ".join(
        f'<span class="board-key">{_sign(mark)} {escape(meaning)}</span>'
        for mark, meaning in board["key"]
    )
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in board["columns"])
    body = "".join(
        f'<tbody><tr><th class="board-group" colspan="{len(board["columns"])}" scope="rowgroup">'
        f"{escape(group['label'])}</th></tr><tr>"
        + "".join(_cell(cell, said, target) for cell in group["cells"])
        + "</tr></tbody>"
        for group in board["groups"]
    )
    return (
        f'<table class="board"><caption id="{caption_id}">{key}</caption>'
        f"<thead><tr>{head}</tr></thead>{body}</table>"
    )


def _cell(cell: list[dict[str, str]], said: dict[str, str], target: Target) -> str:
    entries = "".join(_entry(each, said, target) for each in cell)
    return f'<td><ul class="board-entries">{entries}</ul></td>'


def _entry(entry: dict[str, str], said: dict[str, str], target: Target) -> str:
    words = _words(entry["words"], target(entry["record_id"]) if entry["record_id"] else "")
    if entry["mark"] == "none":
        kind = "plain" if entry["record_id"] else "gap"
        return f'<li class="board-{kind}">{words}</li>'
    kind = f'<span class="board-kind">{escape(said[entry["mark"]])}: </span>'
    return f"<li>{_sign(entry['mark'])} {kind}{words}</li>"


def _words(words: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>' if address else escape(words)


def _sign(mark: str) -> str:
    return f'<span class="board-sign board-{mark}" aria-hidden="true">{SIGNS[mark]}</span>'
