"""The templates of the files to take away, which lie beside this module."""

from pathlib import Path
from typing import Any

from publishing.core.templates import templates

HERE = Path(__file__).parent


def render(template: str, **given: Any) -> str:
    """Return what a template makes, with a line end."""
    return templates(HERE).get_template(template).render(**given) + "\n"
