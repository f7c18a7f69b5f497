"""The columns of the book's tables, each with what it holds."""

from __future__ import annotations

_SOURCE_COLUMNS = {
    "source_id": "the source",
    "publisher": "who published the source",
    "url": "the source's address",
    "fragment": "the few words of the source that carry the row",
}

FACT_COLUMNS = {
    "fact_id": "the number's own id",
    "inspection_id": "the inspection it belongs to; empty if it belongs to none",
    "topic": "what it is about, in one word",
    "question": "what was asked; two numbers may be compared only if this agrees",
    "label": "what it counts, in words",
    "value": "the number, never to be used without its qualifier",
    "total": "what it is out of; missing if it is not a count out of a total",
    "unit": "what is counted: cases, people, per cent, ...",
    "qualifier": "exact, about, almost, more_than, fewer_than, at_least or at_most",
    "counts": "success, failure or neutral: what a high value means",
    "population": "who or what was counted",
    "percent": "value out of total, in per cent; missing if there is no total",
    "text": "the number as a sentence says it, such as 'almost 200'",
    "basis": "stated (by a source) or computed (by us, from other numbers)",
    "place": "what was inspected, in full; empty if it belongs to no inspection",
    "report_date": "the date of the inspection's report, as far as it is known",
    "source_id": "the source; empty if computed",
    "second_source_id": "another source that says the same; empty if there is none",
    **{name: text for name, text in _SOURCE_COLUMNS.items() if name != "source_id"},
}
"""The columns of ``facts`` and ``case_findings``, and what each holds."""

FINDING_COLUMNS = {
    "finding_id": "the finding's own id",
    "inspection_id": "the inspection it belongs to; empty if it belongs to none",
    "theme": "what it is about",
    "tone": "strength, concern or neutral",
    "said_by": "who said it",
    "statement": "the finding, in our words",
    "short": "the finding in a few words; empty where a picture leaves it out",
    "office_id": "the office it is about; empty if it is about the whole unit",
    **_SOURCE_COLUMNS,
}
"""The columns of ``findings``, and what each holds."""

RATING_COLUMNS = {
    "inspection_id": "the inspection's own id",
    "unit": "what was inspected",
    "unit_kind": "unit, region or national",
    "region": "the probation region",
    "programme": "the id of the rule book",
    "rules": "the rule book by name",
    "rules_began": "when inspections under it began",
    "report_date": "day, month or year of the report, as far as it is known",
    "date_basis": "stated, or derived by us",
    "rating": "the overall rating",
    "rank": "its place on the scale: 0 is the lowest",
    **_SOURCE_COLUMNS,
}
"""The columns of ``ratings``: one row for each inspection."""

EVENT_COLUMNS = {
    "event_id": "the event's own id",
    "date": "day, month or year, as far as it is known",
    "end_date": "the last day of a span; empty if it is no span",
    "date_basis": "stated, or derived by us",
    "label": "what happened",
    "inspection_id": "the inspection it belongs to; empty if it belongs to none",
    **_SOURCE_COLUMNS,
}
"""The columns of ``events``, and what each holds."""

REGION_COLUMNS = {
    "region": "the probation region",
    "short": "its name where there is little room",
    "down": "the row of its tile on our map, from the north: 0 is the first",
    "across": "the column of its tile on our map, from the west: 0 is the first",
}
"""The columns of ``regions``: the map of tiles, which is our own layout."""

UNIT_COLUMNS = {
    "unit": "the unit's name",
    "region": "its probation region",
    "rating": "its newest rating in the list; empty if it has none",
    "report_date": "the date of that report",
    "date_basis": "how that date is known: stated, or derived",
    "programme": "the id of the rule book it was rated under",
    "times_rated": "how many of its inspections are in the list",
}
"""The columns of ``units``; a table ``units`` of the package adds its own after them."""
