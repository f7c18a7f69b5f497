"""The glossary, to whose terms the role ``explain`` leads."""

from collections.abc import Iterable

from docutils import nodes
from sphinx import addnodes

from inspections.register import Register
from publishing.evidence.nodes import inline_nodes
from publishing.markup.node_factories import Content, definitions, row_of_links, section
from publishing.pages.entries import cited


def glossary(register: Register) -> list[nodes.Node]:
    """Return every term with its meaning, in alphabetical order."""
    entries: list[nodes.Node] = []
    letters: dict[str, str] = {}
    for term in sorted(register.terms.values(), key=lambda term: term.term.lower()):
        title = f"{term.term} ({term.abbreviation})" if term.abbreviation else term.term
        title = title[0].upper() + title[1:]
        pairs: list[tuple[str, Content]] = [
            ("Meaning", inline_nodes(term.definition, register)),
            ("Also called", ", ".join(term.synonyms)),
            ("Note", inline_nodes(term.note, register)),
            ("Source", cited(term.citations) if term.citations else ""),
        ]
        anchor = f"term-{term.term_id}"
        letters.setdefault(title[0], anchor)
        names = index_entries((term.term, term.abbreviation, *term.synonyms), anchor)
        entries.append(section(title, anchor, names, definitions(pairs)))
    return [row_of_links(letters.items()), *entries]


def index_entries(names: Iterable[str], anchor: str) -> addnodes.index:
    """Return the index entries under which the site's search finds a term; not seen on the page.

    A name with a printer's apostrophe is found with a typed one too.
    """
    spellings = dict.fromkeys(
        spelling for name in names if name for spelling in (name, name.replace("’", "'"))
    )
    return addnodes.index(entries=[("single", name, anchor, "main", None) for name in spellings])
