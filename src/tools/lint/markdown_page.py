"""A page as its readers see it: its blocks, and the code of its cells, each with its line.

MyST's own parser reads it, so that what stands in code is code here too. Within a directive
Markdown is read again, as the build does.
"""

import ast
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick
from markdown_it.token import Token
from mdit_py_plugins.myst_role.index import myst_role

from inspections.register import Register
from publishing.core import project
from publishing.markup.markdown import DIRECTIVE, extensions, options, parser
from publishing.records.load_register import register_of
from publishing.records.role_table import FROM_DATA, split

FIGURE = "0"
"""Stands where a role shows a figure, a rating or a date: it counts as one word."""

NO_WORDS = FROM_DATA | {"blank", "exercise", "marks", "slide"}
"""Roles whose text is no word of the page."""

LINK = "link"
"""What a link is called among the roles of a block."""

CODE = ("code-cell", "code-block", "code", "sourcecode", "math", "raw-cell")
"""Directives that hold no Markdown."""

DEEPEST = 12
"""Directives within directives, at most: ``markup`` refuses more."""

ROLE = re.compile(r"\{(?P<role>[a-z-]+)\}(?P<ticks>`+)(?P<text>.+?)(?P=ticks)", re.DOTALL)
"""A role with its text."""

_WORDED_OPTIONS = ("alt", "caption", "title")
_TAG = re.compile(r"(?s)<!--.*?-->|<[^<>]*>")
Fault = tuple[int, str]
"""The line of a page where something is wrong, and what to write instead."""


def blank(text: str) -> str:
    """Return ``text`` as spaces, with its line ends, so that positions stay the same."""
    return re.sub(r"[^\n]", " ", text)


def blank_matches(pattern: re.Pattern[str], text: str) -> str:
    """Return ``text`` with whatever fits the pattern as spaces."""
    return pattern.sub(lambda match: blank(match[0]), text)


def line_at(text: str, position: int) -> int:
    """Return the number of the line in which a position lies; the first is 1."""
    return 1 + text.count("\n", 0, position)


def on_one_line(text: str) -> str:
    """Return ``text`` with a single blank wherever it has any space: as a message quotes it."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Role:
    """A role or a link of a block: what it names, its own words, and where these stand."""

    name: str
    target: str
    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """A paragraph, item, heading, title or row (its ``kind``), with the line where it begins.

    Its text is what readers see, with the line ends of the page. ``invented`` is a headline made
    up for an exercise, whose claims are there to be found wrong.
    """

    kind: str
    line: int
    text: str
    roles: tuple[Role, ...] = ()
    invented: bool = False

    def line_at(self, position: int) -> int:
        """Return the line of the page in which a position of the text lies."""
        return self.line - 1 + line_at(self.text, position)

    def is_within(self, position: int, names: Collection[str]) -> bool:
        """Return True if the position is inside a role with one of these names."""
        return any(role.start <= position < role.end for role in self.roles if role.name in names)

    def without(self, names: Collection[str]) -> str:
        """Return the text with the words of roles with these names as spaces."""
        text = self.text
        for role in self.roles:
            if role.name in names:
                text = text[: role.start] + blank(text[role.start : role.end]) + text[role.end :]
        return text

    def rows(self) -> Iterator["Block"]:
        """Yield each line of the text as a block, with the roles that begin there."""
        start = 0
        for number, text in enumerate(self.text.split("\n"), start=self.line):
            roles = tuple(
                replace(role, start=role.start - start, end=role.end - start)
                for role in self.roles
                if start <= role.start <= start + len(text)
            )
            yield replace(self, line=number, text=text, roles=roles)
            start += len(text) + 1


@dataclass(frozen=True)
class MarkdownPage:
    """A page: its ``text`` as written, its blocks in order, and the code of cells and examples."""

    text: str
    blocks: tuple[Block, ...]
    code: tuple[Block, ...] = ()

    def nodes(self) -> Iterator[tuple[int, ast.AST]]:
        """Yield each part of the code that is Python, with the line before this code's first."""
        for code in self.code:
            try:
                tree = ast.parse(code.text)
            except SyntaxError:  # running the cell says so
                continue
            yield from ((code.line - 1, node) for node in ast.walk(tree))


# --- reading a page ------------------------------------------------------------------------------


def parse_page(text: str, root: Path) -> MarkdownPage:
    """Return a page with this text of the book in ``root``, whose settings say how it is read."""
    return _page(text, extensions(root))


def parse_pages(root: Path, *, slides: bool = True) -> dict[str, MarkdownPage]:
    """Return every page of the book, the front page first, and its slides, by their files."""
    files = project.prose_files(root) if slides else project.page_files(root)
    return {path: parse_page(text, root) for path, text in project.read(root, files).items()}


def check_all(root: Path, faults: Callable[[MarkdownPage, Register], Iterable[Fault]]) -> list[str]:
    """Run a rule on every page; return lines 'path:line: advice' in order."""
    register = register_of(root)
    return [
        f"{path}:{line}: {advice}"
        for path, page in parse_pages(root).items()
        for line, advice in sorted(faults(page, register), key=itemgetter(0))
    ]


