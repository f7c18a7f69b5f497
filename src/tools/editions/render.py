"""The templates of the files to take away, in ``templates/``."""

from pathlib import Path
from typing import Any

from publishing.core.templates import templates

HERE = Path(__file__).parent / "templates"


def render(template: str, **context: Any) -> str:
    """Return what a template makes, with a line end."""
    return templates(HERE).get_template(template).render(**context) + "\n"
