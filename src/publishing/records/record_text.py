"""What the book says of a record in few words, the same on cards, in entries and in downloads."""

import re

from docutils.utils.smartquotes import educateQuotes

from inspections.language import wording
from inspections.register import Citation, Fact, Inspection, Source

_SINGLE = str.maketrans('“”"', "‘’'")


def said_year(inspection: Inspection) -> str:
    """Return the year of an inspection's report, saying if it may be the next; '' for none."""
    return wording.say_year(inspection.report_date, basis=inspection.date_basis)


def inspection_name(inspection: Inspection | None) -> str:
    """Return the unit and the year of the report of any inspection; '' for none."""
    if inspection is None:
        return ""
    return f"{inspection.unit}, {said_year(inspection) or 'undated'} report"


def region_text(region: str, basis: str) -> str:
    """Return a region, saying where it is not stated by a source."""
    return region if basis == "stated" else f"{region} (worked out from indirect evidence)"


_PROGRAM = re.compile(r"[a-z]_[a-z]|[a-z\d]\.[A-Z]")
"""What tells a line of a program from a source's words: names joined by '_' or '.'."""


def typeset(words: str) -> str:
    """Return words of a source with a printer's quotation marks, single ones.

    A mark at the very start would be taken for one that ends a quotation, so a space goes first.
    """
    return educateQuotes(f" {words.translate(_SINGLE)}")[1:]


def quote(words: str) -> str:
    """Return words of a source in quotation marks; marks within them become single ones."""
    return f"“{typeset(words)}”"


def is_program(words: str) -> bool:
    """Return True for a line of a program, which is no quotation to a reader."""
    return bool(_PROGRAM.search(words))


def citation_words(citation: Citation) -> str:
    """Return the words that carry a citation, quoted, or of a list in a program its title."""
    if is_program(citation.fragment):
        return f"{citation.source.title}:"
    return quote(citation.fragment)


def publication(source: Source) -> str:
    """Return publisher and date of a source: the year alone where its date was worked out."""
    stated = source.published_basis == "stated"
    date = source.published if stated else source.published[:4]
    return f"{source.publisher}, {wording.say_date(date) if date else 'no date seen'}"


_COUNTED = {
    "count_inspections": "inspections",
    "count_units": "units",
    "count_regions": "regions",
    "count_repeated": "units with more than one dated inspection",
    "count_rose": "units whose latest rating is above their first",
    "count_same": "units whose latest rating is their first again",
    "count_fell": "units whose latest rating is below their first",
}


def counted_of(fact: Fact) -> tuple[str, str]:
    """Return what a figure is counted among, or about, with the label that fits."""
    if fact.total is not None or fact.counts != "neutral":
        return "Out of", fact.population
    return "Of" if fact.unit == "per cent" else "About", fact.population


def own_working(fact: Fact) -> tuple[str, str]:
    """Return how we came by a derived fact, in words, with its label."""
    if fact.derivation and fact.derivation.is_count:
        return "Our own count", f"{_COUNTED[fact.derivation.operation]} in our list"
    return "Our own sum", arithmetic(fact)


_SIGNS = {"sum": " + ", "remainder_of": " − "}


def arithmetic(fact: Fact) -> str:
    """Return how a derived fact was computed: '1,297 + 648 + 666 = 2,611'."""
    if fact.derivation is None:
        raise ValueError(f"{fact.fact_id} was not computed by us")
    if fact.derivation.is_count:
        rows = " and ".join(fact.derivation.where.split("; "))
        return f"{_COUNTED[fact.derivation.operation]} in inspections.csv where {rows}"
    values = [wording.in_digits(fact_input.value) for fact_input in fact.derivation.inputs]
    total = wording.in_digits(fact.derivation.inputs[0].total or 0)
    result = wording.in_digits(fact.value, decimals=1)
    match fact.derivation.operation:
        case "percent":
            return f"{values[0]} ÷ {total} × 100 = {result}"
        case "remainder" | "complement":
            return f"{total} − {' − '.join(values)} = {result}"
        case operation:
            return f"{_SIGNS[operation].join(values)} = {result}"


def source_cells(citation: Citation) -> dict[str, str]:
    """Return what a download says of one source of a row."""
    return {
        "source": publication(citation.source),
        "title": citation.source.title,
        "fragment": citation.fragment,
        "relation": citation.relation,
        "link": citation.link,
    }