@lru_cache(maxsize=64)
def _page(text: str, myst_extensions: frozenset[str]) -> MarkdownPage:
    blocks = tuple(_blocks(reader(myst_extensions), text))
    words = tuple(block for block in blocks if block.kind != "code")
    return MarkdownPage(text, words, tuple(block for block in blocks if block.kind == "code"))


@cache
def reader(myst_extensions: frozenset[str]) -> MarkdownIt:
    """Return a parser that leaves entities as they are written, and keeps the source of roles."""
    md_parser = parser(myst_extensions).disable("entity")
    for name, rule in (("myst_role", myst_role), ("backticks", backtick)):
        md_parser.inline.ruler.at(name, _keeping_source(rule))
    return md_parser


def _keeping_source(rule: Callable[[StateInline, bool], bool]) -> Callable[..., bool]:
    """Wrap an inline rule to keep its source in ``meta``: its token drops the line breaks."""

    def read(state: StateInline, silent: bool) -> bool:
        start, held = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if len(state.tokens) > held:
            state.tokens[-1].meta["source"] = state.src[start : state.pos]
        return matched

    return read


def line_ends(token: Token) -> int:
    """Return in how many lines more a part of a paragraph ends than it begins."""
    if token.type in ("softbreak", "hardbreak"):
        return 1
    return str(token.meta.get("source", token.content)).count("\n")


def _inline(children: Sequence[Token]) -> tuple[str, tuple[Role, ...]]:
    """Return the words of a paragraph, an item or a cell, and its roles."""
    text, roles, begun, is_address = "", list[Role](), list[tuple[int, str]](), False
    for child in children:
        if child.type == "link_open":
            begun.append((len(text), str(child.attrs.get("href", ""))))
            is_address = child.info == "auto"
        elif child.type == "link_close":
            start, target = begun.pop()
            roles.append(Role(LINK, target, text[start:], start, len(text)))
            is_address = False
        elif child.type == "myst_role":
            role, text = _role(child, text)
            roles.append(role)
        elif child.type in ("text", "image"):
            text += "" if is_address else child.content
        elif child.type == "html_block":  # ``markup`` refuses it; its words are words all the same
            text += blank_matches(_TAG, child.content.rstrip())
        else:
            text += "\n" * line_ends(child) or " " * bool(child.content)
    return text, tuple(roles)


def _role(token: Token, before: str) -> tuple[Role, str]:
    """Return a role, and the text ``before`` it with its words: those of the page, or a figure."""
    name, match = token.meta["name"], ROLE.match(token.meta["source"])
    written = match["text"] if match else token.content
    words, target = split(written)
    target = target if words else target.partition(":")[0].strip()
    shown = words or written
    if name in NO_WORDS:
        shown = FIGURE if name in FROM_DATA else ""
    role = Role(name, target, words, len(before), len(before) + len(shown))
    return role, before + shown + "\n" * (line_ends(token) - shown.count("\n"))


def _blocks(
    parser: MarkdownIt, text: str, *, first_line: int = 1, depth: int = 0, invented: bool = False
) -> Iterator[Block]:
    """Yield the blocks and the code of a text that begins at ``first_line`` of the page."""
    items, kind, row, line = 0, "", list[Block](), first_line
    for token in parser.parse(text):
        line = first_line + token.map[0] if token.map else line
        if token.type in ("list_item_open", "list_item_close"):
            items += token.nesting
        elif token.type == "heading_open":
            kind = "heading"
        elif token.type == "tr_open":
            kind, row = "table", []
        elif token.type in ("heading_close", "tr_close"):
            kind = ""
            yield from [_joined(row)] if row else ()
            row = []
        elif token.type in ("inline", "html_block"):
            of_kind = kind or ("item" if items else "paragraph")
            block = Block(of_kind, line, *_inline(token.children or [token]), invented)
            if kind == "table":
                row.append(block)
            elif block.text.strip():
                yield block
        elif token.type in ("fence", "colon_fence") and depth <= DEEPEST:
            yield from _fence(parser, token, line, depth=depth, invented=invented)


def _fence(
    parser: MarkdownIt, token: Token, line: int, *, depth: int, invented: bool
) -> Iterator[Block]:
    match = DIRECTIVE.match(token.info)
    option_pairs, body = options(token.content)
    start = line + 1 + len(option_pairs)
    if match is None or match["name"] == "code-cell":
        yield Block("code", start, body)
    if match is None or match["name"] in CODE:
        return
    worded = [("title", line, match["argument"])]
    worded += [
        ("item", number, value)
        for number, (name, value) in enumerate(option_pairs, start=line + 1)
        if name in _WORDED_OPTIONS
    ]
    for kind, number, value in worded:
        (inline,) = parser.parseInline(value)
        block = Block(kind, number, *_inline(inline.children or []), invented)
        if block.text.strip():
            yield block
    invented = invented or match["name"] == "invented"
    yield from _blocks(parser, body, first_line=start, depth=depth + 1, invented=invented)


def _joined(cells: Sequence[Block]) -> Block:
    """Return the cells of a row as one block."""
    text, roles = "", list[Role]()
    for cell in cells:
        text += " | " if text else ""
        at = len(text)
        roles += [replace(role, start=role.start + at, end=role.end + at) for role in cell.roles]
        text += cell.text
    return replace(cells[0], text=text, roles=tuple(roles))
