"""Slides from a Markdown file: one long page that needs no script, a slide for each heading.

Roles become words that lead to their entries, ``{picture}`` a drawing of the finished site, a
quotation the notes of who speaks. ``lint.slides`` refuses what cannot be shown.
"""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from markdown_it.token import Token

from inspections.errors import UserError
from inspections.language import wording
from inspections.register import Register
from publishing.markup.markdown import DIRECTIVE, extensions, parser
from publishing.markup.sessions import DECK, slides
from publishing.records.role_table import card_of
from tools.editions.html_chapters import article, site_pages, xml
from tools.editions.print_layout import text_of

_ID = re.compile(r'\bid="([^"]+)"')


class Deck:
    """The slides of a book: ``title``, and ``slides`` as HTML, each with its own title."""

    def __init__(self, root: Path, site: Path, register: Register, homepage: str) -> None:
        """Read the slides of the book in ``root`` and the pictures of its ``site``.

        Raises ``UserError``.
        """
        self.site, self.register, self.home = site, register, homepage
        self.places: dict[str, str] = {}
        for page in site_pages(root):
            for name in _ID.findall((site / page.file).read_text(encoding="utf-8")):
                self.places.setdefault(name, page.file)
        self.missing: list[str] = []
        self.parser = parser(extensions(root))
        rules = {"myst_role": self._role, "fence": self._block, "colon_fence": self._block}
        for name, rule in rules.items():
            # A rule is bound to the renderer, which comes first and is not needed.
            bound = lambda _, tokens, place, *__, rule=rule: rule(tokens[place])  # noqa: E731
            self.parser.add_render_rule(name, bound)
        self.parser.add_render_rule("blockquote_open", lambda *_: SPEAKER_NOTES_OPEN)
        self.parser.add_render_rule("blockquote_close", lambda *_: "</details>")
        tokens = self.parser.parse((root / DECK).read_text(encoding="utf-8"))
        self.slides = [self._slide(slide_tokens) for slide_tokens in slides(tokens)]
        self.title = self.slides[0][0]
        if self.missing:
            raise UserError("\n".join(self.missing))

    def _slide(self, tokens: Sequence[Token]) -> tuple[str, str]:
        """Return the heading of a slide, as words, and what stands below it."""
        _, heading, _, *rest = tokens
        html: str = self.parser.renderer.render(rest, self.parser.options, {})
        return heading.content, html

    def _role(self, token: Token) -> str:
        name = token.meta["name"]
        card = card_of(self.register, name, token.content)
        page = self.places.get(card.anchor, "")
        if not page:
            what = f"no page has the entry of {{{name}}}`{token.content}`: list it on one"
            self.missing.append(f"{DECK}: {what}, or take it out.")
        address = f"{self.home}{page}#{card.anchor}"
        return f'<a href="{escape(address)}">{escape(card.text)}</a>'

    def _block(self, token: Token) -> str:
        directive = DIRECTIVE.match(token.info)
        if directive is None:
            return f"<pre>{escape(token.content)}</pre>"
        if directive["name"] == "picture":
            return self._picture(directive["argument"].strip())
        headline = wording.fill(" ".join(token.content.split()), self.register)
        mark = '<p class="invented-mark">Invented headline, for practice only</p>'
        return f'<div class="invented">{mark}<p>{escape(headline)}</p></div>'

    def _picture(self, name: str) -> str:
        """Return a drawing with its title, and what it shows in words."""
        page = self.places.get(f"fig-{name}")
        if page is None:
            self.missing.append(f"{DECK}: no page shows the picture '{name}': correct its name.")
            return ""
        parts: dict[str, Any] = {
            element.get("id", ""): element for element in article(self.site / page).iter()
        }
        text = text_of(parts[f"fig-{name}-words"])
        title = "".join(parts[f"fig-{name}-title"].itertext())
        drawing = next(parts[f"fig-{name}"].iter("svg"))
        drawing.attrib.pop("aria-labelledby", None)
        drawing.attrib.pop("aria-describedby", None)
        drawing.set("aria-label", title)
        return (
            f"<figure><figcaption>{escape(title)}</figcaption>{xml(drawing, 'html')}"
            f'<details class="words"><summary>The picture in words</summary><p>{escape(text)}</p>'
            "</details></figure>"
        )


SPEAKER_NOTES_OPEN = '<details class="notes"><summary>Notes</summary>'
