"""Files beside the pages: sitemap, robots.txt, and the page for an address that does not exist.

The last is served at any depth, so all its links start at the site's base path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from docutils import nodes
from sphinx.application import Sphinx

from publishing.evidence.domain import evidence_of
from publishing.theme.metadata import address

MISSING = "404"
_RELATIVE = re.compile(r'\b(href|src)="(?!#|/|[a-z][a-z0-9+.-]*:)')


def sitemap(addresses: list[str]) -> str:
    """Return the sitemap of these addresses, in their order."""
    lines = "".join(f"  <url><loc>{escape(each)}</loc></url>\n" for each in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{lines}</urlset>\n"
    )


def robots(base: str) -> str:
    """Return rules that let every crawler read everything, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"


def write(app: Sphinx, problem: Exception | None) -> None:
    """Write sitemap and robots.txt beside the pages of a finished site."""
    if problem is not None or app.builder.name != "html":
        return
    addresses = sorted(address(app, docname) for docname in app.env.found_docs)
    folder = Path(app.outdir)
    files = {"sitemap.xml": sitemap(addresses), "robots.txt": robots(app.config.html_baseurl)}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def missing_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page that stands for every missing one."""
    if app.builder.name == "html":
        parts = {"ledger": "every-number", "glossary": "glossary-entries"}
        ways = {name: evidence_of(app.env).page_of(part) for name, part in parts.items()}
        yield MISSING, {"title": "This page does not exist", "ways": ways}, "404.html"


def from_base(html: str, base_path: str) -> str:
    """Return HTML whose relative links start at ``base_path``."""
    return _RELATIVE.sub(rf'\1="{base_path}', html)


def free_of_depth(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Make whatever writes links for the missing page write them from the base path."""
    if pagename != MISSING or app.builder.name != "html":
        return
    base_path = urlsplit(app.config.html_baseurl).path
    pathto = context["pathto"]
    context["pathto"] = lambda *given, **named: base_path + pathto(*given, **named)
    for name in ("css_tag", "js_tag"):
        context[name] = _tag_from_base(context[name], base_path)
    tree = context["furo_navigation_tree"]
    context["furo_navigation_tree"] = from_base(tree, base_path)
    context["content_root"] = base_path


def _tag_from_base(tag: Callable[[Any], str], base_path: str) -> Callable[[Any], str]:
    return lambda file: from_base(tag(file), base_path)


def setup(app: Sphinx) -> None:
    """Write the files when the site is finished, and the missing page with the others."""
    app.connect("html-collect-pages", missing_page)
    app.connect("html-page-context", free_of_depth, priority=950)
    app.connect("build-finished", write)
