"""How the sources of a row stand in a file that a reader downloads."""

from __future__ import annotations

from typing import Any

from inspections.register import Citation
from publishing.records.record_text import publication


def source_cells(citation: Citation) -> dict[str, str]:
    """Return what a download says of one source of a row."""
    return {
        "source": publication(citation.source),
        "title": citation.source.title,
        "fragment": citation.fragment,
        "relation": citation.relation,
        "link": citation.link,
    }


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose sources, if it has any, stand in numbered columns."""
    cells = {name: value for name, value in row.items() if name != "sources"}
    for place, source in enumerate(row.get("sources", ()), start=1):
        cells |= {f"source_{place}_{name}": value for name, value in source.items()}
    return cells
