"""Explore: what the site needs so that a reader can ask for a figure that answers.

Each figure's specifications stand in a script of their own, so that they arrive under a strict
policy and from a folder too, where nothing can be fetched. Vega and our own ``explorer.js`` are
files of the site as well; ``static/explore.js`` asks for all of them when a reader does. A figure
of samples is explored by our simulator, without Vega.
"""

import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from inspections.drawing import theme
from publishing.core.file_cache import kept
from publishing.core.site import with_version
from publishing.figures.svg import themed

FOLDER = "explore"
ON_REQUEST = Path(__file__).parent / "on_request"
"""Scripts of our own that no page loads by itself."""

BUNDLE = f"{FOLDER}/vega.js"


def script(payload: dict[str, Any], path: str) -> str:
    """Return the script that lies at ``path`` and hands the drawings to explore to the page."""
    text = _drawings(payload)
    return _stamp(with_version(path, text), text)


def _drawings(payload: dict[str, Any]) -> str:
    """Return specifications with the page's colours and letters; ``rows`` names their records."""
    given = {"rows": payload["row_ids"], **payload["explore"]}
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return themed(text).replace(f'"{theme.FONT}"', f'"{theme.FONT_FALLBACK}"')


def scripts(payload: dict[str, Any]) -> list[str]:
    """Return the addresses of what a page loads to explore a figure, the figure's own first.

    Each carries a digest of what it holds, and says it when it has arrived: what a browser or a
    host has of another edition is never drawn beside the table of this one.
    """
    own = with_version(f"figures/{payload['name']}.js", _drawings(payload))
    simulated = "simulate" in payload["explore"]
    return [
        own,
        *([] if simulated else [_bundle_address()]),
        *(
            address
            for path, address in _own_scripts().items()
            if (path.stem != "explorer") == simulated
        ),
    ]


def _bundle_address() -> str:
    return with_version(BUNDLE, EMBED + version("vl-convert-python"))


def _stamp(address: str, value: str = "true") -> str:
    return f"bookFigures[{json.dumps(address)}]={value};\n"


def _own_scripts() -> dict[Path, str]:
    """Return our own scripts, each with its address."""
    return {
        path: with_version(f"{FOLDER}/{path.name}", path.read_text("utf-8"))
        for path in sorted(ON_REQUEST.glob("*.js"))
    }


EMBED = "window.vegaEmbed = vegaEmbed;"


@cache
def bundle() -> str:
    """Return Vega with all it needs, as one script with its licences, the same bytes each time."""
    licences = (ON_REQUEST / "vega-licences.txt").read_text(encoding="utf-8")
    # In a function of its own, so that it leaves one name on the page.
    made = kept("bundle", EMBED, _bundled).decode()
    return f"/*!\n{licences}*/\n(() => {{\n{made}\n}})();\n"


def _bundled() -> bytes:
    import vl_convert

    return str(vl_convert.javascript_bundle(EMBED)).encode()


def files() -> dict[str, str]:
    """Return the scripts that every explored figure needs, by their place in the site."""
    own = {
        f"{FOLDER}/{path.name}": path.read_text("utf-8") + _stamp(address)
        for path, address in _own_scripts().items()
    }
    return {BUNDLE: bundle() + _stamp(_bundle_address()), **own}
