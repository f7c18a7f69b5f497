"""Disk cache of files that take long to make, such as drawings, keyed by all they are made from.

The same recipe gives the same bytes, kept or made again; another recipe is never served an old
file. Deleting the folder loses nothing but time; what a complete build from clean did not use is
dropped after it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CACHE_DIR = Path("_build") / "cache"
"""In the book's folder; commands run in it, and a build says which it is."""
_root = Path()
COLOURS, PLAIN = 128, Image.Dither.NONE
"""The palette of a picture: its few colours, and steps between them at the edges of letters."""


def use(app: Sphinx) -> None:
    """Keep what is made in the folder of the book that is built."""
    global _root
    _root = Path(app.srcdir)


def picture(drawing: str, *, scale: float) -> bytes:
    """Return an SVG as PNG, a pixel for each of its own at ``scale`` 1.

    It has no transparent parts and a palette: a tenth of the bytes, and nothing that can be seen.
    """

    def draw() -> bytes:
        import vl_convert

        drawn = Image.open(BytesIO(vl_convert.svg_to_png(drawing, scale=scale, ppi=72)))
        few = drawn.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=PLAIN)
        few.save(file := BytesIO(), "PNG", optimize=True)
        return file.getvalue()

    return cached(f"png {scale} {COLOURS} {version('pillow')}", drawing, draw)


@cache
def _renderer_version() -> str:
    """Return the drawing program's version and a digest of what says which fonts it may use."""
    fonts = os.environ.get("FONTCONFIG_FILE", "")
    state = hashlib.sha256(Path(fonts).read_bytes()).hexdigest() if fonts else "the machine's own"
    return f"{version('vl-convert-python')} {state}"


def cached(namespace: str, recipe: str, draw: Callable[[], bytes]) -> bytes:
    """Return the cached bytes of this namespace and recipe; call ``draw`` if there are none."""
    name = hashlib.sha256("\0".join((namespace, recipe, _renderer_version())).encode()).hexdigest()
    file = _root / CACHE_DIR / name
    if file.is_file():
        os.utime(file)  # it is used: see drop_unused
        return file.read_bytes()
    content = draw()
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f"{name}.{os.getpid()}")
    partial.write_bytes(content)
    partial.replace(file)  # whole or not at all, whoever else is drawing
    return content


def recipe(files: Mapping[str, bytes]) -> str:
    """Return the recipe of what is made of these files, by their names."""
    return "\n".join(f"{name} {hashlib.sha256(data).hexdigest()}" for name, data in files.items())


def drop_unused(root: Path, *, since: float) -> None:
    """Drop what was neither made nor used since a time, as ``time.time`` tells it."""
    for file in (root / CACHE_DIR).glob("*"):
        if file.stat().st_mtime < since:
            file.unlink()
