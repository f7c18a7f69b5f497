"""How well two colours are told apart, as WCAG 2 counts it; and the colours of the palette."""

import re


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Return the relative luminance of '#rrggbb'."""
    red, green, blue = (_channel(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def variables(css: str) -> dict[str, dict[str, str]]:
    """Return the values of the palette's variables by theme, as the style sheet sets them."""
    blocks = {
        "light": r"^body \{(.*?)\}",
        "dark": r'^body\[data-theme="dark"\] \{(.*?)\}',
        "dark by system": r'^body:not\(\[data-theme="light"\]\) \{(.*?)\}',
        "print": r"@media print \{.*?\{(.*?)\}",
    }
    return {
        name: dict(re.findall(r"(--[a-z0-9-]+): (#[0-9a-f]{6});", found[1]))
        for name, pattern in blocks.items()
        if (found := re.search(pattern, css, re.DOTALL | re.MULTILINE))
    }
