"""What slides may hold: less than a page, for they stand alone and Sphinx does not read them."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from markdown_it.token import Token

from publishing.markup.markdown import DIRECTIVE
from publishing.records.role_table import ROLES
from tools.lint.markdown_page import Fault

SLIDE_DIRECTIVES = ("picture", "invented")
"""The directives that a slide can show."""
_PLAIN = {
    *("paragraph", "bullet_list", "ordered_list", "list_item", "blockquote", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td", "inline", "em", "strong", "code_inline"),
    *("text", "softbreak", "hardbreak", "hr"),
}
"""What is shown on a slide as on a page, by the names of the parser."""
_ADVICE = (
    "a slide shows words, lists, tables, notes (>), links to other sites, roles of records, "
    f"{{{'} and {'.join(SLIDE_DIRECTIVES)}}}: write it so"
)


def faults(tokens: Iterable[Token]) -> Iterator[Fault]:
    """Yield line and advice for each part of the slides that the deck could not show."""
    line, in_title = 1, False
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.type == "heading_close":
            in_title = False
        for part in (token, *(token.children or ())):
            if not part.type.endswith("_close") and (what := _unshown(part, in_title=in_title)):
                yield line, f"{what} cannot be shown on a slide: {_ADVICE}"
        in_title = in_title or token.type == "heading_open"


def _unshown(token: Token, *, in_title: bool) -> str:
    """Return what a token is in words, if a slide cannot show it."""
    kind, match = token.type.removesuffix("_open"), DIRECTIVE.match(token.info)
    if kind == "myst_role":
        name = token.meta["name"]
        return "" if name in ROLES else f"{{{name}}}"
    if kind in ("fence", "colon_fence"):
        return f"{{{match['name']}}}" if match and match["name"] not in SLIDE_DIRECTIVES else ""
    if kind == "heading":
        return "" if token.tag in ("h1", "h2") else f"a heading {token.markup}"
    if kind == "link" and not in_title:
        target = str(token.attrs.get("href", ""))
        return "" if urlsplit(target).scheme else f"the link to '{target}'"
    if in_title and kind not in ("inline", "text"):
        return f"{kind} in a title"
    return "" if kind in _PLAIN else f"{kind.replace('_', ' ')}"
