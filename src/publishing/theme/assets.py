"""What a page loads: one style sheet and one script of our own, and nothing it can spare.

The parts of both stay apart in ``static/``; readers get them as one file each, beside scripts that
few pages need. What the theme, Sphinx and MyST-NB add to every page stays where a page needs it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
STYLE = "style.css"
"""The name of our one style sheet."""
SCRIPT = "book.js"
"""The name of the one script of every page."""

UNUSED_STYLES = ("mystnb", "furo-extensions.css")
"""Looks of notebooks and of extensions that the book does not have; book.css says what it needs."""
UNUSED_SCRIPTS = ("furo.js",)
"""The theme's script measures every heading at each scroll; static/frame.js asks the browser."""
CODE_STYLES = ("pygments.css",)
SEARCH_SCRIPTS = ("documentation_options.js", "doctools.js", "sphinx_highlight.js", "search.js")
FILTER_SCRIPTS = ("filter.js",)
LOOK_UP_SCRIPTS = ("look-up.js",)
APART = ("search.js", *FILTER_SCRIPTS, *LOOK_UP_SCRIPTS)
"""Scripts of our own that stay apart, for pages that need them."""


def one_sheet(sheets: Iterable[str]) -> str:
    """Return style sheets as one, in their order, without comments."""
    text = "\n".join(re.sub(r"/\*.*?\*/", "", each, flags=re.DOTALL) for each in sheets)
    return re.sub(r"\s*\n\s*", "\n", text).strip() + "\n"


def make_static(app: Sphinx) -> None:
    """Gather our files as pages load them, and have them copied."""
    folder = Path(app.doctreedir) / "static"
    shutil.rmtree(folder, ignore_errors=True)
    scripts = [path for path in sorted(STATIC.glob("*.js")) if path.name not in APART]
    joined = shutil.ignore_patterns("*.css", *(path.name for path in scripts))
    shutil.copytree(STATIC, folder, ignore=joined)
    sheets = (path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.css")))
    script = "".join(path.read_text(encoding="utf-8") for path in scripts)
    for name, text in ((STYLE, one_sheet(sheets)), (SCRIPT, script)):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    app.config.html_static_path.append(str(folder))


def keep_needed(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave out of a page the styles and scripts that nothing on it uses."""
    unneeded = [*UNUSED_STYLES, *UNUSED_SCRIPTS]
    if pagename != "search":
        unneeded += SEARCH_SCRIPTS
    if doctree is None or not list(doctree.findall(nodes.literal_block)):
        unneeded += CODE_STYLES
    if doctree is None or not any(
        "entries-filter" in each["classes"] for each in doctree.findall(nodes.container)
    ):
        unneeded += FILTER_SCRIPTS
    if doctree is None or not app.env.metadata[pagename].get("look_up"):
        unneeded += LOOK_UP_SCRIPTS
    for kind in ("css_files", "script_files"):
        context[kind] = [each for each in context[kind] if not _is_one_of(each, unneeded)]


def _is_one_of(file: Any, names: Iterable[str]) -> bool:
    name = str(getattr(file, "filename", file)).rpartition("/")[2]
    return name.startswith(tuple(names))


def setup(app: Sphinx) -> None:
    """Add our files, then take from each page what it does not need."""
    app.add_css_file(STYLE)
    for name in (SCRIPT, *APART):
        app.add_js_file(name, loading_method="defer")
    app.connect("builder-inited", make_static)
    app.connect("html-page-context", keep_needed, priority=940)
