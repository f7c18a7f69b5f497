"""The generated pages as plain text: what a person approves when data changes.

The same nodes that become pages become lines here, link targets and cards included, so that no
cell of the data can change what a reader meets without changing a line. The number of the edition
is no such cell: each release has another, so that its place alone is approved.
"""

import hashlib
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from inspections.register import Register
from publishing.downloads import data_files, unit_files
from publishing.evidence.nodes import Evidence
from publishing.pages.generated_parts import APPROVED_PARTS
from publishing.records.load_register import load_gazetteer

UNIT_RECORDS = "unit-records.txt"
"""A digest of the record of each unit."""


def approved_texts(register: Register) -> dict[str, str]:
    """Return the text of every generated page, and of the downloads, by file name."""
    data = [name for name in data_files.TEXT_DOWNLOADS if name.endswith("json")]
    names = [*(f"{page}.txt" for page in APPROVED_PARTS), *data, UNIT_RECORDS]
    return {name: approved_text(name, register) for name in names}


def approved_text(name: str, register: Register) -> str:
    """Return the text of one of these files."""
    if name == UNIT_RECORDS:
        return digests(register)
    if name in data_files.TEXT_DOWNLOADS:
        return data_files.TEXT_DOWNLOADS[name](register)
    number = register.package.descriptor["version"]
    written = page_text(APPROVED_PARTS[name.removesuffix(".txt")](register))
    return written.replace(f"Version {number}", "Version [of the edition]")


def digests(register: Register) -> str:
    """Return a line for each unit: how many places it has, and a digest of all that is said of it.

    It stands for the records where they are compared with approved ones: they are too many to read.
    """
    places = load_gazetteer(register)
    base = register.package.descriptor["homepage"]
    lines = []
    for unit in places.units.values():
        record = unit_files.unit_record(unit, places, base)
        del record["version"]
        digest = hashlib.sha256(unit_files.as_json(record).encode()).hexdigest()[:16]
        lines.append(f"{unit.unit_id}: {len(record['places'])} places, {digest}")
    return "\n".join(lines) + "\n"


def page_text(content: list[nodes.Node]) -> str:
    """Return nodes as lines of text, indented by their depth."""
    return "\n".join(line.rstrip() for node in content for line in _lines(node, 0)) + "\n"


def _lines(node: nodes.Node, depth: int) -> Iterator[str]:
    margin = "  " * depth
    if isinstance(node, nodes.section):
        yield ""
        yield f"{margin}# {inline(node[0])} {{{node['ids'][0]}}}"
        for child in node.children[1:]:
            yield from _lines(child, depth)
    elif isinstance(node, nodes.definition_list_item):
        yield f"{margin}{inline(node[0])}:"
        for child in node[1].children:
            yield from _lines(child, depth + 1)
    elif isinstance(node, nodes.list_item):
        yield f"{margin}- {inline(node)}"
    elif isinstance(node, nodes.row):
        yield margin + " | ".join(inline(entry) for entry in node)
    elif isinstance(node, (nodes.paragraph, nodes.title)):
        yield margin + inline(node)
    elif isinstance(node, nodes.raw):
        yield margin + node.astext()
    else:
        for child in node.children:
            yield from _lines(child, depth)


def inline(node: nodes.Node) -> str:
    """Return running text with the targets of its links and what its cards say."""
    if isinstance(node, nodes.reference):
        return f"{node.astext()} <{node['refuri']}>"
    if isinstance(node, Evidence):
        details = "; ".join(f"{name} {value}" for name, value in node.card.details)
        return f"{node.astext()} [{node.card.anchor}; {details}]"
    if isinstance(node, addnodes.pending_xref):
        return f"{node.astext()} <#{node['reftarget']}>"
    if isinstance(node, nodes.Text):
        return node.astext()
    return "".join(inline(child) for child in node.children)
