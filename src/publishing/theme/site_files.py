"""Files beside the pages: sitemap, robots.txt, ``.nojekyll``, and the pages for wrong addresses.

The page for an address that does not exist is made by sphinx-notfound-page, those for pages that
have moved by sphinx-reredirects (``redirects`` in ``_config.yml``), both from our templates.
"""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from sphinx.application import Sphinx
from sphinx.config import Config

from publishing.core.write_files import put
from publishing.records.edition import edition_key
from publishing.records.load_register import register_of
from publishing.theme.metadata import TEMPLATES, address

INDEX = "Search.setIndex({"
"""How the list of words begins, as Sphinx writes it."""


def sitemap(addresses: list[str]) -> str:
    """Return the sitemap of these addresses, in their order."""
    lines = "".join(f"  <url><loc>{escape(page)}</loc></url>\n" for page in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{lines}</urlset>\n"
    )


def robots(base: str) -> str:
    """Return rules that let every crawler read everything, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"


def write(app: Sphinx, *, names_made: Callable[[Sphinx], list[str]]) -> None:
    """Write the files beside the pages of a finished site.

    ``names_made`` names the pages that were made without a source of their own.
    """
    names = [*app.env.found_docs, *names_made(app)]
    addresses = sorted(address(app, name) for name in names)
    files = {
        "sitemap.xml": sitemap(addresses),
        "robots.txt": robots(app.config.html_baseurl),
        ".nojekyll": "",  # a host that runs Jekyll would leave out folders that begin with "_"
    }
    put(app.outdir, files)
    name_edition(Path(app.outdir) / "searchindex.js", edition_key(register_of(app)))


def name_edition(index: Path, edition_key: str) -> None:
    """Write the edition into the list of words, so that a page of another one can tell."""
    text = index.read_text(encoding="utf-8")
    if text.startswith(INDEX) and not text.startswith(f'{INDEX}"edition"'):
        text = f'{INDEX}"edition": "{edition_key}", {text.removeprefix(INDEX)}'
        index.write_text(text, encoding="utf-8", newline="\n")


def configure(app: Sphinx, config: Config) -> None:
    """Let the two libraries make their pages from our templates, at the book's own address."""
    config.notfound_urls_prefix = urlsplit(config.html_baseurl).path or "/"
    config.notfound_template = "404.html"
    config.notfound_context = {"title": "This page does not exist"}
    config.redirect_html_template_file = os.path.relpath(TEMPLATES / "redirect.html", app.srcdir)
