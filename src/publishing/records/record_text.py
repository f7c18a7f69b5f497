"""What the book says of a record in few words, the same on cards, in entries and in downloads."""

from typing import Any

from inspections.language import wording
from inspections.register import Citation, Fact, Inspection, Source


def inspection_name(inspection: Inspection | None) -> str:
    """Return the unit and the date of the report of any inspection; '' for none."""
    if inspection is None:
        return ""
    if not inspection.report_date:
        return f"{inspection.unit}, report without a date"
    return f"{inspection.unit}, report of {wording.say_date(inspection.report_date)}"


def date_of_report(written: str, basis: str) -> str:
    """Return a report's date, saying where it is not stated by a source."""
    if not written:
        return "no date seen"
    date = wording.say_date(written)
    return date if basis == "stated" else f"{date} (no source seen shows the day)"


def region_text(region: str, basis: str) -> str:
    """Return a region, saying where it is not stated by a source."""
    return region if basis == "stated" else f"{region} (worked out from indirect evidence)"


def publication(source: Source) -> str:
    """Return publisher and date of a source, or that no date was seen."""
    date = wording.say_date(source.published) if source.published else "no date seen"
    return f"{source.publisher}, {date}"


_COUNTED = {
    "count_inspections": "inspections",
    "count_units": "units",
    "count_regions": "regions",
    "count_repeated": "units with more than one dated inspection",
    "count_rose": "units whose latest rating is above their first",
    "count_same": "units whose latest rating is their first again",
    "count_fell": "units whose latest rating is below their first",
}


def _shared(where: str) -> str:
    """Return what the counted rows of the list share, as the data says it."""
    return f"the list of inspections where {' and '.join(where.split('; '))}"


_SIGNS = {"sum": " + ", "remainder_of": " − "}


def arithmetic(fact: Fact) -> str:
    """Return how a derived fact was computed: '1,297 + 648 + 666 = 2,611'."""
    if fact.derivation is None:
        raise ValueError(f"{fact.fact_id} was not computed by us")
    if fact.derivation.is_count:
        return f"{_COUNTED[fact.derivation.operation]} in {_shared(fact.derivation.where)}"
    values = [wording.in_digits(each.value) for each in fact.derivation.inputs]
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


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose sources, if it has any, stand in numbered columns."""
    cells = {name: value for name, value in row.items() if name != "sources"}
    for place, source in enumerate(row.get("sources", ()), start=1):
        cells |= {f"source_{place}_{name}": value for name, value in source.items()}
    return cells
