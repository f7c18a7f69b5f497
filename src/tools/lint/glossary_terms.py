"""Terms at first use: on every page a term of the glossary is explained where it first stands.

Looked for are each term, its abbreviation and its synonyms of several words; a synonym of one
word ("buildings") is an everyday word, and one that two terms share says neither. Headings,
quotations, invented headlines, link texts and the words of other roles may use a term before it
is explained.
"""

import re
from collections.abc import Iterator
from functools import cache

from inspections.register import Register, Term
from publishing.records.role_table import GLOSSARY_ROLE
from tools.lint import prose
from tools.lint.markdown_page import Block, Fault, MarkdownPage, blank_matches, on_one_line
from tools.lint.prose import QUOTED, without_allowed


def faults(page: MarkdownPage, register: Register) -> Iterator[Fault]:
    """Yield a fault for each term that stands on the page before it is explained there."""
    explained = explanations(page)
    pattern, names = spellings(tuple(register.terms.values()))
    everyday = prose.allowed_phrases(register.package.folder.parent).get("everyday", ())
    seen = {name for name, term in register.terms.items() if term.term in everyday}
    for number, block in enumerate(page.blocks):
        for match in pattern.finditer(_own_words(block, register)):
            name = names[(match.lastindex or 0) - 1]
            if name in seen:
                continue
            seen.add(name)
            there, start = explained.get(name, (len(page.blocks), 0))
            if (there, start) < (number, match.start()):
                continue
            later = (
                f"the explanation comes only on line {page.blocks[there].line_at(start)}: "
                "move it here"
                if name in explained
                else "the page explains it nowhere"
            )
            words = on_one_line(match[0])
            yield (
                block.line_at(match.start()),
                f"'{words}' is a term at its first use, {later}: {{explain}}`{words} <{name}>`",
            )


def explanations(page: MarkdownPage) -> dict[str, tuple[int, int]]:
    """Return where each explained term is first explained: number of the block, and position."""
    first_uses: dict[str, tuple[int, int]] = {}
    for number, block in enumerate(page.blocks):
        for role in block.roles:
            if role.name == GLOSSARY_ROLE and role.words:
                first_uses.setdefault(role.target, (number, role.start))
    return first_uses


def _own_words(block: Block, register: Register) -> str:
    """Return the page's own words in place: no heading, quotation, link text or role."""
    if block.kind in ("heading", "title") or block.invented:
        return ""
    plain = block.without({role.name for role in block.roles})
    return without_allowed(blank_matches(QUOTED, plain), "term", register)


@cache
def spellings(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return a pattern with a group for each form of a term, and the term of each group.

    The longest form comes first, so that "probation officer" is no use of "probation".
    """
    owners: dict[str, set[str]] = {}
    for term in terms:
        several = [synonym for synonym in term.synonyms if " " in synonym]
        for form in (term.term, term.abbreviation, *several):
            if form:
                owners.setdefault(form, set()).add(term.term_id)
    clear = {form: min(names) for form, names in owners.items() if len(names) == 1}
    ordered = sorted(clear, key=lambda form: (-len(form), form))
    # Of no term: nowhere.
    pattern = "|".join(f"({_spelling_pattern(form)})" for form in ordered) or "(?!)"
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])"), tuple(clear[form] for form in ordered)


def _spelling_pattern(form: str) -> str:
    """Return a form as a pattern: in the plural too; capitals count where the form has any."""
    *before, last = (re.escape(word).replace("’", "[’']") for word in form.split())
    ending = f"{last[:-1]}(?:y|ies)" if last.endswith("y") else f"{last}(?:e?s)?"
    pattern = r"\s+".join((*before, ending))
    return pattern if form != form.lower() else f"(?i:{pattern})"
