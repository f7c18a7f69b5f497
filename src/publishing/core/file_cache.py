"""Keeps what takes long to draw, in ``_build/drawn/``, by all that it is drawn from.

The same recipe gives the same bytes, kept or drawn again; another recipe is never served an old
drawing. Deleting the folder loses nothing but time; what a complete build from clean did not use
is dropped after it.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from PIL import Image

PLACE = Path("_build") / "drawn"
"""In the folder in which the program runs: commands and builds run in the book's."""
COLOURS, PLAIN = 128, Image.Dither.NONE
"""The palette of a picture: its few colours, and steps between them at the edges of letters."""


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

    return kept(f"png {scale} {COLOURS} {version('pillow')}", drawing, draw)


@cache
def _drawer() -> str:
    """Return the drawing program's version and a digest of what says which fonts it may use."""
    fonts = os.environ.get("FONTCONFIG_FILE", "")
    said = hashlib.sha256(Path(fonts).read_bytes()).hexdigest() if fonts else "the machine's own"
    return f"{version('vl-convert-python')} {said}"


def kept(kind: str, recipe: str, draw: Callable[[], bytes]) -> bytes:
    """Return what ``draw`` returns for this kind and recipe, from the folder if it is there."""
    name = hashlib.sha256("\0".join((kind, recipe, _drawer())).encode()).hexdigest()
    file = PLACE / name
    if file.is_file():
        os.utime(file)  # it is used: see drop_unused
        return file.read_bytes()
    made = draw()
    PLACE.mkdir(parents=True, exist_ok=True)
    partial = PLACE / f"{name}.{os.getpid()}"
    partial.write_bytes(made)
    partial.replace(file)  # whole or not at all, whoever else is drawing
    return made


def recipe(files: Mapping[str, bytes]) -> str:
    """Return the recipe of what is made of these files, by their names."""
    return "\n".join(f"{name} {hashlib.sha256(each).hexdigest()}" for name, each in files.items())


def drop_unused(root: Path, *, since: float) -> None:
    """Drop what was neither drawn nor used since a time, as ``time.time`` tells it."""
    for file in (root / PLACE).glob("*"):
        if file.stat().st_mtime < since:
            file.unlink()
