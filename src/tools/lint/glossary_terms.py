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
from publishing.records.role_table import GLOSSARY_ROLE, split
from tools.lint import prose
from tools.lint.prose import INVENTED, QUOTED, ROLE, PageFault, blank, line_at, without_allowed
from tools.lint.sentences import blocks, visible

_LINKED = re.compile(r"\[[^\]\n]*\](?=\()")


def faults(text: str, path: str, known: Register) -> Iterator[PageFault]:
    """Yield a fault for each term that stands on the page before it is explained there."""
    explained = explanations(text)
    pattern, names = forms(tuple(known.terms.values()))
    everyday = prose.allowed(known.package.folder.parent).get("everyday", ())
    seen = {name for name, term in known.terms.items() if term.term in everyday}
    plain = running_words(text, known)
    for match in pattern.finditer(plain):
        name = names[(match.lastindex or 0) - 1]
        if name in seen:
            continue
        seen.add(name)
        where = explained.get(name, len(text))
        if where < match.start():
            continue
        words = " ".join(match[0].split())
        later = (
            f"the explanation comes only on line {line_at(text, where)}: move it here"
            if name in explained
            else "the page explains it nowhere"
        )
        advice = f"'{words}' is a term at its first use, {later}: {{explain}}`{words} <{name}>`"
        yield PageFault(path, line_at(text, match.start()), words, advice)


def explanations(text: str) -> dict[str, int]:
    """Return where each explained term is first explained on the page."""
    found: dict[str, int] = {}
    for match in ROLE.finditer(text):
        words, name = split(match["text"])
        if match["role"] == GLOSSARY_ROLE and words:
            found.setdefault(name, match.start())
    return found


def running_words(text: str, known: Register) -> str:
    """Return the page's own words in place: no heading, quotation, link text or role."""
    plain = list(visible(text))
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    spans = [match.span() for match in ROLE.finditer(text)]
    spans += [match.span() for match in (*_LINKED.finditer(text), *INVENTED.finditer(text))]
    for block in blocks(text):
        if block.kind in ("heading", "title"):
            start = lines[block.line - 1]
            spans.append((start, start + len(block.text)))
    for start, end in spans:
        plain[start:end] = blank("".join(plain[start:end]))
    return without_allowed(prose.blanked(QUOTED, "".join(plain)), "term", known)


@cache
def forms(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return a pattern with a group for each form of a term, and the term of each group.

    The longest form comes first, so that "probation officer" is no use of "probation".
    """
    owners: dict[str, set[str]] = {}
    for term in terms:
        several = [each for each in term.synonyms if " " in each]
        for form in (term.term, term.abbreviation, *several):
            if form:
                owners.setdefault(form, set()).add(term.term_id)
    clear = {form: min(names) for form, names in owners.items() if len(names) == 1}
    ordered = sorted(clear, key=lambda form: (-len(form), form))
    pattern = "|".join(f"({_form(form)})" for form in ordered) or "(?!)"  # of no term: nowhere
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])"), tuple(clear[form] for form in ordered)


def _form(form: str) -> str:
    """Return a form as a pattern: in the plural too; capitals count where the form has any."""
    *before, last = (re.escape(word).replace("’", "[’']") for word in form.split())
    ending = f"{last[:-1]}(?:y|ies)" if last.endswith("y") else f"{last}(?:e?s)?"
    pattern = r"\s+".join((*before, ending))
    return pattern if form != form.lower() else f"(?i:{pattern})"
