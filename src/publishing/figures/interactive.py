"""Explore: what the site needs so that a reader can ask for a figure that answers.

Each figure's specifications stand in a script of their own, so that they arrive under a strict
policy and from a folder too, where nothing can be fetched. Vega and our own ``explorer.js`` are
files of the site as well; ``static/explore.js`` asks for all of them when a reader does.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from inspections.charts import theme
from publishing.core.file_cache import kept
from publishing.figures.svg import themed

FOLDER = "explore"
ON_REQUEST = Path(__file__).parent / "on_request"
"""Scripts of our own that no page loads by itself."""

BUNDLE = f"{FOLDER}/vega.js"


def drawings(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the specifications that a reader explores, wide and narrow."""
    own: dict[str, Any] | None = payload.get("explore")
    return own or {width: payload[width] for width in ("wide", "narrow")}


def script(payload: dict[str, Any], path: str) -> str:
    """Return the script that stands at ``path`` and hands the figure's drawings to the page.

    They are the specifications of the still drawing, or the figure's own for exploring, with the
    page's colours and letters; ``rows`` names the record of each row of the table.
    """
    given = {"rows": payload["row_ids"], **drawings(payload)}
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    themes = themed(text).replace(f'"{theme.FONT}"', f'"{theme.FONT_FALLBACK}"')
    return f"bookFigures[{json.dumps(path)}]={themes};\n"


EMBED = "window.vegaEmbed = vegaEmbed;"


@cache
def bundle() -> str:
    """Return Vega with all it needs, as one script with its licences, the same bytes each time."""
    licences = (ON_REQUEST / "vega-licences.txt").read_text(encoding="utf-8")
    # In a function of its own, so that it leaves one name on the page.
    made = kept("bundle", EMBED, lambda: _bundled(EMBED).encode()).decode()
    return f"/*!\n{licences}*/\n(() => {{\n{made}\n}})();\n"


def _bundled(snippet: str) -> str:
    import vl_convert

    return str(vl_convert.javascript_bundle(snippet))


def files() -> dict[str, str]:
    """Return the scripts that every explored figure needs, by their place in the site."""
    own = {
        f"{FOLDER}/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted(ON_REQUEST.glob("*.js"))
    }
    return {BUNDLE: bundle(), **own}
