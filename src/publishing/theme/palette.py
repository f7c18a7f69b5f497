"""The colours of the pictures as CSS variables: for each theme, on paper, and forced colours."""

from inspections.drawing import style


def palette_css() -> str:
    """Return the style sheet that gives every colour its value in each theme and on paper.

    Forced colours come last: the page is painted in these, whatever theme was chosen.
    """
    light, dark = _declarations("light"), _declarations("dark")
    chosen, by_system = 'body[data-theme="dark"]', 'body:not([data-theme="light"])'
    every = f"body,\n{chosen},\n{by_system}"
    return (
        f"body {{\n{light}}}\n"
        f"{chosen} {{\n{dark}}}\n"
        f"@media (prefers-color-scheme: dark) {{\n{by_system} {{\n{dark}}}\n}}\n"
        f"@media print {{\n{every} {{\n{light}}}\n}}\n"
        f"@media (forced-colors: active) {{\n{every} {{\n{_forced()}}}\n}}\n"
    )


_FORCED = {
    style.CASES: 45,
    style.GRADE_2: 45,
    style.GRADE_3: 22,
    style.GRADE_4: 0,
    style.GRID: 22,
}
"""How much of the text's colour a tint keeps with forced colours; the others keep all of it.

Less than half, so that the dark neighbour stands out; the empty part of a bar is the faintest.
"""


def _forced() -> str:
    mixed = {hue: f"color-mix(in srgb, CanvasText {_FORCED[hue]}%, Canvas)" for hue in _FORCED}
    return "".join(f"  {hue.variable}: {mixed.get(hue, 'CanvasText')};\n" for hue in style.PALETTE)


def _declarations(scheme: str) -> str:
    return "".join(f"  {hue.variable}: {getattr(hue, scheme)};\n" for hue in style.PALETTE)
