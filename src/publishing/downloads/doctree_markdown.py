"""A page as Markdown, block by block: what a notebook shows of a chapter's prose.

It reads the finished document, so that figures, terms and links say what the page says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docutils import nodes

from publishing.markup.details import Fold

Block = tuple[nodes.container | None, str]
"""A code cell with its source, or None with a block of Markdown."""


def blocks(doctree: nodes.Element) -> Iterator[Block]:
    """Yield the blocks of a document in order: Markdown, and the code cells between."""
    yield from _children(doctree, depth=0)


def _children(node: nodes.Element, *, depth: int) -> Iterator[Block]:
    for child in node.children:
        yield from _block(child, depth)


def _block(node: nodes.Node, depth: int) -> Iterator[Block]:
    if isinstance(node, nodes.container) and node.get("nb_element") == "cell_code":
        source = next(iter(node.findall(nodes.literal_block)), None)
        yield node, source.astext() if source is not None else ""
    elif isinstance(node, nodes.section):
        yield from _children(node, depth=depth + 1)
    elif isinstance(node, nodes.title):
        yield None, f"{'#' * max(1, depth)} {inline(node)}"
    elif isinstance(node, nodes.Admonition | nodes.container | Fold):
        yield from _set_apart(node, depth)
    elif type(node) in _WHOLE:
        yield None, _WHOLE[type(node)](node)


def _set_apart(node: nodes.Element, depth: int) -> Iterator[Block]:
    """Yield a box or fold: its heading in bold, then what it holds."""
    heads = [each for each in node.children if isinstance(each, nodes.title)]
    head = node["summary"] if isinstance(node, Fold) else "".join(map(inline, heads))
    if head:
        yield None, f"**{head}**"
    for child in node.children:
        if child not in heads:
            yield from _block(child, depth)


def _list(node: nodes.Element) -> str:
    lines = []
    for number, item in enumerate(node.children, start=1):
        mark = f"{number}." if isinstance(node, nodes.enumerated_list) else "-"
        parts = [text for child in item.children for _, text in _block(child, 0)]
        lines.append(f"{mark} " + "\n\n".join(parts).replace("\n", "\n  "))
    return "\n".join(lines)


def _table(node: nodes.table) -> str:
    rows = [[inline(cell) for cell in row.children] for row in node.findall(nodes.row)]
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    rule = f"|{' --- |' * len(rows[0])}"
    caption = "".join(f"**{inline(each)}**\n\n" for each in node.findall(nodes.title))
    return caption + "\n".join([head, rule, *body])


def _code(node: nodes.literal_block) -> str:
    return f"```{node.get('language', '')}\n{node.astext()}\n```"


def _formula(node: nodes.math_block) -> str:
    return f"$$\n{node.astext().strip()}\n$$"


_MARKS: dict[type[nodes.Node], Callable[[str], str]] = {
    nodes.strong: lambda text: f"**{text}**",
    nodes.emphasis: lambda text: f"*{text}*",
    nodes.literal: lambda text: f"`{text}`",
    nodes.math: lambda text: f"${text}$",
}


def inline(node: nodes.Node) -> str:
    """Return running text as Markdown; links to other sites stay, links inside are words."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.literal | nodes.math):
        return _MARKS[type(node)](node.astext())
    words = "".join(inline(child) for child in node.children)
    if isinstance(node, nodes.reference) and "://" in node.get("refuri", ""):
        return f"[{words}]({node['refuri']})"
    mark = _MARKS.get(type(node))
    return mark(words) if mark else words


_WHOLE: dict[type[nodes.Node], Callable[..., str]] = {
    nodes.bullet_list: _list,
    nodes.enumerated_list: _list,
    nodes.table: _table,
    nodes.literal_block: _code,
    nodes.math_block: _formula,
    nodes.paragraph: inline,
}
"""Blocks that are one piece of Markdown each."""
