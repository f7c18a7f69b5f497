"""Draws a Vega-Lite specification as SVG for a page: one drawing for light, dark and paper.

Text stays text, each colour of the palette becomes a CSS variable, and all that Vega says about
roles is taken out: the page gives the drawing one role, one name and one description.
"""

import json
import re
from functools import cache
from typing import Any
from xml.etree import ElementTree

from inspections.drawing import style
from publishing.core.file_cache import cached

_NAMESPACE = "http://www.w3.org/2000/svg"
_KEPT_NUMBER = re.compile(r"#([\w-]+)")
_DROPPED = {"class", "role", "pointer-events", "font-family", "version"}
_PAINT = ("fill", "stroke")


def page_svg(
    specification: dict[str, Any], *, prefix: str, named_by: str, described_by: str
) -> str:
    """Return the drawing as inline SVG, the same bytes each time.

    ``prefix`` makes the ids inside unique to the page; ``named_by`` and ``described_by`` are the
    ids of the elements that name and describe the drawing.
    """
    root = drawing(specification, prefix=prefix)
    for element in root.iter():
        element.attrib = {name: use_css_variables(value) for name, value in element.attrib.items()}
    root.attrib = {
        "xmlns": _NAMESPACE,
        "role": "img",
        "aria-labelledby": named_by,
        "aria-describedby": described_by,
        "font-family": style.FONT_FALLBACK,
        **root.attrib,
    }
    return ElementTree.tostring(root, encoding="unicode")


def drawing(specification: dict[str, Any], *, prefix: str) -> ElementTree.Element:
    """Return the drawing in the colours of the light palette; its root has only its size.

    ``prefix`` makes the ids inside unique to where it is put.
    """
    root = ElementTree.fromstring(_vega_svg(json.dumps(specification, sort_keys=True)))
    _clean(root)
    _prefix_ids(root, prefix)
    root.tag = "svg"
    root.attrib = {name: root.attrib[name] for name in ("width", "height", "viewBox")}
    return root


@cache
def _vega_svg(specification: str) -> str:
    return cached("vega", specification, lambda: _render_vega(specification).encode()).decode()


def _render_vega(specification: str) -> str:
    import vl_convert  # a build whose drawings are kept need not load it

    drawn: str = vl_convert.vegalite_to_svg(specification)
    return drawn


def _clean(element: ElementTree.Element) -> None:
    """Keep what is seen: names without namespace, no empty groups."""
    for child in list(element):
        _clean(child)
        if _is_unseen(child):
            element.remove(child)
    element.tag = element.tag.rpartition("}")[2]
    if element.tag == "text" and element.get("text-anchor", "start") == "start":
        for line in element[:-1]:
            line.tail = " "  # else the last word of a line is heard and copied with the next one
    element.attrib = {
        name.rpartition("}")[2]: value
        for name, value in element.attrib.items()
        if name not in _DROPPED
        and not name.startswith("aria-")
        and (name, value) != ("opacity", "1")
    }


def _is_unseen(element: ElementTree.Element) -> bool:
    """Return True for an empty group, or a path with neither fill nor stroke.

    Neither is inherited here, but from the outermost group, which has none.
    """
    if element.tag == "g":
        return len(element) == 0
    return element.tag == "path" and not any(name in element.attrib for name in _PAINT)


def use_css_variables(value: str) -> str:
    """Return ``value`` with each hex of the light palette as a variable that falls back to it."""
    for colour in style.PALETTE:
        value = value.replace(colour.light, f"var({colour.variable},{colour.light})")
    return value


def _prefix_ids(svg: ElementTree.Element, prefix: str) -> None:
    ids = {element.attrib["id"] for element in svg.iter() if "id" in element.attrib}
    for element in svg.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.attrib[name] = f"{prefix}-{value}"
            elif "#" in value:
                element.attrib[name] = _KEPT_NUMBER.sub(
                    lambda match: f"#{prefix}-{match[1]}" if match[1] in ids else match[0], value
                )
