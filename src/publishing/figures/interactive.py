"""Explore: what the site needs so that a reader can ask for a figure that answers.

What a figure gives stands in a script of its own, so that it arrives under a strict policy and
from a folder too, where nothing can be fetched. The scripts that draw it are files of the site as
well; ``static/explore.js`` asks for all of them when a reader does.
"""

import json
from pathlib import Path
from typing import Any

from publishing.core.write_files import with_version

SCRIPTS_DIR = "explore"
ON_REQUEST = Path(__file__).parent / "on_request"
"""Scripts of our own that no page loads by itself."""

DRAWN_BY = {"find": ("explorer.js",), "simulate": ("sampling.js", "simulator.js")}
"""The scripts that draw a figure, by the one name in what it gives them."""


def script(payload: dict[str, Any], path: str) -> str:
    """Return the script that lies at ``path`` and hands to the page what the figure gives."""
    data = _explore_json(payload)
    return _arrival_line(with_version(path, data), data)


def _explore_json(payload: dict[str, Any]) -> str:
    return json.dumps(payload["explore"], ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def scripts(payload: dict[str, Any]) -> list[str]:
    """Return the addresses of what a page loads to explore a figure, the figure's own first.

    Each carries a digest of what it holds, and says it when it has arrived: what a browser or a
    host has of another edition is never drawn beside the table of this one.
    """
    (kind,) = payload["explore"]
    own = with_version(f"figures/{payload['name']}.js", _explore_json(payload))
    return [own, *(with_version(f"{SCRIPTS_DIR}/{name}", _read(name)) for name in DRAWN_BY[kind])]


def files() -> dict[str, str]:
    """Return the scripts that explored figures need, by their place in the site."""
    texts = {f"{SCRIPTS_DIR}/{name}": _read(name) for names in DRAWN_BY.values() for name in names}
    return {path: text + _arrival_line(with_version(path, text)) for path, text in texts.items()}


def _read(name: str) -> str:
    return (ON_REQUEST / name).read_text(encoding="utf-8")


def _arrival_line(address: str, value: str = "true") -> str:
    return f"bookFigures[{json.dumps(address)}]={value};\n"
