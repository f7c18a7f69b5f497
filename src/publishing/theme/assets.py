"""What a page loads: one style sheet and one script of our own, and nothing it can spare.

The parts of each are separate in ``static/``; ``STYLES`` and ``SCRIPTS`` say in which order they
are joined. What the theme, Sphinx and MyST-NB add to every page stays where a page needs it.
"""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from publishing.markup.page_code import runs_code
from publishing.theme import furo_css
from publishing.theme.navigation import Context, Doctree
from publishing.theme.palette import palette_css

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
STYLE = "style.css"
"""The name of our one style sheet."""
STYLES = (
    "base.css",
    "book.css",
    "figures.css",
    "forms.css",
    "code.css",
    "preferences.css",
    "print.css",
)
"""Its parts after the colours of figures, in the order of the cascade: a later one wins."""
SELECTED = ("ratings.css", "exercises.css", "units.css")
"""Style sheets for pages that use one of their classes."""
SCRIPTS = {
    "book.js": ("dom.js", "evidence.js", "explore.js", "frame.js"),
    "search.js": ("matching.js", "search.js"),
    "filter.js": ("matching.js", "filter.js"),
    "look-up.js": ("look-up.js",),
    "page-code.js": ("page-code.js",),
}
"""The scripts that pages load, each with its parts: the first is that of every page, and the last
three are for pages that need them."""

UNUSED_STYLES = ("mystnb", "furo-extensions.css")
"""Looks of notebooks and of extensions that the book does not have; book.css says what it needs."""
UNUSED_SCRIPTS = (
    "furo.js",
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
)
"""Furo's script measures every heading at each scroll: static/frame.js asks the browser instead.
Sphinx's are for its own search page: static/search.js replaces it."""


def join_css(sheets: Iterable[str]) -> str:
    """Return style sheets as one, in their order, without comments."""
    text = "\n".join(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL) for sheet in sheets)
    return re.sub(r"\s*\n\s*", "\n", text).strip() + "\n"


def _read(names: Iterable[str]) -> list[str]:
    return [(STATIC / name).read_text(encoding="utf-8") for name in names]


def make_static(app: Sphinx) -> None:
    """Gather our files as pages load them, and have them copied."""
    folder = Path(app.doctreedir) / "static"
    shutil.rmtree(folder, ignore_errors=True)
    joined = {*STYLES, *SELECTED, *(part for parts in SCRIPTS.values() for part in parts)}
    shutil.copytree(STATIC, folder, ignore=shutil.ignore_patterns(*joined))
    files = {STYLE: join_css([palette_css(), *_read(STYLES)])}
    files |= {name: join_css(_read([name])) for name in SELECTED}
    files |= {name: "".join(_read(parts)) for name, parts in SCRIPTS.items()}
    files[furo_css.FURO_CSS] = furo_css.pruned_css()
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    app.config.html_static_path.append(str(folder))


def keep_needed(app: Sphinx, pagename: str, _: str, context: Context, doctree: Doctree) -> None:
    """Remove the style sheets and scripts that a page does not need, on ``html-page-context``.

    Warns of a class whose rules were removed from the theme's style sheet.
    """
    for name in sorted(furo_css.UNUSED & classes(context.get("body", ""))):
        logger.warning(
            f"{pagename}: the class '{name}' has no look here: take it off UNUSED in furo_css.py"
        )
    unneeded = [*UNUSED_STYLES, *UNUSED_SCRIPTS]
    if pagename != "search":
        unneeded.append("search.js")
    if doctree is None or not list(doctree.findall(nodes.literal_block)):
        unneeded.append("pygments.css")
    if doctree is None or not any(
        "entries-filter" in box["classes"] for box in doctree.findall(nodes.container)
    ):
        unneeded.append("filter.js")
    if doctree is None or not app.env.metadata[pagename].get("look_up"):
        unneeded.append("look-up.js")
    if doctree is not None:  # the page of a unit has its own template
        unneeded += [name for name in SELECTED if not uses(_read([name])[0], context["body"])]
    if not runs_code(app, doctree):
        unneeded.append("page-code.js")
    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context[kind] if not _is_one_of(file, unneeded)]


def uses(sheet: str, html: str) -> bool:
    """Return True if something in the HTML has a class that the style sheet names."""
    # In a selector the next brace opens; in a declaration, such as url(a.svg), it closes.
    return not classes(html).isdisjoint(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", sheet))


def classes(html: str) -> set[str]:
    """Return every class that something in the HTML has."""
    return {name for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}


def _is_one_of(asset: Any, names: Iterable[str]) -> bool:
    name = str(getattr(asset, "filename", asset)).rpartition("/")[2]
    return name.startswith(tuple(names))


def add_files(app: Sphinx) -> None:
    """Have our style sheet and scripts on every page."""
    for name in (STYLE, *SELECTED):
        app.add_css_file(name)
    for name in SCRIPTS:
        app.add_js_file(name, loading_method="defer")
