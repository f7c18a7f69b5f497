"""What several inspections found, theme by theme: a column each, strengths and concerns told apart.

It shows every finding on the unit as a whole that the data say in short. That no cell shows one
side alone is a rule of the data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspections.charts.board import Board, Entry, Group, Mark
from inspections.charts.figure import Figure, build, place, reports, stated
from inspections.language import wording
from inspections.register import Finding, Inspection, Register

MARK_OF_TONE: dict[str, Mark] = {"strength": "plus", "concern": "minus"}
SAID: dict[Mark, str] = {
    "plus": "strength",
    "minus": "concern",
    "open": "neither",
}
GAP = "nothing in the sources read"


def comparison(register: Register, themes: Mapping[str, Sequence[str]], *, title: str) -> Figure:
    """Return the subject's inspections side by side, a row for each of ``themes``.

    ``themes`` names, under the heading of each row, the themes of the data that it takes in.
    Strengths come before concerns, and before what is neither; a finding of no inspection, such
    as a later rule, stands in the last column. Raises ``ValueError`` where a row would be empty.
    """
    inspections = register.subject_inspections
    groups = tuple(_group(register, label, names, inspections) for label, names in themes.items())
    entries = [one for group in groups for cell in group.cells for one in cell]
    used = [one.record_id for one in entries if one.record_id]
    marks = {one.mark for one in entries}
    key = tuple((mark, said) for mark, said in SAID.items() if mark in marks)
    columns = tuple(each.year for each in inspections)
    figures = [
        match[1] for each in used for match in wording.MARK.finditer(register.findings[each].short)
    ]
    return build(
        name="themes-compared",
        title=title,
        subtitle=(
            "Selected findings, theme by theme; each leads to its source. "
            f"{place(register, inspections[0])}, {reports(inspections)}."
        ),
        note=_note(inspections),
        description=_description(groups, columns),
        rows=_rows(groups, columns),
        uses=[*used, *figures],
        citations=stated(register.findings[each] for each in used),
        board=Board(columns=columns, groups=groups, key=key),
    )


def _note(inspections: Sequence[Inspection]) -> str:
    said = "The lists are our selection, and must not be counted against each other."
    if len({each.programme for each in inspections}) > 1:
        said += " The inspections had different rules."
    return said


def _group(
    register: Register, label: str, names: Sequence[str], inspections: Sequence[Inspection]
) -> Group:
    told = [
        each
        for each in register.findings.values()
        if each.theme in names
        and each.short
        and not each.office_id
        and (each.inspection is None or each.inspection in inspections)
    ]
    if not told:
        raise ValueError(f"'{label}': no finding on {', '.join(names)} has short words")
    told.sort(key=lambda each: list(SAID).index(_mark(each)))
    cells = []
    for inspection in inspections:
        chosen = [each for each in told if (each.inspection or inspections[-1]) == inspection]
        entries = [
            Entry(_mark(each), wording.fill(each.short, register), each.finding_id)
            for each in chosen
        ]
        cells.append(tuple(entries) or (Entry("none", GAP),))
    return Group(label, tuple(cells))


def _mark(finding: Finding) -> Mark:
    return MARK_OF_TONE.get(finding.tone, "open")


def _rows(groups: Sequence[Group], columns: Sequence[str]) -> list[tuple[str, dict[str, str]]]:
    return [
        (
            entry.record_id,
            {
                "Theme": group.label,
                "Report": column,
                "Finding": entry.words,
                "Kind": SAID[entry.mark] if entry.record_id else "–",
            },
        )
        for group in groups
        for column, cell in zip(columns, group.cells, strict=True)
        for entry in cell
    ]


def _description(groups: Sequence[Group], columns: Sequence[str]) -> str:
    lines = []
    for group in groups:
        cells = [
            f"{column}: "
            + "; ".join(
                f"{entry.words} ({SAID[entry.mark]})" if entry.record_id else entry.words
                for entry in cell
            )
            for column, cell in zip(columns, group.cells, strict=True)
        ]
        lines.append(f"{group.label}, {'. '.join(cells)}.")
    return f"A table with a column for each report. {' '.join(lines)}"
