"""A small page of figures that can be explored, with the styles and scripts of the site."""

from publishing.figures import interactive
from publishing.figures.html import figure_html, file_path
from publishing.theme.assets import STATIC
from publishing.theme.palette import palette_css
from tests.devices import SCREENS

BOTH = ("dom.js", "explore.js")
"""The parts of the site's script that exploring rests on."""


def write_page(folder, figures) -> None:
    """Write a page with figures, and all that it loads by itself or on request."""
    body = "".join(
        figure_html(
            figure.payload,
            number=place,
            figure_id=f"fig-{place}",
            sources=[],
            target=lambda _: "",
            site_root="",
        )
        for place, figure in enumerate(figures, start=1)
    )
    css = palette_css() + "".join(
        path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.css"))
    )
    paths = [file_path(figure.name, "js") for figure in figures]
    files = {
        **interactive.files(),
        **{
            path: interactive.script(figure.payload, path)
            for path, figure in zip(paths, figures, strict=True)
        },
        "book.js": "".join((STATIC / each).read_text("utf-8") for each in BOTH),
        "index.html": (
            '<!doctype html><html lang="en" data-content_root="./"><title>x</title>'
            '<meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            '<link rel="icon" href="data:,">'
            f"<style>{css}</style><body><main><h1>x</h1>{body}</main>"
            '<script src="book.js"></script></body></html>'
        ),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def opened(new_page, screen="desk", *, address, before=None, **given):
    """Open the page on a screen; hear what goes wrong and what is asked for."""
    page = new_page(**SCREENS[screen] | given)
    page.faults, page.asked = [], []
    page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    if before:
        before(page)
    page.goto(address)
    return page
