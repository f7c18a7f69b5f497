"""Recommendations of one inspection, by what the sources on the next one say of them.

Those that no source describes are shown as a gap: the picture tells how much is not known.
"""

from __future__ import annotations

from inspections.charts.board import Board, Entry, Group, Mark
from inspections.charts.figure import Figure, agreeing, build, capital, place, reports, stated
from inspections.language import wording
from inspections.register import (
    Citation,
    Fact,
    Finding,
    Inspection,
    Recommendation,
    Register,
)

STATES = ("addressed", "still open", "cannot be told", "not mentioned")
"""What later sources can say of a recommendation, in the order shown."""

MARKS: dict[str, Mark] = {
    "addressed": "plus",
    "still open": "minus",
    "cannot be told": "none",
    "not mentioned": "open",
}


def followed_up(register: Register, inspection: Inspection, total_id: str) -> Figure:
    """Return the recommendations of an inspection beside what was said later.

    ``total_id`` names the fact with the number that the report made. Raises ``ValueError`` where
    none is described, or that number is not exact.
    """
    total = register.fact(total_id)
    described = [
        each
        for each in register.recommendations.values()
        if each.inspection == inspection and each.later_state in STATES
    ]
    if not described or total.qualifier != "exact" or total.inspection != inspection:
        raise ValueError(
            f"{inspection.inspection_id} needs recommendations and an exact {total_id}"
        )
    later = _next(register, inspection)
    columns = (f"Recommended in {inspection.year}", f"What the sources of {later.year} say")
    groups = (*_states(register, described), _gap(total, len(described)))
    later_ids = [one for each in described for one in each.later_findings]
    return build(
        name=f"recommendations-{inspection.year}",
        title=_title(total, described),
        subtitle=(
            "Recommendations by what became of them, as far as the sources tell. "
            f"{place(register, inspection)}, {reports([inspection, later])}."
        ),
        note="What became of each is our reading of the later sources; none lists them one by one.",
        description=_description(groups, columns),
        rows=[(group.cells[0][0].record_id, _cells(group, columns)) for group in groups],
        uses=[*(each.recommendation_id for each in described), *later_ids, total_id],
        citations=_citations(register, described, later_ids, total),
        board=Board(columns=columns, groups=groups, key=_key(described)),
    )


def _next(register: Register, inspection: Inspection) -> Inspection:
    """Return the inspection that followed. Raises ``ValueError`` where none did."""
    for each in register.subject_inspections:
        if each.report_date > inspection.report_date:
            return each
    raise ValueError(f"no inspection followed {inspection.inspection_id}")


def _title(total: Fact, described: list[Recommendation]) -> str:
    """Return how many were made, are described, and are read as still open.

    Where no source settles what became of any, that is said instead.
    """
    states = [each.later_state for each in described]
    still = states.count("still open")
    made, known = wording.in_prose(total.value), wording.in_prose(len(described))
    left = wording.in_prose(still) if still else "none"
    year = described[0].inspection.year
    told = still or "addressed" in states
    end = f"we read {left} as still open" if told else "no source says what became of them"
    return f"Of {made} recommendations made in {year}, {known} are described; {end}"


def _states(register: Register, described: list[Recommendation]) -> list[Group]:
    groups = []
    for state in STATES:
        chosen = [each for each in described if each.later_state == state]
        asked = tuple(
            Entry(MARKS[state], wording.fill(each.statement, register), each.recommendation_id)
            for each in chosen
        )
        answers = tuple(
            Entry("none", _said(register, one), one)  # the mark is the recommendation's
            for each in chosen
            for one in each.later_findings
        )
        nothing = "no word on it" if chosen else "nothing to set beside it"
        groups.append(
            Group(
                capital(state),
                (
                    asked or (Entry("none", "none that the sources show"),),
                    answers or (Entry("none", nothing),),
                ),
            )
        )
    return groups


def _said(register: Register, record_id: str) -> str:
    if record_id in register.findings:
        return wording.fill(register.findings[record_id].statement, register)
    fact = register.fact(record_id)
    return f"{fact.label}: {wording.say_with_unit(fact)}"


def _gap(total: Fact, described: int) -> Group:
    rest = wording.in_prose(total.value - described)
    said = f"{rest} of the {wording.in_prose(total.value)} recommendations"
    return Group(
        "Not described in any source read",
        ((Entry("none", said, total.fact_id),), (Entry("none", "cannot be told"),)),
    )


def _citations(
    register: Register, described: list[Recommendation], later_ids: list[str], total: Fact
) -> list[Citation]:
    records: list[Recommendation | Finding] = [*described]
    records += [register.findings[each] for each in later_ids if each in register.findings]
    facts = [total, *(register.fact(each) for each in later_ids if each in register.facts)]
    return [*stated(records), *agreeing(facts)]


def _key(described: list[Recommendation]) -> tuple[tuple[Mark, str], ...]:
    states = {each.later_state for each in described}
    return tuple(
        (mark, state) for state, mark in MARKS.items() if state in states and mark != "none"
    )


def _texts(group: Group) -> list[str]:
    return ["; ".join(entry.words.rstrip(".") for entry in cell) for cell in group.cells]


def _cells(group: Group, columns: tuple[str, str]) -> dict[str, str]:
    return {"What became of it": group.label, **dict(zip(columns, _texts(group), strict=True))}


def _description(groups: tuple[Group, ...], columns: tuple[str, str]) -> str:
    lines = [f"{group.label}: {'. Later: '.join(_texts(group))}." for group in groups]
    return f"A table with two columns, {columns[0]} and {columns[1]}. {' '.join(lines)}"
