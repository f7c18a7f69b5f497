"""What every page says of itself: description, address, sharing, safety, licence, edition.

The page's own words are used: the description is its first paragraph.
The templates in ``templates/`` place what is made here into the theme's blocks.
"""

import base64
import hashlib
import json
import os
import re
from pathlib import Path

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from publishing.core.share_image import HEIGHT, WIDTH
from publishing.evidence.domain import evidence_of
from publishing.markup.page_code import runs_code
from publishing.records.edition import (
    Edition,
    edition_key,
    size_placeholder,
    this_edition,
    volumes_offered,
)
from publishing.records.load_register import register_of
from publishing.records.menu import menu
from publishing.theme import book_share_image, json_ld
from publishing.theme.navigation import Context, Doctree

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"
LONGEST = 160
"""Letters of a description that search engines and link previews show."""

VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\s*')
"""What Sphinx adds to each page although the theme has said it."""

STORY = 12
"""What the search adds to a page of the first part: nearly a word in a title."""

PAPER = {"pdf": "PDF, to print", "epub": "EPUB, for a reader"}
"""What ``templates/paper.html`` calls the files to take away, where the site is to have them."""

PRESET_DESCRIPTIONS = {
    "search": "Search the whole book for a word, a name or an abbreviation. The search runs on "
    "your own device and sends nothing anywhere.",
    "404": "There is no page at this address. The story, every number with its source, the "
    "glossary and the search lead on from here.",
}
"""Descriptions of pages that have no text of their own."""


# --- description -------------------------------------------------------------------------------


def description(doctree: nodes.document) -> str:
    """Return a page's first paragraph, short and as plain text."""
    first = next(iter(doctree.findall(nodes.paragraph)), None)
    return cut_to_length(" ".join(first.astext().split())) if first else ""


def cut_to_length(text: str, longest: int = LONGEST) -> str:
    """Return whole sentences of ``text`` up to ``longest`` letters; never a cut word.

    Where they would fill less than half, words follow up to the length, then an ellipsis.
    """
    if len(text) <= longest:
        return text
    sentences = _up_to(re.split(r"(?<=[.?!])\s+", text), longest)
    if len(sentences) >= longest // 2:
        return sentences
    return _up_to(text.split(), longest - 1).rstrip(",;:–-") + "…"


def _up_to(pieces: list[str], longest: int) -> str:
    text = ""
    for piece in pieces:
        longer = f"{text} {piece}".strip()
        if len(longer) > longest:
            break
        text = longer
    return text


# --- safety ------------------------------------------------------------------------------------


def policy(template: str, *, runs_code: bool = False) -> str:
    """Return the Content Security Policy for pages made from ``frame.html``.

    Nothing but the site's own files runs; of inline scripts only those in ``template``, by hash.
    A page with ``runs_code`` may also compile WebAssembly, and start workers from what it made.
    Raises ``ValueError`` when an inline script is not constant: no hash could hold for it.
    """
    hashes = []
    for script in re.findall(r"<script>(.*?)</script>", template, re.DOTALL):
        if "{{" in script or "{%" in script:
            raise ValueError("the inline script of the frame is not constant: no hash can allow it")
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        hashes.append(f" 'sha256-{digest}'")
    wasm = " 'wasm-unsafe-eval'" if runs_code else ""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self'{''.join(hashes)}{wasm}",
            *(["worker-src 'self' blob:", "connect-src 'self' blob:"] if runs_code else []),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


# --- pages -------------------------------------------------------------------------------------


def address(app: Sphinx, pagename: str) -> str:
    """Return the one address of a page: the front page is the base address itself."""
    base: str = app.config.html_baseurl
    return base if pagename == app.config.root_doc else f"{base}{pagename}.html"


def add_head(app: Sphinx, pagename: str, _: str, context: Context, doctree: Doctree) -> None:
    """Add ``head``, ``edition``, ``paper`` and more to the context, on ``html-page-context``."""
    here = address(app, pagename)
    front = pagename == app.config.root_doc
    title = Markup(context.get("title") or "Search").striptags()
    # A page without a source brings its own.
    preset = PRESET_DESCRIPTIONS.get(pagename) or context.get("about")
    about = preset or (description(doctree) if doctree is not None else "") or title
    loader = app.builder.templates
    picture, shows = book_share_image.share_image_of(app, pagename)
    context["pageurl"] = here
    context["page_of"] = evidence_of(app.env).page_of
    context["metatags"] = VIEWPORT.sub("", context.get("metatags") or "")
    context["head"] = {
        "title": title,
        "description": about,
        "kind": "website" if front else "article",
        "image": app.config.html_baseurl + picture,
        "image_alt": shows,
        "image_width": WIDTH,
        "image_height": HEIGHT,
        "policy": policy(
            loader.get_source(loader.environment, "frame.html")[0],
            runs_code=runs_code(app, doctree),
        ),
        "linked_data": context.get("linked")
        or json_ld.script(app, pagename, here, title, about, doctree),
    }
    context.update(_offers(app))
    if pagename == "search":
        context["search_weights"] = json.dumps(search_weights(app))


def _offers(app: Sphinx) -> Context:
    """Return what every page says of the edition, and the files that it offers."""
    register, config = register_of(app), app.config
    edition = this_edition(register)
    return {
        "edition": edition,
        "edition_key": edition_key(register),
        "paper": [
            offer(edition, kind, label=label)
            for kind, label in PAPER.items()
            if kind in config.book_files
        ],
        "volumes": [
            offer(edition, "pdf", volume, label=title, what=what)
            for volume, (title, what) in volumes_offered(config).items()
        ],
    }


def offer(edition: Edition, suffix: str, volume: str = "", **extra: str) -> dict[str, str]:
    """Return what a page says of a file beside the front page: its name and the place of its size.

    ``extra`` goes with it.
    """
    name = f"{edition.name}{volume}.{suffix}"
    return {"file": name, "size": size_placeholder(name), **extra}


def search_weights(app: Sphinx) -> dict[str, int]:
    """Return what the search adds to the rating of each page: story first, reference last.

    The order of the parts in ``_toc.yml`` decides, whatever they are called.
    """
    parts = menu(app.env, app.config.root_doc)
    weights = {app.config.root_doc: STORY}
    for place, part in enumerate(parts):
        share = 1 - place / max(1, len(parts) - 1)
        weights |= {page.docname: round(STORY * share) for page in part.pages}
    return weights


def add_templates(app: Sphinx, config: Config) -> None:
    """Put our templates before the theme's; relative, so that the folder leaves no trace."""
    config.templates_path.append(os.path.relpath(TEMPLATES, app.confdir))


def address_mismatch(address: str, homepage: str) -> str:
    """Return an error message if settings and data package give different addresses, else ''."""
    if address == homepage and address.endswith("/"):
        return ""
    return (
        f"html.baseurl in _config.yml is '{address}', homepage in data/datapackage.json is "
        f"'{homepage}': write the same address in both, with a slash at the end"
    )


def check_address(app: Sphinx) -> None:
    """Warn, and so stop the build, when there are two homes."""
    problem = address_mismatch(
        app.config.html_baseurl, register_of(app).package.descriptor["homepage"]
    )
    if problem:
        logger.warning(problem, type="head")
